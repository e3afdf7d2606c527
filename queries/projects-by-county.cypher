// title@zh: 各县区的项目
// title@en: Projects by county and status
// description@zh: 各县、区的项目及其状态;县区之内各地的也算在内。
// description@en: The projects of each county and district by status, those in places within it included.
// param county (string) default=: 县或区的全名 / the full name of the county or district
MATCH (work)-[located:LOCATED_IN]->(site)-[there:STATED_IN]->(report:Report)
WHERE located.report = report.id
MATCH (work)-[said:STATED_IN]->(report)
WHERE said.label = 'Project'
MATCH (site)-[up:PART_OF*0..]->()-[around:STATED_IN]->(report)
WHERE all(step IN up WHERE step.report = report.id)
  AND NOT around.code ENDS WITH '00'
  AND ($county IS NULL OR around.name = $county)
WITH DISTINCT around.name AS county, said.status AS status, said.name AS project, there.name AS place
RETURN county, status, project, place
ORDER BY county, status IS NOT NULL, status, project, place
