// title@zh: 某一状态的项目
// title@en: The projects of a status
// description@zh: 建成、开工、在建或规划中的项目及其所在地。
// description@en: Projects that are completed, started, underway or planned, and where they are.
// param status (string) default=planned: 状态:completed、started、underway、planned 或 unknown / the status: completed, started, underway, planned or unknown
MATCH (:Report)<-[said:STATED_IN {label: 'Project', status: $status}]-(work)
OPTIONAL MATCH (work)-[path:LOCATED_IN*1..1]->()-[there:STATED_IN]->()
  // from a bound node graphdblite sees parallel relationships only as paths
WHERE path[0].report = said.report AND there.report = said.report
WITH DISTINCT said.name AS project, there.name AS place
RETURN $status AS status, project, place
ORDER BY project, place IS NOT NULL, place
