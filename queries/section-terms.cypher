// title@zh: 一节中的名词
// title@en: The terms of a section
// description@zh: 一个部分、条目或话题(连同其下级)提到的名词。
// description@en: The terms that a part, item or topic mentions, its subsections included.
// param section (string): 标题 / the heading
MATCH (whole:Section {name: $section})<-[:PART_OF*0..]-(part)
MATCH (part)-[:MENTIONS]->()<-[:DENOTES]-(entry:Term)
RETURN DISTINCT $section AS section, entry.number AS number, entry.name AS term
ORDER BY number, term
