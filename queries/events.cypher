// title@zh: 活动
// title@en: Events
// description@zh: 会议、论坛、赛事等活动,举办地、参与的机构和所在章节。
// description@en: Forums, festivals, contests and other events, where they are held, who takes part, and the sections that name them.
MATCH (happening:Event)-[said:STATED_IN]->(report)
MATCH (happening)<-[mention:MENTIONS]-(part)
WHERE mention.report = report.id
OPTIONAL MATCH (happening)-[located:LOCATED_IN*1..1]->(site)-[there:STATED_IN]->(report)
WHERE located[0].report = report.id
OPTIONAL MATCH (happening)-[involved:INVOLVES*1..1]->(body)-[named:STATED_IN]->(report)
WHERE involved[0].report = report.id
WITH DISTINCT
  said.name AS event, there.name AS place, named.name AS organization, part.name AS section
RETURN event, place, organization, section
ORDER BY event, place IS NOT NULL, place, organization IS NOT NULL, organization, section
