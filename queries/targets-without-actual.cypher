// title@zh: 没有实际值的目标
// title@en: Indicators with targets but no actual
// description@zh: 报告定了目标、却没有给出任何实际值的指标。
// description@en: Indicators for which a report sets targets without saying what was reached.
MATCH (measure:Measure)-[of:OF_INDICATOR]->(measured)
WITH measured, of.report AS report, collect(measure) AS measures
WHERE NOT any(measure IN measures WHERE measure.status = 'actual')
MATCH (measured)-[named:STATED_IN]->()
WHERE named.report = report
UNWIND measures AS aim
WITH DISTINCT aim.place AS place, named.name AS indicator, aim.aspect AS aspect,
  aim.comparator AS comparator, aim.value AS target, aim.unit AS unit, aim.period AS period,
  aim.status AS status
WHERE status = 'target'
RETURN place, indicator, aspect, comparator, target, unit, period
ORDER BY place IS NOT NULL, place, indicator, period, aspect, target, unit, comparator
