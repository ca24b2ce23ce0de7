// The words beside the body and on it: the person's own left and right, the name under the pointer, what was chosen.

import { make } from "./buttons.js";
import { idOf } from "./layers.js";

const BESIDE_MM = 300; // from the middle: outside the arms
const LOW_MM = 40; // above the sole there is room
const EDGE_PX = 8;
const TIP_PX = 16;

export function beside(stage, metadata, words) {
  const [left, right] = [
    make("div", { className: "bodymap-direction" }),
    make("div", { className: "bodymap-direction" }),
  ];
  const side = make("div", { className: "bodymap-direction bodymap-whole-side" });
  const tip = make("div", { className: "bodymap-tip", hidden: true });
  const said = make("div", { className: "bodymap-said" });
  tip.setAttribute("aria-hidden", "true"); // the list says it to those who do not see
  said.setAttribute("aria-live", "polite");
  const legend = make("div", { className: "bodymap-legend", hidden: true });
  const { title, often, sometimes } = words.legend;
  const samples = [often, sometimes].map((textContent) => make("span", { textContent }));
  legend.append(make("b", { textContent: title }), ...samples);
  stage.append(left, right, side, legend, tip, said);

  // What is chosen has its name above it.
  let labels = [];
  function label(shapes, register) {
    for (const { element } of labels) element.remove();
    labels = shapes.map((shape) => {
      const element = make("div", { className: "bodymap-label", textContent: metadata.names[register][idOf(shape)] });
      return { element, at: { u: shape.at.u, v: shape.box[3] } };
    });
    stage.querySelector(".bodymap-picture").after(...labels.map(({ element }) => element));
  }

  // The words stand beside the body and move with it; at the edge they wait, since the direction still holds.
  function place(toScreen, { directions }) {
    left.textContent = `◂ ${words.directions[directions[0]]}`;
    right.textContent = `${words.directions[directions[1]]} ▸`;
    for (const [word, u] of [
      [left, -BESIDE_MM],
      [right, BESIDE_MM],
    ]) {
      const at = toScreen({ u, v: LOW_MM });
      put(word, at.x, at.y);
      keepClear(word);
    }
    const seen = [];
    for (const { element, at } of labels) {
      const { x, y } = toScreen(at);
      put(element, x, y - element.offsetHeight / 2 - EDGE_PX);
      keepClear(element);
      const isFree = !seen.some((other) => overlap(other, element)); // left and right have the same name
      element.style.visibility = isFree ? "" : "hidden";
      if (isFree) seen.push(element);
    }
  }

  // With its middle there, but within the picture.
  function put(element, x, y) {
    const [wide, high] = [element.offsetWidth, element.offsetHeight];
    element.style.left = `${held(x - wide / 2, stage.clientWidth - wide)}px`;
    element.style.top = `${held(y - high / 2, stage.clientHeight - high)}px`;
  }

  // What is said on the picture moves past the controls at both sides, and below the word at the top.
  function keepClear(element) {
    const { left: start, right: end, top } = stage.getBoundingClientRect();
    const move = (to) => Object.entries(to).forEach(([edge, px]) => (element.style[edge] = `${px}px`));
    for (const other of [...stage.parentElement.querySelectorAll(".bodymap-column > *"), side]) {
      if (!overlap(other, element)) continue;
      const [its, mine] = [other.getBoundingClientRect(), element.getBoundingClientRect()];
      if (other === side) move({ top: its.bottom - top });
      else if (its.left - start < end - its.right) move({ left: its.right - start });
      else move({ left: its.left - start - mine.width });
    }
  }

  function name(state, picture) {
    side.hidden = picture.right !== 0;
    side.textContent = words.shown_side[state.side];
  }

  // What the two tones of an area where an ache is felt mean.
  function explain({ overlay }) {
    legend.hidden = !overlay?.startsWith("referral:");
  }

  function point(event, shape, register) {
    tip.hidden = !shape;
    if (!shape) return;
    const side = words.side_of[shape.location.split(":")[1]];
    tip.replaceChildren(
      make("b", { textContent: metadata.names[register][idOf(shape)] }),
      make("span", { textContent: side }),
    );
    const box = stage.getBoundingClientRect();
    const x = event.clientX - box.left + TIP_PX;
    const fits = x + tip.offsetWidth < stage.clientWidth;
    tip.style.left = `${fits ? x : x - tip.offsetWidth - 2 * TIP_PX}px`;
    tip.style.top = `${held(event.clientY - box.top + TIP_PX, stage.clientHeight - tip.offsetHeight)}px`;
  }

  // Each choice is said once.
  let last = "";
  function announce(locations, register) {
    const called = (location) => {
      const [id, side] = location.split(":");
      return `${metadata.names[register][id] ?? id}, ${words.side_of[side]}`;
    };
    const text = locations.join(" ");
    if (text === last) return;
    last = text;
    said.textContent = locations.map(called).join("; ");
  }

  return { place, name, label, explain, point, announce };
}

function held(at, most) {
  return Math.min(Math.max(at, EDGE_PX), most - EDGE_PX);
}

function overlap(...elements) {
  const [one, other] = elements.map((element) => element.getBoundingClientRect());
  const isBeside = (start, end) => one[end] <= other[start] || other[end] <= one[start];
  return !isBeside("left", "right") && !isBeside("top", "bottom");
}
