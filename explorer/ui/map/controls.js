// The controls of the picture: native buttons that say what they are and whether they are on, with or without colour.

import { pictureOf } from "./frame.js";

const ARROWS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const SWITCHES = ["glow", "names", "keep_off"];

export function make(name, properties = {}, ...children) {
  const { role, ...own } = properties;
  const element = Object.assign(document.createElement(name), own);
  if (role) element.setAttribute("role", role);
  element.append(...children);
  return element;
}

// The controls that a page wants. ``change`` is told what a person chose, ``step`` of the zoom buttons.
export function controls(wanted, metadata, words, { change, step, whole }) {
  const groups = {
    view: wanted.views && radios("view", words.views, words.view, change),
    side: wanted.sides && radios("side", words.sides, words.side, change),
    layer: wanted.layers && radios("layer", words.layers, words.layer, change),
    focus: wanted.focuses && choice("focus", only(words.areas, metadata.focuses), words.focus, change),
    switches: wanted.switches && switches(words, change),
  };
  const zoom = zoomButtons(words, step, whole);
  const said = { bar: [groups.view, groups.side, groups.focus], floats: [groups.layer, groups.switches, zoom] };
  const parts = Object.values(groups).filter(Boolean);
  return {
    bar: said.bar.filter(Boolean).map((part) => part.element),
    floats: said.floats.filter(Boolean).map((part) => part.element),
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
    const button = make("button", { type: "button", role: "radio", textContent: text, value });
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

function switches(words, change) {
  const buttons = SWITCHES.map((name) => {
    const button = make("button", { type: "button", role: "switch", textContent: words[name], value: name });
    button.onclick = () => change({ [name]: button.getAttribute("aria-checked") !== "true" });
    return button;
  });
  const element = make("div", { className: "bodymap-group bodymap-switches" }, ...buttons);
  return { element, show: (state) => buttons.forEach((button) => check(button, Boolean(state[button.value]))) };
}

function zoomButtons(words, step, whole) {
  const button = (text, label, onclick) => {
    const made = make("button", { type: "button", textContent: text, title: label, onclick });
    made.setAttribute("aria-label", label);
    return made;
  };
  const all = button(words.whole, words.whole, whole);
  all.className = "bodymap-all";
  return {
    element: make(
      "div",
      { className: "bodymap-group bodymap-zoom" },
      button("+", words.zoom_in, () => step(1)),
      button("−", words.zoom_out, () => step(-1)),
      all,
    ),
  };
}
