// The list that does all that a tap on the picture does: type some letters of a name, and choose. It is a combobox as
// the ARIA Authoring Practices describe it: the focus stays in the field, arrows move through the list.

import { make } from "./buttons.js";

const WAYS = { ArrowDown: 1, ArrowUp: -1 };
const LIST = "bodymap-list";

// ``options`` are ``{ id, text }``. ``choose`` is told the id of what was chosen, or null when the choice is taken back.
export function finder(options, words, choose) {
  const input = make("input", { type: "text", role: "combobox", placeholder: words.find_short, autocomplete: "off" });
  const list = make("ul", { role: "listbox", id: LIST, hidden: true });
  const clear = make("button", { type: "button", textContent: "×", hidden: true, title: words.clear });
  const entries = options.map((option) => ({ ...option, folded: folded(option.text) }));
  let [found, active, chosen] = [[], -1, null];

  for (const [element, label] of [
    [input, words.find],
    [list, words.find],
    [clear, words.clear],
  ])
    element.setAttribute("aria-label", label);
  const attributes = { "aria-autocomplete": "list", "aria-controls": LIST, "aria-expanded": "false", spellcheck: "false" };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  const isOpen = () => !list.hidden;
  const open = (typed) => {
    found = sift(entries, typed);
    list.replaceChildren(...(found.length ? found.map(line) : [nothing()]));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    point(found.length && typed ? 0 : -1);
  };
  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    input.value = chosen?.text ?? "";
  };
  const line = (entry, index) => {
    const option = make("li", { role: "option", id: `${LIST}-${index}`, textContent: entry.text });
    option.onclick = () => take(entry);
    return option;
  };
  const nothing = () => make("li", { role: "presentation", className: "bodymap-nothing", textContent: words.nothing });
  const point = (index) => {
    active = index;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", i === index));
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", `${LIST}-${index}`);
    list.children[index].scrollIntoView({ block: "nearest" });
  };
  const next = (way) => {
    if (active < 0) return way > 0 ? 0 : found.length - 1;
    return (active + way + found.length) % found.length;
  };
  const take = (entry) => {
    chosen = entry;
    close();
    if (matchMedia("(pointer: coarse)").matches) input.blur(); // or the keyboard hides what was chosen
    else input.select();
    choose(entry.id);
  };

  input.onfocus = () => input.select();
  input.onmousedown = (event) => {
    if (isOpen()) return;
    event.preventDefault(); // the browser would put the cursor between the letters
    input.focus();
    input.select();
    open("");
  };
  input.oninput = () => open(input.value);
  input.onblur = close;
  list.onmousedown = (event) => event.preventDefault(); // the focus stays in the field
  input.onkeydown = (event) => {
    const way = WAYS[event.key];
    if (way) {
      event.preventDefault();
      if (!isOpen()) open("");
      if (found.length) point(next(way));
    }
    if (event.key === "Enter" && isOpen() && found[active]) take(found[active]);
    if (event.key === "Escape") close();
  };
  clear.onclick = () => {
    chosen = null;
    close();
    input.focus();
    choose(null);
  };

  return {
    element: make("div", { className: "bodymap-finder" }, input, clear, list),
    focus: () => input.focus(),
    show: (id) => {
      chosen = entries.find((entry) => entry.id === id) ?? null;
      clear.hidden = !chosen;
      if (!isOpen()) input.value = chosen?.text ?? "";
    },
  };
}

// What has every word that was typed; first what begins with it.
function sift(entries, typed) {
  const wanted = folded(typed).split(/\s+/).filter(Boolean);
  const found = entries.filter(({ folded: text }) => wanted.every((word) => text.includes(word)));
  const begins = ({ folded: text }) => text.startsWith(wanted[0] ?? "");
  return [...found.filter(begins), ...found.filter((entry) => !begins(entry))];
}

function folded(text) {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase();
}
