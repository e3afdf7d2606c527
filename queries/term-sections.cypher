// title@zh: 名词见于何处
// title@en: Where a term is mentioned
// description@zh: 提到一个名词(或它所指事物)的部分、条目和话题,按原文顺序。
// description@en: The parts, items and topics that mention a term or what it denotes, in the text's order.
// param name (string): 名词 / the term
MATCH (entry:Term)
WHERE entry.name = $name OR $name IN entry.aliases
MATCH (entry)-[:DENOTES]->()<-[:MENTIONS]-(part)
WITH DISTINCT
  $name AS name, part.name AS section, part.level AS level, part.start AS start, part.id AS identifier
RETURN name, section, level, start, identifier
ORDER BY start IS NOT NULL, start, level IS NOT NULL, level, identifier
