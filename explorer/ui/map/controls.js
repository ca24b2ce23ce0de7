// The controls of the picture.

import { bands } from "./bands.js";
import { check, make, radios, unfolding } from "./buttons.js";
import { pictureOf } from "./frame.js";

const SWITCHES = ["glow", "names", "keep_off"];
// A small person as each view sees one: the spine, the nose, the eyes tell which.
const FIGURES = {
  posterior: '<circle cx="12" cy="5" r="3.5"/><path d="M5 22v-6a7 7 0 0 1 14 0v6z"/><path class="mark" d="M12 11v9"/>',
  lateral: '<circle cx="12" cy="5" r="3.5"/><path d="m15 3.6 2.3 2-2.3.6zM8.5 22v-8.5a3.5 3.5 0 0 1 7 0V22z"/>',
  anterior: '<circle cx="12" cy="5" r="3.5"/><path d="M5 22v-6a7 7 0 0 1 14 0v6z"/><path class="mark" d="M10.6 4.6v.1m2.8-.1v.1"/>',
};

// The controls that a page wants: those of the two columns and the corner on the picture. ``change`` is told what a
// person chose, ``step`` of the zoom buttons, ``frame`` what to look at.
export function controls(wanted, metadata, words, { change, step, frame }) {
  const groups = {
    view: wanted.views && radios("view", words.views, words.view, change, figure),
    side: wanted.sides && radios("side", words.sides, words.side, change),
    layer: wanted.layers && radios("layer", words.layers, words.layer, change),
    focus: wanted.focuses && bands(metadata, words, frame),
    show: (wanted.switches || wanted.skin) && menu(words, [
      wanted.switches && switches(words, change),
      wanted.skin && skin(metadata, words, change),
    ]),
  };
  const elements = (...of) => of.filter(Boolean).map((part) => part.element);
  const column = (name, ...of) => make("div", { className: `bodymap-column bodymap-${name}` }, ...elements(...of));
  const parts = Object.values(groups).filter(Boolean);
  return {
    columns: [column("start", groups.view, groups.layer), column("end", groups.show, groups.side, groups.focus)],
    corner: zoomButtons(words, step, !groups.focus && (() => frame({ focus: "whole" }))),
    show: (state) => {
      parts.forEach((part) => part.show(state));
      // Where both legs are to be seen, the side only says which one to look at closely.
      if (groups.side) groups.side.element.hidden = !wanted.focuses && pictureOf(metadata, state).right !== 0;
    },
  };
}

function figure(view) {
  if (!FIGURES[view]) return [];
  const drawn = make("span", { className: "bodymap-figure", innerHTML: `<svg viewBox="0 0 24 24">${FIGURES[view]}</svg>` });
  drawn.setAttribute("aria-hidden", "true");
  return [drawn];
}

// What else can be shown.
function menu(words, wanted) {
  return unfolding("show", make("summary", { textContent: words.show }), ...wanted.filter(Boolean));
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
  const [closer, farther] = [button("+", words.zoom_in, () => step(1)), button("−", words.zoom_out, () => step(-1))];
  // It goes once the body is whole, so the focus is beside it.
  const all = whole && button(words.whole, words.whole, () => (farther.focus({ preventScroll: true }), whole()));
  if (all) all.className = "bodymap-all";
  return make("div", { className: "bodymap-group bodymap-zoom" }, closer, farther, ...(all ? [all] : []));
}
