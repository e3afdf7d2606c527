// title@zh: 提到最多的名词
// title@en: The terms mentioned most
// description@zh: 按提到它们的章节数排列的名词。
// description@en: Terms by the number of sections that mention them.
// param least (integer) default=1: 至少几节 / sections at least
MATCH (entry:Term)-[:DENOTES]->()<-[:MENTIONS]-(section)
WITH entry, count(DISTINCT section) AS sections
WHERE sections >= $least
RETURN $least AS least, entry.name AS term, sections
ORDER BY sections DESC, term
