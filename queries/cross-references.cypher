// title@zh: 释义中的引用
// title@en: Cross-references
// description@zh: 释义引用了其他名词、文件或有名称的事物的名词。
// description@en: Terms whose definitions name other terms, documents or named things.
MATCH (entry:Term)-[:REFERS_TO]->(target)-[said:STATED_IN]->()
WITH DISTINCT
  entry.number AS number,
  entry.name AS term,
  target.number AS other_number,
  coalesce(said.name, target.name) AS other
RETURN number, term, other_number, other
ORDER BY number, term, other_number IS NOT NULL, other_number, other
