// title@zh: 增长率
// title@en: Growth rates
// description@zh: 各时期的增长率,实际的和目标的,由高到低。
// description@en: Growth rates by period, actual and aimed at, the highest first.
MATCH (measure:Measure {aspect: 'growth'})
WITH DISTINCT
  measure.place AS place,
  measure.period AS period,
  measure.status AS status,
  measure.indicator AS indicator,
  measure.comparator AS comparator,
  measure.value AS value,
  measure.unit AS unit
RETURN place, period, status, indicator, comparator, value, unit
ORDER BY place IS NOT NULL, place, period, status, value DESC, indicator, unit, comparator
