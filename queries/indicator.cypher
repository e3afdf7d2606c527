// title@zh: 一个指标的各期数值
// title@en: The values of an indicator
// description@zh: 一个指标在各地区、各时期的实际值和目标值。
// description@en: The actual and target values of an indicator by place and period.
// param name (string): 指标 / the indicator
MATCH (measured:Indicator)
WHERE measured.name = $name OR $name IN coalesce(measured.aliases, [])
MATCH (measured)<-[:OF_INDICATOR]-(measure)
WITH DISTINCT
  measure.place AS place,
  measure.aspect AS aspect,
  measure.period AS period,
  measure.status AS status,
  measure.comparator AS comparator,
  measure.value AS value,
  measure.valueMax AS value_max,
  measure.unit AS unit
RETURN $name AS name, place, aspect, period, status, comparator, value, value_max, unit
ORDER BY
  place IS NOT NULL, place, aspect, period, status, value, unit, comparator, value_max IS NOT NULL, value_max
