// What a diary is answered: the first of the rules that holds, or none. `days` are those of one item, today's first:
// `since` is what was said of the plan that day (better, same, worse), `before` and `after` the pain, `how` what was said
// of the item (easy, ok, hard). `names` are the next steps that the item has.
const FRESH_DAYS = 3; // what was easy longer ago, with nothing since, says nothing of today

function answered(rules, days, names) {
  return rules.find((rule) => (!rule.names || names[rule.names]) && holds(rule, days));
}

function holds({ noted, days: count, stops }, days) {
  if (noted === "worse") {
    if (!stops && days[0].since !== "worse") return false;
    // Only a better day ends it: the same as a worse one is no better.
    return isRun(days.map(({ since }) => since).filter((it) => it !== "same"), noted, count);
  }
  const how = days.map((day) => day.how);
  if (noted !== "easy") return isRun(how, noted, count);
  const setback = days.findIndex(({ since, before, after }) => since === "worse" || after > before);
  if (!how.slice(0, FRESH_DAYS).some(Boolean)) return false;
  return isRun(setback < 0 ? how : how.slice(0, setback), noted, count); // what was easy before it counts no more
}

function isRun(said, noted, count) {
  const newest = said.filter(Boolean).slice(0, count);
  return newest.length === count && newest.every((it) => it === noted);
}
