// title@zh: 今年目标与去年实际
// title@en: Targets beside last year's actuals
// description@zh: 报告年份的目标值,旁列同一指标、同一地区上一年的实际值。
// description@en: The targets of a report's year, with the values that the same indicator had in the same place the year before.
// param year (integer) default=: 报告年份 / the year of the report
MATCH (measure:Measure)-[of:OF_INDICATOR]->(measured)
WITH measured, of.report AS id, collect(measure) AS measures
WHERE any(measure IN measures WHERE measure.status = 'target')
MATCH (measured)-[named:STATED_IN]->(report:Report)
WHERE report.id = id AND ($year IS NULL OR report.year = $year)
WITH report.year AS year, named.name AS indicator, measures
UNWIND measures AS aim
WITH year, indicator, aim, measures
WHERE aim.status = 'target' AND aim.period = toString(year) AND aim.place IS NOT NULL
WITH year, indicator, aim, [fact IN measures WHERE fact.status = 'actual'
  AND fact.period = toString(year - 1) AND fact.place = aim.place AND fact.aspect = aim.aspect] AS facts
UNWIND CASE WHEN size(facts) = 0 THEN [null] ELSE facts END AS fact
WITH DISTINCT year, aim.place AS place, indicator, aim.aspect AS aspect, aim.comparator AS comparator,
  aim.value AS target, aim.unit AS unit, fact.value AS actual, fact.unit AS actual_unit
RETURN year, place, indicator, aspect, comparator, target, unit, actual, actual_unit
ORDER BY year, place, indicator, aspect, target, unit, comparator, actual IS NOT NULL, actual, actual_unit
