// title@zh: 关于一个地方的内容
// title@en: What is said of a place
// description@zh: 一个地方的数值、项目、机构、活动和荣誉。
// description@en: The values, projects, organisations, events and titles of one place.
// param name (string): 地方 / the place
MATCH (named)
WHERE named.name = $name OR $name IN named.aliases
MATCH (named)-[here:STATED_IN]->()
WHERE here.label = 'Place' AND (here.name = $name OR $name IN here.aliases)
OPTIONAL MATCH (named)<-[path:LOCATED_IN|AWARDED*1..1]-(thing)-[said:STATED_IN]->()
  // from a bound node graphdblite sees parallel relationships only as paths
WHERE path[0].report = here.report AND said.report = here.report
WITH collect([said.label, said.name, null, said.status, null]) AS things,
  collect(DISTINCT here.name) AS names, collect(DISTINCT [here.report, here.name]) AS places
OPTIONAL MATCH (measure:Measure)
WHERE measure.place IN names
OPTIONAL MATCH (measure)-[stated:STATED_IN]->()
WHERE [stated.report, measure.place] IN places
WITH things, collect(CASE WHEN stated IS NOT NULL
  THEN ['Measure', measure.name, measure.indicator, measure.status, measure.period] END) AS measures
UNWIND things + measures AS found
WITH DISTINCT found[0] AS type, found[1] AS what, found[2] AS indicator, found[3] AS status,
  found[4] AS period
WHERE type IS NOT NULL
RETURN $name AS name, type, what, indicator, status, period
ORDER BY type, period IS NOT NULL, period, status IS NOT NULL, status, indicator IS NOT NULL, indicator, what
