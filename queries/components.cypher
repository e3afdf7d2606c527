// title@zh: 全部构成
// title@en: All components
// description@zh: 所有名词的第一层构成,连同所对应的字符、数量和量词。
// description@en: The first-level components of every term, with symbol, count and unit.
MATCH (entry:Term)-[:HAS_COMPONENT]->(part)
WITH DISTINCT
  entry.number AS number,
  entry.name AS term,
  part.position AS position,
  part.name AS component,
  part.symbol AS symbol,
  part.count AS count,
  part.unit AS unit
RETURN number, term, position, component, symbol, count, unit
ORDER BY number, term, position, component
