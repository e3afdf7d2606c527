// title@zh: 荣誉和试点
// title@en: Titles and pilots
// description@zh: 获得、保持和争取的称号、奖项和试点,以及归属。
// description@en: Titles, prizes and pilot statuses that were gained, are held or are sought, and who has them.
MATCH (title:Honor)-[said:STATED_IN]->(report)
OPTIONAL MATCH (title)-[awarded:AWARDED*1..1]->(keeper)-[named:STATED_IN]->(report)
WHERE awarded[0].report = report.id
WITH DISTINCT said.status AS status, said.name AS honor, named.name AS holder
RETURN status, honor, holder
ORDER BY status IS NOT NULL, status, honor, holder IS NOT NULL, holder
