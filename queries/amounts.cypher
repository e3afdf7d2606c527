// title@zh: 大额资金
// title@en: Sums of money
// description@zh: 折合人民币不低于给定数额的数值,由大到小。
// description@en: Values in money of at least that many yuan, the greatest first.
// param least (integer) default=1000000000: 至少多少元 / how many yuan at least
MATCH (measure:Measure)
WHERE measure.normalUnit = 'http://qudt.org/vocab/currency/CNY' AND measure.normalValue >= $least
WITH DISTINCT
  measure.normalValue AS yuan,
  measure.place AS place,
  measure.indicator AS indicator,
  measure.aspect AS aspect,
  measure.status AS status,
  measure.period AS period,
  measure.value AS value,
  measure.unit AS unit
RETURN $least AS least, yuan, place, indicator, aspect, status, period, value, unit
ORDER BY yuan DESC, place IS NOT NULL, place, indicator, aspect, status, period, value, unit
