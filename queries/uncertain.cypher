// title@zh: 可信度低的内容
// title@en: Facts below a confidence
// description@zh: 可信度低于给定百分数的事物和关系,连同原文和得出它们的规则。
// description@en: Nodes and relations that are less sure than so many percent, with the words and the rule that they rest on.
// param below (integer) default=50: 低于百分之几 / below how many percent
MATCH (to)<-[stated]-(from)
WHERE NOT type(stated) IN ['MENTIONS', 'PART_OF']
WITH from, CASE WHEN to:Report THEN null ELSE to END AS to, type(stated) AS link,
  stated.confidences AS confidences, stated.rules AS rules, stated.quotes AS quotes
UNWIND range(0, size(rules) - 1) AS i
WITH from, to, link, confidences[i] AS confidence, rules[i] AS rule, quotes[i] AS quote
WHERE confidence < $below / 100.0
MATCH (from)-[first:STATED_IN]->()
OPTIONAL MATCH (to)-[second:STATED_IN]->()
WITH confidence, rule, coalesce(first.name, from.name) AS subject,
  CASE link
    WHEN 'STATED_IN' THEN null
    WHEN 'HAS_COMPONENT' THEN 'hasComponent'
    WHEN 'LOCATED_IN' THEN 'locatedIn'
    WHEN 'OF_INDICATOR' THEN 'ofIndicator'
    WHEN 'REFERS_TO' THEN 'refersTo'
    ELSE toLower(link)
  END AS relation, coalesce(second.name, to.name) AS object, quote, count(*) AS places
RETURN $below AS below, confidence, rule, subject, relation, object, quote
ORDER BY confidence, rule, subject, relation IS NOT NULL, relation, object IS NOT NULL, object, quote
