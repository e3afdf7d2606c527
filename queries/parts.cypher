// title@zh: 层层包含的内容
// title@en: What includes what
// description@zh: 举措、活动等所包括的部分,以及从整体到部分要经过几步,步数多的在前。
// description@en: What initiatives, events and other things include, directly or by way of their parts, with the number of steps to it; the longest ways first.
MATCH (outer)-[down:INCLUDES*1..]->(step)
WHERE all(link IN down WHERE link.report = down[0].report)
WITH DISTINCT outer, step, down[0].report AS report
MATCH (step)-[further:INCLUDES*0..]->(inner)
WHERE all(link IN further WHERE link.report = report)
WITH outer, inner, report, collect(step.id) AS steps
MATCH (outer)-[whole:STATED_IN]->()
WHERE whole.report = report
MATCH (inner)-[part:STATED_IN]->()
WHERE part.report = report
UNWIND steps AS step
WITH outer, inner, whole.name AS whole, part.name AS part, count(DISTINCT step) AS steps
RETURN whole, part, steps, outer.id AS outer, inner.id AS inner
ORDER BY steps DESC, whole, part, outer, inner
