// title@zh: 名词的构成
// title@en: What a term expands to
// description@zh: 一个名词由哪些部分构成:各部分及其成员,按原文顺序,连同所对应的字符、数量和量词。
// description@en: The parts of a term and their members in the text's order, each with its symbol, count and unit.
// param name (string): 名词 / the term
MATCH (entry:Term)
WHERE entry.name = $name OR $name IN coalesce(entry.aliases, [])
MATCH (entry)-[:HAS_COMPONENT]->(top)
MATCH (top)-[:HAS_COMPONENT*0..]->(part)
MATCH (part)<-[:HAS_COMPONENT]-(whole)
WITH
  entry.id AS entry,
  top.position AS first,
  CASE WHEN part = top THEN -1 WHEN whole = top THEN part.position ELSE whole.position END AS second,
  CASE WHEN part = top OR whole = top THEN -1 ELSE part.position END AS third,
  whole,
  part
RETURN
  $name AS name,
  whole.name AS of,
  part.position AS position,
  part.name AS component,
  part.symbol AS symbol,
  part.count AS count,
  part.unit AS unit
ORDER BY entry, first, second, third
