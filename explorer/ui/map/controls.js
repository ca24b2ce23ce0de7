// The controls of the picture: native buttons that say what they are and whether they are on, with or without colour.

import { pictureOf } from "./frame.js";

const ARROWS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const SWITCHES = ["glow", "names", "keep_off"];
// A small person as each view sees one: the spine, the nose, the eyes tell which.
const FIGURES = {
  posterior: '<circle cx="12" cy="5" r="3.5"/><path d="M5 22v-6a7 7 0 0 1 14 0v6z"/><path class="mark" d="M12 11v9"/>',
  lateral: '<circle cx="12" cy="5" r="3.5"/><path d="m15 3.6 2.3 2-2.3.6zM8.5 22v-8.5a3.5 3.5 0 0 1 7 0V22z"/>',
  anterior: '<circle cx="12" cy="5" r="3.5"/><path d="M5 22v-6a7 7 0 0 1 14 0v6z"/><path class="mark" d="M10.6 4.6v.1m2.8-.1v.1"/>',
};

export function make(name, properties = {}, ...children) {
  const { role, ...own } = properties;
  const element = Object.assign(document.createElement(name), own);
  if (role) element.setAttribute("role", role);
  element.append(...children);
  return element;
}

// The controls that a page wants: those of the bar above the picture, and of the two columns and the corner on it.
// ``change`` is told what a person chose, ``step`` of the zoom buttons.
export function controls(wanted, metadata, words, { change, step, whole }) {
  const groups = {
    view: wanted.views && radios("view", words.views, words.view, change),
    side: wanted.sides && radios("side", words.sides, words.side, change),
    layer: wanted.layers && radios("layer", words.layers, words.layer, change),
    focus: wanted.focuses && choice("focus", only(words.areas, metadata.focuses), words.focus, change),
    show: (wanted.switches || wanted.skin) && menu(words, [
      wanted.switches && switches(words, change),
      wanted.skin && skin(metadata, words, change),
    ]),
  };
  const elements = (...of) => of.filter(Boolean).map((part) => part.element);
  const column = (name, ...of) => make("div", { className: `bodymap-column bodymap-${name}` }, ...elements(...of));
  const parts = Object.values(groups).filter(Boolean);
  return {
    bar: elements(groups.focus),
    columns: [column("start", groups.view, groups.layer), column("end", groups.show, groups.side)],
    corner: zoomButtons(words, step, whole),
    show: (state) => {
      parts.forEach((part) => part.show(state));
      // Where both legs are to be seen, the side only says which one to look at closely.
      if (groups.side) groups.side.element.hidden = !wanted.focuses && pictureOf(metadata, state).right !== 0;
    },
  };
}

function only(words, keys) {
  return Object.fromEntries(keys.map((key) => [key, words[key]]));
}

// One of several: arrows move the choice, Tab goes past.
function radios(name, options, label, change) {
  const buttons = Object.entries(options).map(([value, text]) => {
    const button = make("button", { type: "button", role: "radio", value }, ...figure(value), text);
    button.onclick = () => change({ [name]: value });
    return button;
  });
  const element = make("div", { role: "radiogroup", className: `bodymap-group bodymap-${name}` }, ...buttons);
  element.setAttribute("aria-label", label);
  element.onkeydown = (event) => {
    const to = ARROWS[event.key];
    if (!to || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = buttons.at((buttons.indexOf(event.target) + to) % buttons.length);
    next.focus();
    next.click();
  };
  return { element, show: (state) => buttons.forEach((button) => check(button, button.value === state[name], true)) };
}

function figure(view) {
  if (!FIGURES[view]) return [];
  const drawn = make("span", { className: "bodymap-figure", innerHTML: `<svg viewBox="0 0 24 24">${FIGURES[view]}</svg>` });
  drawn.setAttribute("aria-hidden", "true");
  return [drawn];
}

function check(button, isOn, roving) {
  button.setAttribute("aria-checked", isOn);
  if (roving) button.tabIndex = isOn ? 0 : -1;
}

function choice(name, options, label, change) {
  const entries = Object.entries(options).map(([value, text]) => make("option", { value, textContent: text }));
  const element = make("select", { className: `bodymap-choice bodymap-${name}` }, ...entries);
  element.setAttribute("aria-label", label);
  element.onchange = () => change({ [name]: element.value });
  return { element, show: (state) => (element.value = state[name]) };
}

// What else can be shown, in a menu that a press beside it, Tab and Escape close.
function menu(words, wanted) {
  const parts = wanted.filter(Boolean);
  const title = make("summary", { textContent: words.show });
  const room = make("div", { className: "bodymap-menu" }, ...parts.map((part) => part.element));
  const element = make("details", { className: "bodymap-show" }, title, room);
  const close = () => (element.open = false);
  // A press need not move the focus: Safari leaves it where it was.
  const pressed = (event) => event.composedPath().includes(element) || close();
  element.ontoggle = () => document[element.open ? "addEventListener" : "removeEventListener"]("pointerdown", pressed);
  element.addEventListener("focusout", ({ relatedTarget: to }) => to && !element.contains(to) && close());
  element.onkeydown = ({ key }) => {
    if (key !== "Escape" || !element.open) return;
    close();
    title.focus();
  };
  return { element, show: (state) => parts.forEach((part) => part.show(state)) };
}

function switches(words, change) {
  const buttons = SWITCHES.map((name) => {
    const button = make("button", { type: "button", role: "switch", textContent: words[name], value: name });
    button.onclick = () => change({ [name]: button.getAttribute("aria-checked") !== "true" });
    return button;
  });
  const element = make("div", { className: "bodymap-group bodymap-switches" }, ...buttons);
  return { element, show: (state) => buttons.forEach((button) => check(button, Boolean(state[button.value]))) };
}

// How the skin looks. It is a choice and no question about the person, so nothing asks for it.
function skin({ tones }, words, change) {
  const body = radios("body", words.bodies, words.body, change);
  const tone = radios("skin_tone", words.skin_tones, words.skin_tone, change);
  for (const button of tone.element.children) button.style.setProperty("--sample", tones[button.value].sample);
  const note = make("p", { textContent: words.one_model });
  const parts = [titled(body.element), body.element, titled(tone.element), tone.element, note];
  const element = make("div", { role: "group", className: "bodymap-skin" }, ...parts);
  element.setAttribute("aria-label", words.skin);
  const show = (state) => {
    element.hidden = state.layer !== "skin";
    [body, tone].forEach((part) => part.show(state));
  };
  return { element, show };
}

// The name of a group for those who see it.
function titled(group) {
  const title = make("b", { textContent: group.getAttribute("aria-label") });
  title.setAttribute("aria-hidden", "true");
  return title;
}

function zoomButtons(words, step, whole) {
  const button = (text, label, onclick) => {
    const made = make("button", { type: "button", textContent: text, title: label, onclick });
    made.setAttribute("aria-label", label);
    return made;
  };
  const all = button(words.whole, words.whole, whole);
  all.className = "bodymap-all";
  return make(
    "div",
    { className: "bodymap-group bodymap-zoom" },
    button("+", words.zoom_in, () => step(1)),
    button("−", words.zoom_out, () => step(-1)),
    all,
  );
}
