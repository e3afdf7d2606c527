// title@zh: 联系最多的举措
// title@en: The most connected initiatives
// description@zh: 按直接联系的事物、指标和目标的数目排列的举措;between 为经由该举措相连的对数。
// description@en: Initiatives by how many things, indicators and goals they are linked with; `between` is how many pairs of these are joined through them.
// param least (integer) default=2: 至少几个联系 / how many links at least
MATCH (thing:Initiative)-[said:STATED_IN]->()
WHERE said.label = 'Initiative' AND said.degree >= $least
WITH
  thing,
  said.name AS initiative,
  said.kind AS kind,
  max(said.degree) AS links,
  max(said.betweenness) AS between
RETURN $least AS least, initiative, kind, links, between, thing.id AS thing
ORDER BY links DESC, between DESC, initiative, kind IS NOT NULL, kind, thing
