// title@zh: 正文未提到的名词
// title@en: Terms that no section mentions
// description@zh: 名词解释中有、而正文各节都没有提到的名词。
// description@en: Terms of the glossary that no section of the text mentions.
MATCH (entry:Term)
WHERE NOT EXISTS {
  MATCH (entry)-[denoted:DENOTES]->()<-[mention:MENTIONS]-()
  WHERE mention.report = denoted.report
}
RETURN DISTINCT entry.number AS number, entry.name AS term
ORDER BY number, term
