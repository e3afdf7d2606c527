// title@zh: 报告列表
// title@en: Reports
// description@zh: 图谱中的报告:标题、地方、年份和名词数。
// description@en: The reports in the graph: title, place, year, and how many terms they have.
MATCH (report:Report)
OPTIONAL MATCH (term:Term)-[:PART_OF]->(report)
WITH report, count(term) AS terms
RETURN report.id AS report, report.name AS title, report.place AS place, report.year AS year, terms
ORDER BY year IS NOT NULL, year, report
