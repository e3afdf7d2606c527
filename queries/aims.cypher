// title@zh: 要达到的目标
// title@en: What is aimed at
// description@zh: 各项举措和项目要达到的目标和数值,以及期限。
// description@en: The goals and values that initiatives and projects are to reach, and by when.
MATCH (aimed)<-[targets:TARGETS]-(doer)-[said:STATED_IN]->()
WHERE said.report = targets.report
WITH DISTINCT
  said.name AS actor,
  aimed.name AS aim,
  aimed.indicator AS indicator,
  coalesce(aimed.deadline, aimed.period) AS due
RETURN actor, aim, indicator, due AS `when`
ORDER BY actor, due IS NOT NULL, due, aim, indicator IS NOT NULL, indicator
