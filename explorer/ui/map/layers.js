// Which layers of the style a state shows, and in which state each shape is. The map and the still picture both ask.

import { isAt } from "./shapes.js";
import { pictureOf } from "./frame.js";

export const NO_OVERLAY = "none";
const NERVE = "nerve";
const MARKS = ["chosen", "lit", "marked", "off"];

// The layers to draw, from the bottom up.
export function shownLayers(style, state) {
  const picture = pictureOf(style.metadata, state).name;
  return style.layers.filter(({ metadata: is }) => {
    if (is.picture && is.picture !== picture) return false;
    if (is.layer && is.layer !== state.layer) return false;
    return isShown(is.role, state);
  });
}

function isShown(role, state) {
  if (role === "veil") return state.names || state.keep_off;
  if (role === "glow") return state.glow || state.overlay === NERVE;
  if (role === "overlay") return hasAreas(state);
  if (role === "keep_off") return state.keep_off || state.zones.length > 0;
  if (role === "names") return state.names;
  return true;
}

export function hasAreas(state) {
  return Boolean(state.overlay) && state.overlay !== NERVE;
}

// The marks of a shape: chosen, lit, marked, off limits, dimmed.
export function marksOf(shape, state) {
  const is = (list) => list.some((location) => isAt(shape, location));
  const marks = Object.fromEntries(MARKS.map((mark) => [mark, is(state[mark])]));
  return { ...marks, dimmed: Boolean(state.dim) && !marks.chosen && !marks.lit && !marks.marked };
}

export function isZoneShown(zone, state) {
  return state.keep_off || state.zones.includes(zone.zone);
}

// The words on the picture: names of parts and zones, and of what is chosen.
export function wordsOn({ shapes, zones, patches }, metadata, state) {
  const called = metadata.names[state.register];
  const words = [];
  const say = (kind, shape, name, rank = 0) => words.push({ kind, name, rank, at: shape.at });
  const chosen = shapes.filter((shape) => state.chosen.some((location) => isAt(shape, location)));
  for (const shape of chosen) say("chosen", shape, called[idOf(shape)]);
  if (state.names) {
    for (const shape of shapes.filter((each) => isNamed(each, state) && !chosen.includes(each)))
      say("part", shape, called[idOf(shape)], -shape.area);
  }
  for (const zone of zones.filter((each) => isNamed(each, state) && state.keep_off)) say("zone", zone, called[zone.zone]);
  if (hasAreas(state))
    for (const patch of patches.filter((each) => each.overlay === state.overlay && each.name)) say("patch", patch, patch.name);
  return words;
}

// Names stand on one side of the body, and in the middle.
function isNamed(shape, state) {
  const side = shape.location.split(":")[1];
  return side === state.side || side === "midline";
}

export function idOf(shape) {
  return shape.location.split(":")[0];
}
