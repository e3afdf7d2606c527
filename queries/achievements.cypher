// title@zh: 取得的成绩
// title@en: What has been achieved
// description@zh: 各项举措和项目所取得的数值。
// description@en: The values that initiatives and projects have brought about.
MATCH (result:Measure)<-[achieves:ACHIEVES]-(doer)-[said:STATED_IN]->()
WHERE said.report = achieves.report
WITH DISTINCT
  said.name AS actor,
  result.indicator AS indicator,
  result.aspect AS aspect,
  result.comparator AS comparator,
  result.value AS value,
  result.unit AS unit,
  result.period AS period
RETURN actor, indicator, aspect, comparator, value, unit, period
ORDER BY actor, period, indicator, aspect, value, unit, comparator
