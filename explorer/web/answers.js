// What a diary is answered: the first of the rules that holds, or none. `days` are those of one item, today's first:
// `since` is what was said of the plan that day (better, same, worse), `how` what was said of the item (easy, ok, hard).
// `names` are the next steps that the item has.
function answered(rules, days, names) {
  return rules.find((rule) => (!rule.names || names[rule.names]) && holds(rule, days));
}

function holds({ noted, days: count }, days) {
  const worse = noted === "worse";
  if (worse && !days[0].since) return false; // what was worse some days ago says nothing of today
  const last = days.findIndex(({ since }) => since === "worse"); // what was easy before it counts no more
  const said = worse ? days.map(({ since }) => since) : days.slice(0, last < 0 ? days.length : last).map(({ how }) => how);
  const newest = said.filter(Boolean).slice(0, count);
  return newest.length === count && newest.every((it) => it === noted);
}
