// title@zh: 数目与列举不符
// title@en: Counts that differ from what is listed
// description@zh: 报告所说的数目与所列举的成员数不同的名词和构成。
// description@en: Terms and components of which the report lists more or fewer members than it says there are.
MATCH (entry:Term)-[:HAS_COMPONENT*0..]->(part)
WHERE part.listed IS NOT NULL AND part.count IS NOT NULL
WITH DISTINCT
  entry.number AS number, entry.name AS term, part.name AS component, part.count AS count, part.listed AS listed
RETURN number, term, component, count, listed
ORDER BY number, term, component
