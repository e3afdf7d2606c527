// title@zh: 各规则的结果
// title@en: What each rule found
// description@zh: 各条规则得出的出处数目、最低可信度和平均可信度(百分数)。
// description@en: How many places each rule found, and the least and mean confidence in percent.
MATCH ()<-[stated]-()
WITH stated.rules AS rules, stated.confidences AS confidences
UNWIND range(0, size(rules) - 1) AS i
WITH rules[i] AS rule, round(confidences[i] * 1000) AS thousandths
WITH rule, count(*) AS found, min(thousandths) AS least, sum(thousandths) AS total
RETURN rule, found, toInteger(round(least / 10)) AS least, toInteger(round(total / found / 10)) AS mean
ORDER BY found DESC, rule
