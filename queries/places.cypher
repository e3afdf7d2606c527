// title@zh: 各地有什么
// title@en: Places and what lies in them
// description@zh: 各地点(连同其下级行政区)的项目、机构、活动和荣誉。
// description@en: The projects, organisations, events and titles of each place, those of the divisions within it included.
// param place (string) default=: 地点的全名 / the full name of the place
MATCH (there)-[link:LOCATED_IN|AWARDED]->(inner)-[site:STATED_IN]->(report:Report)
WHERE link.report = report.id AND site.label = 'Place'
MATCH (there)-[named:STATED_IN]->(report)
MATCH (inner)-[up:PART_OF*0..]->(whole)-[around:STATED_IN]->(report)
WHERE all(step IN up WHERE step.report = report.id) AND ($place IS NULL OR around.name = $place)
RETURN DISTINCT
  around.name AS place,
  site.name AS at,
  CASE type(link) WHEN 'LOCATED_IN' THEN 'locatedIn' ELSE 'awarded' END AS relation,
  named.name AS thing
ORDER BY place, at, relation, thing
