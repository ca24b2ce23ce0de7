// Where to look: a small person in bands, each with its name and as high as a finger. Where there is little room on the
// picture, a still smaller one opens it.

import { make, radios, unfolding } from "./buttons.js";

// The right half of a person from behind, in mm: the trunk with a leg, and the arm.
const HALF = [
  "0 1712 38 1702 62 1665 72 1610 66 1560 54 1525 57 1490 80 1462 130 1440 170 1415 160 1290 158 1200 148 1090 146 1065 " +
    "151 1005 167 935 174 865 181 770 178 690 169 620 156 550 139 480 138 420 146 370 150 310 147 270 134 200 119 130 " +
    "116 95 120 60 144 25 140 0 52 0 42 25 43 95 50 140 45 200 31 300 35 375 28 410 12 480 6 560 0 640",
  "150 1432 190 1403 219 1360 232 1320 245 1260 263 1200 285 1120 297 1040 305 940 309 830 300 745 285 695 268 675 " +
    "262 700 266 760 262 840 256 920 235 1000 218 1080 193 1160 168 1220 155 1310",
];
const HALF_WIDE = 320;
const SVG = "http://www.w3.org/2000/svg";

export function bands(metadata, words, frame) {
  const found = bandsOf(metadata);
  const names = Object.fromEntries(found.map(({ id }) => [id, words.areas[id]]));
  const label = words.focus;
  const choice = radios("focus", names, label, frame, (id) => [slice(found.find((band) => band.id === id))]);
  choice.element.childNodes.forEach((button, index) => button.style.setProperty("--mm", found[index].top - found[index].bottom));
  const small = make("span", { className: "bodymap-person" }, ...found.map(slice));
  const name = make("span");
  const title = make("summary", {}, small, name);
  const menu = unfolding("bands", title, choice);
  // Whoever taps wants to see it; arrows go on.
  choice.element.addEventListener("click", ({ detail }) => {
    if (!detail || !menu.element.open) return;
    menu.element.open = false;
    title.focus({ preventScroll: true });
  });
  const show = (state) => {
    menu.show(state);
    menu.element.dataset.whole = state.focus === "whole";
    name.textContent = names[state.focus];
    title.setAttribute("aria-label", `${label}: ${names[state.focus]}`);
    for (const [index, { id }] of found.entries()) small.children[index].classList.toggle("on", id === state.focus);
  };
  return { element: menu.element, show };
}

// The parts from the head down, in mm. Neighbours share a stretch of the body, and meet in the middle of it; what is
// above them all stands for the whole.
function bandsOf({ areas, focuses, frame: { whole } }) {
  const parts = focuses
    .filter((id) => id !== "whole")
    .map((id) => ({ id, bottom: areas[id].bottom ?? whole[0], top: areas[id].top ?? whole[1] }))
    .toSorted((a, b) => b.top - a.top);
  const edges = parts.map(({ top }, index) => (index ? (top + parts[index - 1].bottom) / 2 : top));
  return [
    { id: "whole", top: whole[1], bottom: edges[0] },
    ...parts.map(({ id }, index) => ({ id, top: edges[index], bottom: edges[index + 1] ?? whole[0] })),
  ];
}

function slice({ top, bottom }) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `${-HALF_WIDE} ${-top} ${2 * HALF_WIDE} ${top - bottom}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  svg.style.setProperty("--mm", top - bottom);
  for (const points of HALF) for (const side of [1, -1]) svg.append(outline(points, side));
  return svg;
}

function outline(points, side) {
  const path = document.createElementNS(SVG, "polygon");
  path.setAttribute("points", points);
  path.setAttribute("transform", `scale(${side} -1)`);
  return path;
}
