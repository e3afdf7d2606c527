// title@zh: 一个名词的各种释义
// title@en: All definitions of what a term names
// description@zh: 各报告对同一事物的释义:给出一个名词,列出指称同一事物的全部名词及其释义。
// description@en: Given a term, every term of any report that denotes the same thing, with its definition.
// param name (string): 名词 / the term
MATCH (entry:Term)
WHERE entry.name = $name OR $name IN coalesce(entry.aliases, [])
MATCH (entry)-[:DENOTES]->(thing)
WITH DISTINCT thing
MATCH (thing)<-[:DENOTES]-(other)-[:PART_OF]->(report)
WITH DISTINCT
  report.name AS title, other.number AS number, other.name AS term, other.definition AS definition
RETURN $name AS name, title, number, term, definition
ORDER BY title, number
