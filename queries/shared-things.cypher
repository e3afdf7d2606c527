// title@zh: 多份报告共有的事物
// title@en: Things that several reports define
// description@zh: 几份报告的名词所共指的事物。
// description@en: Things denoted by the terms of several reports.
// param least (integer) default=2: 至少几份报告 / reports at least
MATCH (thing)<-[:DENOTES]-(:Term)-[:PART_OF]->(report:Report)
WITH thing, count(DISTINCT report) AS reports
WHERE reports >= $least
MATCH (thing)-[said:STATED_IN]->()
RETURN DISTINCT $least AS least, thing.id AS thing, said.name AS label, reports
ORDER BY reports DESC, thing, label
