// Which layers of the style a state shows, and in which state each shape is. The map and the still picture both ask.

import { json } from "./files.js";
import { frameOf, pictureOf } from "./frame.js";
import { isAt, readShapes } from "./shapes.js";

export const NO_OVERLAY = "none";
const NERVE = "nerve";
const MIDLINE = "midline";
const MARKS = ["chosen", "lit", "marked", "off"];

// The layers to draw, from the bottom up.
export function shownLayers(style, state) {
  const picture = pictureOf(style.metadata, state).name;
  return style.layers.filter(({ metadata: is }) => {
    if (is.picture && is.picture !== picture) return false;
    if (is.layer && is.layer !== state.layer) return false;
    if (is.body && is.body !== bodyOf(state)) return false;
    return isShown(is.role, state);
  });
}

// Whose outline is seen: below the skin there is one model.
function bodyOf(state) {
  return state.layer === "skin" ? state.body : "male";
}

// The colours of a state: those of the theme, and for what is drawn on bare skin those that its tone asks for.
export function coloursOf({ palettes, tones, veils }, state) {
  const isOnSkin = state.layer === "skin" && !isVeiled(state);
  const { ground, ink } = palettes[state.theme];
  const over = palettes[isOnSkin ? tones[state.skin_tone].tint.theme : state.theme];
  return { ...over, ground, ink, line: over.ink, veil: veils[state.layer] };
}

// Behind names, and behind keep-off zones where skin of any tone would be.
function isVeiled(state) {
  return state.names || state.keep_off || (state.layer === "skin" && state.zones.length > 0);
}

function isShown(role, state) {
  if (role === "veil") return isVeiled(state);
  if (role === "glow") return state.glow || state.overlay === NERVE;
  if (role === "overlay") return hasAreas(state);
  if (role === "keep_off") return state.keep_off || state.zones.length > 0;
  if (role === "names") return state.names;
  return true;
}

export function hasAreas(state) {
  return Boolean(state.overlay) && state.overlay !== NERVE;
}

// The outlines that a state needs, as they are and in mm.
export async function outlines(style, state) {
  const { fromMap } = frameOf(style.metadata);
  const picture = pictureOf(style.metadata, state);
  const needs = {
    shapes: picture.shapes[state.layer],
    zones: state.keep_off || state.zones.length ? picture.keep_off : null,
    patches: hasAreas(state) ? picture.overlay : null,
    beside: bodyOf(state) === "male" ? null : picture.beside,
  };
  const found = await Promise.all(Object.entries(needs).map(async ([kind, url]) => [kind, url && (await json(url))]));
  const read = found.map(([kind, data]) => [kind, data ? readShapes(data, fromMap) : []]);
  return { ...Object.fromEntries(read), data: Object.fromEntries(found) };
}

// The marks of a shape: chosen, lit, marked, off limits, dimmed.
export function marksOf(shape, state) {
  const is = (list) => list.some((location) => isAt(shape, location));
  const marks = Object.fromEntries(MARKS.map((mark) => [mark, is(state[mark])]));
  const isPainted = [state.chosen, state.lit, state.marked].some((locations) => locations.length);
  const dims = Boolean(state.dim) && state.layer !== "skin"; // a tone stays as it was chosen
  return { ...marks, dimmed: dims && isPainted && !marks.chosen && !marks.lit && !marks.marked };
}

// All zones where one asked for them; else those of what is chosen, where that lies. One is left out only where all that
// is chosen lies on the other side.
export function isZoneShown(zone, { middle }, state) {
  if (state.keep_off || !state.zones.includes(zone.zone)) return state.keep_off;
  const lies = (location) => (middle.includes(idOf({ location })) ? MIDLINE : sideOf({ location }));
  const [of, sides] = [sideOf(zone), state.chosen.map(lies)];
  return of === MIDLINE || !sides.length || sides.some((side) => side === of || side === MIDLINE);
}

// The words on the picture: names of parts, of zones and of the patches of an overlay.
export function wordsOn({ shapes, zones, patches }, { names }, state) {
  const called = names[state.register];
  const isChosen = (shape) => state.chosen.some((location) => isAt(shape, location)); // it has a label of its own
  const parts = state.names ? shapes.filter((shape) => isOnSide(shape, state) && !isChosen(shape)) : [];
  const kept = state.keep_off ? zones.filter((zone) => isOnSide(zone, state)) : [];
  const strips = patches.filter(({ overlay, name }) => overlay === state.overlay && name);
  return [
    ...parts.map((shape) => word("part", shape, called[idOf(shape)], -shape.area)), // the large before the small
    ...kept.map((zone) => word("zone", zone, called[zone.zone])),
    ...strips.map((patch) => word("patch", patch, patch.name)),
  ];
}

function word(kind, { at }, name, rank = 0) {
  return { kind, name, rank, at };
}

// The side that is looked at, and the middle: names stand there alone.
function isOnSide(shape, state) {
  return [state.side, MIDLINE].includes(sideOf(shape));
}

export function idOf(shape) {
  return shape.location.split(":")[0];
}

function sideOf(shape) {
  return shape.location.split(":")[1];
}
