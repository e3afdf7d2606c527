// title@zh: 按期限排列的目标
// title@en: Goals by deadline
// description@zh: 各项目标及其期限、所属举措和所在章节。
// description@en: The goals with their deadlines, the initiatives that aim at them and the sections that state them.
// param deadline (string) default=: 期限,如 2023 / the deadline, such as 2023
MATCH (aim:Goal)
WHERE aim.deadline = $deadline OR ($deadline IS NULL AND aim.deadline IS NOT NULL)
MATCH (aim)<-[:MENTIONS]-(part)
MATCH (aim)-[:STATED_IN]->(report)
OPTIONAL MATCH (aim)<-[:TARGETS]-(doer)-[said:STATED_IN]->(report)
WITH DISTINCT
  aim.deadline AS deadline, aim.name AS goal, said.name AS actor, part.name AS section, report.name AS title
RETURN deadline, goal, actor, section, title
ORDER BY deadline, title, section, goal, actor IS NOT NULL, actor
