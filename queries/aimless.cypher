// title@zh: 没有目标和成绩的举措
// title@en: Initiatives without goal or value
// description@zh: 既没有目标、也没有数值的举措,按提到它们的章节数排列。
// description@en: Initiatives of which a report says neither what they are to reach nor what they have reached, by the sections that mention them.
MATCH (thing:Initiative)-[said:STATED_IN]->()
WHERE said.label = 'Initiative'
WITH thing, said
OPTIONAL MATCH (thing)-[outcome:TARGETS|ACHIEVES]->()
WHERE outcome.report = said.report
WITH thing, said, outcome
WHERE outcome IS NULL
MATCH (thing)<-[mention:MENTIONS]-(section)
WHERE mention.report = said.report
WITH thing, said.name AS initiative, said.kind AS kind, count(DISTINCT section) AS sections
RETURN initiative, kind, sections, thing.id AS thing
ORDER BY sections DESC, initiative, kind IS NOT NULL, kind, thing
