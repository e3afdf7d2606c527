// title@zh: 举措的内容和目标
// title@en: What an initiative expands to and aims at
// description@zh: 一项举措、项目或名词的构成、所包括的部分、要达到的目标、取得的成绩、针对的领域、参与的机构和所在地。
// description@en: Of an initiative, project or term: its components and parts, what it is to reach and has reached, its field, who takes part, and where it is.
// param name (string): 举措、项目或名词 / the initiative, project or term
MATCH (named)
WHERE named.name = $name OR $name IN named.aliases
MATCH (named)-[here:STATED_IN]->(report:Report)
WHERE here.name IS NULL OR here.name = $name OR $name IN here.aliases
MATCH (named)-[to:DENOTES*0..1]->()<-[from:DENOTES*0..1]-(node)
WHERE all(step IN to + from WHERE step.report = report.id)
MATCH (node)-[path:HAS_COMPONENT|INCLUDES|TARGETS|ACHIEVES|ABOUT|INVOLVES|LOCATED_IN*1..1]->(other)
  // from a bound node graphdblite sees parallel relationships only as paths
WHERE path[0].report = report.id
MATCH (other)-[said:STATED_IN]->(report)
WITH DISTINCT type(path[0]) AS link, other.position AS position, coalesce(said.name, other.name) AS what,
  other.indicator AS indicator, coalesce(other.deadline, other.period) AS due
WITH CASE link
    WHEN 'HAS_COMPONENT' THEN 'hasComponent'
    WHEN 'LOCATED_IN' THEN 'locatedIn'
    ELSE toLower(link)
  END AS relation, position, what, indicator, due
RETURN $name AS name, relation, position, what, indicator, due AS when
ORDER BY relation, position IS NOT NULL, position, what, indicator IS NOT NULL, indicator,
  due IS NOT NULL, due
