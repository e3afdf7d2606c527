// title@zh: 反复提到的事物
// title@en: What is mentioned again and again
// description@zh: 多个章节或多份报告提到的举措、项目、机构、地点、活动、荣誉和概念。
// description@en: Initiatives, projects, organisations, places, events, titles and concepts by how many reports and sections mention them.
// param least (integer) default=3: 至少几节 / sections at least
MATCH (section)-[mention:MENTIONS]->(thing)
WHERE NOT thing:Measure AND NOT thing:Goal AND NOT thing:Indicator
WITH thing, collect(mention.report) AS mentions
WHERE size(mentions) >= $least
MATCH (thing)-[said:STATED_IN]->()
WITH thing, said, size([report IN mentions WHERE report = said.report]) AS sections
WHERE sections > 0
WITH thing, said.label AS type, said.name AS label, count(said) AS reports, sum(sections) AS sections
WHERE sections >= $least
RETURN $least AS least, type, label, reports, sections, thing.id AS thing
ORDER BY reports DESC, sections DESC, type, label, thing
