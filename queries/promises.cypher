// title@zh: 一节的承诺
// title@en: What a section promises
// description@zh: 一个部分、条目或话题(连同其下级)提出的目标、目标值、举措、未建成的项目和争取的荣誉。
// description@en: The goals, targets, initiatives, projects to be built and titles sought in a part, item or topic, its subsections included.
// param section (string): 标题 / the heading
MATCH (whole:Section {name: $section})<-[:PART_OF*0..]-(inner)
MATCH (inner)-[mention:MENTIONS]->(promised)-[said:STATED_IN]->()
WHERE said.report = mention.report
WITH
  inner,
  promised,
  coalesce(said.label, labels(promised)[0]) AS type,
  coalesce(said.name, promised.name) AS promise,
  CASE WHEN said.label IS NULL THEN promised.status ELSE said.status END AS status
WHERE type IN ['Goal', 'Measure', 'Initiative', 'Project', 'Honor']
  AND (status IS NULL OR NOT status IN ['actual', 'completed', 'gained', 'held'])
WITH DISTINCT
  $section AS section,
  inner.start AS start,
  inner.name AS part,
  type,
  promise,
  promised.indicator AS indicator,
  coalesce(promised.deadline, promised.period) AS due
RETURN section, start, part, type, promise, indicator, due AS `when`
ORDER BY start, part, type, promise, indicator IS NOT NULL, indicator, due IS NOT NULL, due
