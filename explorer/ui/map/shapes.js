// The outlines of the body, and what lies under a finger. A tap is answered from the outlines themselves, so that the
// map and the still picture agree, and a tap counts before anything is drawn.

const SLACK_PX = 8; // a finger is not finer than this
// Beside a nerve lies a muscle that people mean as well: there the slack ends sooner (mm).
const SLACK_OVER_SHAPES_MM = 2.4;
const SLACK_BESIDE_SKIN_MM = 12; // so far the female outline reaches out of the places

const known = new WeakMap(); // what was read, by the collection

// Features with their polygons in mm, the last on top.
export function readShapes(collection, fromMap) {
  if (!known.has(collection)) known.set(collection, read(collection, fromMap));
  return known.get(collection);
}

function read({ features }, fromMap) {
  return features.map((feature) => {
    const inMm = ([lon, lat]) => Object.values(fromMap([lon, lat]));
    const polygons = feature.geometry.coordinates.map((rings) => rings.map((ring) => ring.map(inMm)));
    return { ...feature.properties, at: fromMap(feature.properties.at), polygons, box: boxOf(polygons) };
  });
}

function boxOf(polygons) {
  const points = polygons.flat(2);
  const [us, vs] = [points.map(([u]) => u), points.map(([, v]) => v)];
  return [Math.min(...us), Math.min(...vs), Math.max(...us), Math.max(...vs)];
}

// What a tap at a point (mm) means: what lies there, or a nerve close by, since nerves are thin; or the skin beside it.
export function pick(shapes, point, scale) {
  const hit = shapes.findLast((shape) => isIn(shape, point));
  if (hit?.group === "nerve") return hit;
  const slack = Math.min(SLACK_PX / scale, hit ? SLACK_OVER_SHAPES_MM : Infinity);
  return nearest(shapes, "nerve", point, slack) ?? hit ?? nearest(shapes, "skin", point, SLACK_BESIDE_SKIN_MM);
}

function nearest(shapes, group, point, slack) {
  let [found, least] = [null, slack];
  for (const shape of shapes) {
    if (shape.group !== group || !isNear(shape.box, point, slack)) continue;
    const away = distance(shape, point);
    if (away <= least) [found, least] = [shape, away];
  }
  return found;
}

function isNear([left, bottom, right, top], { u, v }, by = 0) {
  return u >= left - by && u <= right + by && v >= bottom - by && v <= top + by;
}

function isIn(shape, point) {
  return isNear(shape.box, point) && shape.polygons.some((rings) => isInPolygon(rings, point));
}

function isInPolygon([outer, ...holes], point) {
  return isInRing(outer, point) && !holes.some((hole) => isInRing(hole, point));
}

function isInRing(ring, { u, v }) {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [[u1, v1], [u2, v2]] = [ring[i - 1], ring[i]];
    if (v1 > v !== v2 > v && u < u1 + ((v - v1) / (v2 - v1)) * (u2 - u1)) inside = !inside;
  }
  return inside;
}

function distance(shape, point) {
  let least = Infinity;
  for (const ring of shape.polygons.flat()) {
    for (let i = 1; i < ring.length; i++) least = Math.min(least, toSegment(ring[i - 1], ring[i], point));
  }
  return least;
}

function toSegment([u1, v1], [u2, v2], { u, v }) {
  const [du, dv] = [u2 - u1, v2 - v1];
  const length = du * du + dv * dv;
  const part = length ? Math.min(1, Math.max(0, ((u - u1) * du + (v - v1) * dv) / length)) : 0;
  return Math.hypot(u1 + part * du - u, v1 + part * dv - v);
}

// Whether a shape is what a location names. What lies in the middle of one view has a side in another.
export function isAt(shape, location) {
  const [[id, side], [otherId, other]] = [shape.location.split(":"), location.split(":")];
  return id === otherId && (side === other || side === "midline" || other === "midline");
}
