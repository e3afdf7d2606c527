// title@zh: 名词列表
// title@en: Terms
// description@zh: 各报告名词解释中的全部名词,及其编号和释义。
// description@en: Every term of the glossaries, with its number and definition.
// param report (iri) default=: 报告的标识 / the report's identifier
MATCH (entry:Term)-[:PART_OF]->(report:Report)
WHERE $report IS NULL OR report.id = $report
RETURN DISTINCT
  report.id AS report, entry.number AS number, entry.name AS term, entry.definition AS definition
ORDER BY report, number, term
