// title@zh: 参与事项最多的机构
// title@en: Organisations by what they take part in
// description@zh: 按所参与的举措、项目和活动的数目排列的机构。
// description@en: Organisations by the number of initiatives, projects and events that they take part in.
// param least (integer) default=1: 至少几项 / how many at least
MATCH (thing)-[involved:INVOLVES]->(body)-[said:STATED_IN]->()
WHERE involved.report = said.report
WITH body, said.name AS organization, count(DISTINCT thing) AS works
WHERE works >= $least
RETURN $least AS least, organization, works
ORDER BY works DESC, organization
