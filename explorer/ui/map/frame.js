// From millimetres of the body to the map and to the screen. A camera is {u, v, scale}: the point in mm that is looked
// at, and how many CSS pixels a millimetre takes. North is always up, so that is all there is to it.

const TILE_PX = 512;
const FILL = 0.97; // of the picture's height, for what is looked at
const MOST_PX_PER_MM = 6;
const ZOOMED = 1.04; // so many times larger than the whole body counts as zoomed in
const OVERSHOOT = 0.75; // how far past the body one can look, of half the picture, when zoomed in closely

export function frameOf(metadata) {
  const { mm_per_degree: perDegree, middle_mm: middle } = metadata.frame;
  return {
    toMap: ({ u, v }) => [u / perDegree, (v - middle) / perDegree],
    fromMap: ([lon, lat]) => ({ u: lon * perDegree, v: lat * perDegree + middle }),
    zoomOf: (scale) => Math.log2((scale * perDegree * 360) / TILE_PX),
    scaleOf: (zoom) => (2 ** zoom * TILE_PX) / 360 / perDegree,
  };
}

export function pictureOf(metadata, { view, side }) {
  const found = Object.entries(metadata.pictures).find(
    ([, p]) => p.view === view && (p.right !== 0 || p.side === side),
  );
  return { name: found[0], ...found[1] };
}

// Where to look for a part of the body.
export function cameraFor(metadata, state, size) {
  const { whole, closest, side_centre: centre } = metadata.frame;
  const picture = pictureOf(metadata, state);
  const [bottom, top] = state.focus === "whole" ? whole : extent(metadata.areas[state.focus], picture);
  const scale = Math.min((FILL * size.height) / (top - bottom), state.focus === "whole" ? Infinity : closest);
  const isWide = state.focus === "whole" || state.focus === "low_back";
  const u = isWide ? 0 : picture.right * centre * (state.side === "right" ? 1 : -1);
  return limited(metadata, { u, v: (bottom + top) / 2, scale }, size);
}

function extent(area, picture) {
  return [area?.bottom ?? picture.v[0], area?.top ?? picture.v[1]];
}

// How large an element is. What is not laid out, or no longer, counts as a dot: nothing can be divided by nothing.
export function sizeOf({ clientWidth, clientHeight }) {
  return { width: clientWidth || 1, height: clientHeight || 1 };
}

function wholeScale(metadata, size) {
  const [bottom, top] = metadata.frame.whole;
  return (FILL * size.height) / (top - bottom);
}

export function isZoomed(metadata, camera, size) {
  return camera.scale > ZOOMED * wholeScale(metadata, size);
}

// The nearest camera that still shows the person.
export function limited(metadata, { u, v, scale }, size) {
  const least = wholeScale(metadata, size);
  const held = Math.min(Math.max(scale, least), MOST_PX_PER_MM);
  const seen = 1 - OVERSHOOT * (1 - least / held);
  const [bottom] = metadata.frame.whole;
  const { u: across, v: up } = metadata.frame.ghost;
  return {
    u: within(u, across[0], across[1], (size.width / 2 / held) * seen),
    v: within(v, bottom, up[1] - bottom, (size.height / 2 / held / FILL) * seen),
    scale: held,
  };
}

function within(at, low, high, half) {
  if (high - low < 2 * half) return (low + high) / 2;
  return Math.min(Math.max(at, low + half), high - half);
}

// The same part of the body in another picture.
export function turned(metadata, camera, before, state) {
  const [from, to] = [pictureOf(metadata, before), pictureOf(metadata, state)];
  if (from.right && to.right) return { ...camera, u: from.right === to.right ? camera.u : -camera.u };
  if (!from.right && !to.right) return { ...camera, u: from.side === to.side ? camera.u : -camera.u };
  return { ...camera, u: to.right * metadata.frame.side_centre * (state.side === "right" ? 1 : -1) };
}

export function toScreen(camera, size, { u, v }) {
  return { x: size.width / 2 + (u - camera.u) * camera.scale, y: size.height / 2 - (v - camera.v) * camera.scale };
}

export function fromScreen(camera, size, { x, y }) {
  return { u: camera.u + (x - size.width / 2) / camera.scale, v: camera.v - (y - size.height / 2) / camera.scale };
}
