// A diary of the last days, which only this phone keeps. Each plan has its own. Gives what wipes it.
// `words` are the phrases of tally.yaml.

const DAYS = 14;

function diary(root, cards, words) {
  const key = `diary ${root?.dataset.plan}`;
  if (!root || !canKeep()) return () => {};
  const find = (name) => root.querySelector(name);
  const rules = JSON.parse(root.dataset.answers);
  const fields = [...root.querySelectorAll("select, input")];

  const note = (change) => {
    const all = read(key);
    change(all, (all.days[dayAgo(0)] ??= { items: {} }));
    write(key, all);
    find(".wiped").hidden = true;
    show();
  };
  const show = () => {
    const all = read(key), days = lastDays(all);
    for (const field of fields) {
      const value = field.name === "goal" ? all.goal : days[0][field.name];
      if (field !== document.activeElement || field.type.startsWith("select")) field.value = value ?? ""; // no typing is lost
    }
    press(find(".since"), days[0].since);
    const stops = answered(rules.filter((rule) => rule.stops), days, {});
    tell(find(".answer"), stops);
    for (const card of cards) showCard(card, days, stops ? [] : rules);
    showDays(find(".days"), days, cards.length, all.goal, words);
    find(".visit").hidden = find(".days").hidden;
    if (!find(".visit").hidden && find(".visit").open) {
      const code = diaryCode(days, Number(root.dataset.items));
      const fits = drawCode(find(".qr"), `${location.origin}${root.dataset.readAt}#${code}`);
      find(".visit").classList.toggle("too-long", !fits);
    }
  };
  const wipe = () => {
    localStorage.removeItem(key);
    show();
  };

  for (const field of root.querySelectorAll("select")) for (let i = 0; i <= 10; i++) field.add(new Option(i));
  for (const field of fields) {
    field.oninput = () => note((all, day) => set(field.name === "goal" ? all : day, field.name, valueOf(field)));
  }
  onPress(find(".since"), (value) => note((_, day) => set(day, "since", value)));
  for (const card of cards) {
    card.append(find("template").content.cloneNode(true));
    const tick = (how) => note((_, { items }) => set(items, card.dataset.item, how));
    card.querySelector(".tick").onclick = ({ target }) => tick(isPressed(target) ? "" : "done");
    onPress(card.querySelector(".how"), (value) => tick(value || "done"));
    card.hidden = false;
  }
  find(".wipe").onclick = () => {
    wipe();
    find(".wiped").hidden = false;
    find(".wiped").focus({ preventScroll: true });
  };
  find(".visit").ontoggle = show;
  find(".print").onclick = () => {
    addEventListener("afterprint", () => document.body.classList.remove("days-alone"), { once: true });
    document.body.classList.add("days-alone");
    find(".days").open = true;
    print();
  };
  document.addEventListener("visibilitychange", show); // a page that stays open sees the next day
  root.hidden = false;
  show();
  return wipe;
}

// --- what is kept ---------------------------------------------------------------------------------------------------

function canKeep() {
  try {
    localStorage.setItem("try", ""); // it may be full, or closed to us
    localStorage.removeItem("try");
    return true;
  } catch {
    return false; // the browser is told to keep nothing
  }
}

function read(key) {
  try {
    return clean(JSON.parse(localStorage.getItem(key) ?? "{}"));
  } catch {
    return clean({}); // what is there is no diary
  }
}

function clean({ goal = "", days = {} }) {
  const known = Array.from({ length: DAYS }, (_, i) => dayAgo(i));
  return { goal, days: Object.fromEntries(Object.entries(days).filter(([day]) => known.includes(day))) };
}

function write(key, { goal, days }) {
  const told = Object.entries(days).filter(([, { items, ...day }]) => Object.keys(items).length + Object.keys(day).length);
  if (!goal && !told.length) localStorage.removeItem(key);
  else localStorage.setItem(key, JSON.stringify({ goal, days: Object.fromEntries(told) }));
}

function set(where, name, value) {
  if (value === "") delete where[name];
  else where[name] = value;
}

function valueOf({ name, value, max }) {
  if (name === "goal" || value === "") return value.trim();
  return Math.min(Math.max(Math.round(value), 0), max || 10);
}

function dayAgo(count) {
  const day = new Date();
  day.setHours(12, 0, 0, 0); // where clocks change, no day is lost
  day.setDate(day.getDate() - count);
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((it) => String(it).padStart(2, "0")).join("-");
}

function lastDays({ days }) {
  return Array.from({ length: DAYS }, (_, i) => ({ items: {}, ...days[dayAgo(i)], day: dayAgo(i) }));
}

// --- what is shown --------------------------------------------------------------------------------------------------

const isPressed = (button) => button.getAttribute("aria-pressed") === "true";

function press(group, value) {
  for (const button of group.querySelectorAll("button")) button.setAttribute("aria-pressed", button.value === value);
}

function onPress(group, chosen) {
  for (const button of group.querySelectorAll("button")) {
    button.onclick = () => chosen(isPressed(button) ? "" : button.value);
  }
}

function tell(where, rule, names = {}) {
  where.hidden = !rule;
  where.textContent = rule ? `${rule.said} ` : "";
  if (rule?.names) where.append(made("strong", names[rule.names]));
}

function showCard(card, days, rules) {
  const { item, next } = card.dataset, names = JSON.parse(next);
  const own = days.map(({ since, before, after, items }) => ({ since, before, after, how: items[item] }));
  const how = own[0].how;
  card.querySelector(".tick").setAttribute("aria-pressed", Boolean(how));
  card.querySelector(".how").hidden = !how;
  press(card.querySelector(".how"), how);
  tell(card.querySelector(".answer"), answered(rules, own, names), names);
}

function showDays(box, days, items, goal, words) {
  const rows = days.filter(({ items, ...rest }) => Object.keys(items).length || Object.keys(rest).length > 1);
  box.hidden = !rows.length;
  box.querySelector(".goal").hidden = !goal;
  box.querySelector(".goal strong").textContent = goal;
  const names = [...box.querySelectorAll("thead th")].map(({ textContent }) => textContent);
  const cell = (text, i) => given(made(i ? "td" : "th", text), i ? { "data-name": names[i] } : { scope: "row" });
  box.querySelector("tbody").replaceChildren(...rows.map((day) => made("tr", ...asRow(day, words).map(cell))));
  const plot = box.querySelector(".plot");
  plot.setAttribute("aria-label", rows.map((day) => asRow(day, words).join(", ")).join(". "));
  plot.replaceChildren(...drawn([...days].reverse(), items));
}

function asRow({ day, before, after, walked, able, items }, words) {
  const date = new Date(`${day}T12:00`).toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "short" });
  const done = Object.entries(items).map(([number, how]) => say(words, how, { number }));
  return [date, before ?? "", after ?? "", walked === undefined ? "" : say(words, "walked", { minutes: walked }), able ?? "", done.join(", ")];
}

function given(it, attributes) {
  for (const [name, value] of Object.entries(attributes)) it.setAttribute(name, value);
  return it;
}

function made(tag, ...inside) {
  const it = document.createElement(tag);
  it.append(...inside);
  return it;
}

function drawn(days, items) {
  const x = (i) => 24 + i * 20.5, y = (points) => 90 - points * 8;
  const shape = (tag, attributes, text = "") => {
    const it = given(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes);
    it.textContent = text;
    return it;
  };
  const found = [0, 5, 10].flatMap((points) => [
    shape("line", { x1: 16, x2: 298, y1: y(points), y2: y(points), class: "grid" }),
    shape("text", { x: 12, y: y(points) + 3, class: "points" }, points),
  ]);
  for (const name of ["before", "after"]) {
    const at = days.flatMap((day, i) => (day[name] === undefined ? [] : [[x(i), y(day[name])]]));
    found.push(shape("polyline", { points: at.join(" "), class: name }));
    found.push(...at.map(([cx, cy]) => shape("circle", { cx, cy, r: 4, class: name })));
  }
  days.forEach((day, i) => {
    const high = (28 * Object.keys(day.items).length) / Math.max(items, 1);
    if (high) found.push(shape("rect", { x: x(i) - 6, y: 128 - high, width: 12, height: high, rx: 2, class: "done" }));
  });
  return found;
}
