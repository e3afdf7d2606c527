// title@zh: 谁与谁合作
// title@en: Who works with whom
// description@zh: 参与同一举措、项目或活动的机构;单独参与的也列出。
// description@en: The organisations that take part in an initiative, project or event, and with which others.
MATCH (thing)-[involved:INVOLVES]->(body)-[named:STATED_IN]->()
WHERE involved.report = named.report
MATCH (thing)-[said:STATED_IN]->()
WHERE said.report = named.report
OPTIONAL MATCH (thing)-[path:INVOLVES*1..1]->(other)-[also:STATED_IN]->()
  // from a bound node graphdblite sees parallel relationships only as paths
WHERE path[0].report = named.report AND also.report = named.report AND other <> body
WITH DISTINCT named.name AS organization, said.name AS work, also.name AS partner
RETURN organization, work, partner
ORDER BY organization, work, partner IS NOT NULL, partner
