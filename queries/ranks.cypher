// title@zh: 位次
// title@en: Ranks held and sought
// description@zh: 在全省、全国等范围内的位次,已有的和争取的。
// description@en: The ranks that are held or aimed at, the best first.
MATCH (measure:Measure {aspect: 'rank'})
WITH DISTINCT
  measure.value AS rank,
  measure.place AS place,
  measure.indicator AS indicator,
  measure.status AS status,
  measure.period AS period,
  measure.name AS words
RETURN rank, place, indicator, status, period, words
ORDER BY rank, place IS NOT NULL, place, indicator, status, period, words
