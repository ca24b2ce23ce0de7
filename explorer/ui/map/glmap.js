// The picture drawn by MapLibre. The only file that knows the library.

import { bitmap } from "./files.js";
import { frameOf, limited, pictureOf, sizeOf } from "./frame.js";
import { coloursOf, hasAreas, isZoneShown, marksOf, NO_OVERLAY, outlines, shownLayers, wordsOn } from "./layers.js";

const SLIP_PX = 10; // a tap may slip so far before it is a drag
const PATIENCE_MS = 20000; // so long the library may take to draw what has come
const FRAMES = 5; // so many are looked at to know how quickly the map can be drawn,
const ENOUGH = 3; // and with so many it is known
const SMOOTH_MS = 50; // between two frames of what still looks like a movement
const KEPT_IMAGES = 10; // images of pictures left behind, ready to come back
const NO_WORDS = { type: "FeatureCollection", features: [] };
const HATCH = "hatch";

let library; // loaded once for all maps of a page

export function load({ script, worker, css }) {
  library ??= Promise.all([import(script), styleSheet(css)]).then(([found]) => {
    if (worker) found.setWorkerUrl(new URL(worker, location.href).href);
    return found;
  });
  library.catch(() => (library = undefined));
  return library;
}

function styleSheet(href) {
  return new Promise((done, failed) => {
    const link = Object.assign(document.createElement("link"), {
      rel: "stylesheet",
      href,
      onload: done,
      onerror: failed,
    });
    document.head.append(link);
  });
}

// A map in an element. Throws where the browser has no WebGL. ``told`` hears of "move", "moved", "lost" and "broken".
export function glMap(maplibre, room, style, camera, told) {
  const { metadata } = style;
  const frame = frameOf(metadata);
  const size = () => sizeOf(room);
  const held = ({ lng, lat }, zoom) => {
    const to = limited(metadata, { ...frame.fromMap([lng, lat]), scale: frame.scaleOf(zoom) }, size());
    return { center: new maplibre.LngLat(...frame.toMap(to)), zoom: frame.zoomOf(to.scale) };
  };
  const map = new maplibre.Map({
    container: room,
    style: { ...style, sources: { names: style.sources.names }, layers: [style.layers[0]] },
    ...at(camera),
    ...UPRIGHT,
    attributionControl: false,
    boxZoom: false,
    canvasContextAttributes: { powerPreference: "default" },
    clickTolerance: SLIP_PX,
    doubleClickZoom: false, // a double click is one tap, and two quick taps are two
    fadeDuration: 0,
    maxZoom: 22,
    renderWorldCopies: false,
    transformConstrain: held,
  });
  map.keyboard.disableRotation();
  map.touchZoomRotate.disableRotation();
  const images = imagesOf(map, style, () => cameraOf().scale);
  let turn = 0;
  let shown = { shapes: [], zones: [], patches: [] };
  let restPainted = new Map(); // what each shape was painted as, by source and location
  const styled = new Promise((done) => map.once("style.load", done));

  const pace = paceOf(map);
  map.on("move", () => told("move"));
  map.on("moveend", () => {
    images.sharpen();
    told("moved");
  });
  map.on("webglcontextlost", () => told("lost"));
  map.on("error", ({ error }) => told("broken", error));

  function at({ u, v, scale }) {
    return { center: frame.toMap({ u, v }), zoom: frame.zoomOf(scale) };
  }

  function cameraOf() {
    const { lng, lat } = map.getCenter();
    return { ...frame.fromMap([lng, lat]), scale: frame.scaleOf(map.getZoom()) };
  }

  // Whether the state was drawn; another one may have come in between. ``there`` is where to look from then on.
  async function show(state, there) {
    const mine = ++turn;
    const [sources, wanted] = await Promise.all([outlines(style, state), images.ready(state), styled]);
    if (mine !== turn) return false;
    dress(state);
    images.place(wanted);
    lay(state, sources);
    shown = sources;
    paint(state);
    write(state);
    if (there) map.jumpTo(at(there));
    map.triggerRepaint();
    await drawnWithin(PATIENCE_MS, map);
    return mine === turn;
  }

  // The colours, the tone of the skin, and the overlay.
  function dress(state) {
    const { saturation, darkest, brightest } = metadata.tones[state.skin_tone].tint;
    const overlay = hasAreas(state) ? state.overlay : NO_OVERLAY;
    const values = { ...coloursOf(metadata, state), saturation, darkest, brightest, overlay };
    const now = map.getGlobalState();
    for (const [name, value] of Object.entries(values))
      if (now[name] !== value) map.setGlobalStateProperty(name, value);
    hatch(values.keep_off);
  }

  let hatched;
  function hatch(colour) {
    if (hatched === colour) return;
    hatched = colour;
    if (map.hasImage(HATCH)) map.removeImage(HATCH);
    map.addImage(HATCH, hatching(colour), { pixelRatio: 2 });
  }

  // Bring the layers of a state to the map in the order of the style, and hide the others.
  function lay(state, sources) {
    const wanted = new Set(shownLayers(style, state).map((layer) => layer.id));
    for (const [index, layer] of style.layers.entries()) {
      const isThere = Boolean(map.getLayer(layer.id));
      if (wanted.has(layer.id) && !isThere) add(layer, index, sources);
      else if (isThere) turnOn(layer, wanted.has(layer.id));
    }
  }

  function add(layer, index, sources) {
    if (layer.source && !map.getSource(layer.source)) addSource(layer, sources);
    const above = style.layers.slice(index + 1).find((next) => map.getLayer(next.id));
    map.addLayer(layer, above?.id);
  }

  function addSource({ source, metadata: is }, sources) {
    const given = style.sources[source];
    map.addSource(source, given.type === "geojson" ? { ...given, data: sources.data[KINDS[is.role]] } : given);
  }

  function turnOn({ id }, on) {
    const visibility = on ? "visible" : "none";
    if ((map.getLayoutProperty(id, "visibility") ?? "visible") !== visibility)
      map.setLayoutProperty(id, "visibility", visibility);
  }

  // Say of each shape what it is now; only changes go to the map.
  function paint(state) {
    const picture = pictureOf(metadata, state).name;
    for (const shape of shown.shapes) mark(`${picture}/${state.layer}/shapes`, shape.location, marksOf(shape, state));
    if (!map.getSource(`${picture}/keep_off`)) return;
    for (const zone of shown.zones) mark(`${picture}/keep_off`, zone.location, { shown: isZoneShown(zone, metadata, state) });
  }

  function mark(source, location, marks) {
    const key = `${source} ${location}`;
    const said = JSON.stringify(marks);
    if (restPainted.get(key) === said) return;
    restPainted.set(key, said);
    map.setFeatureState({ source, id: location }, marks);
  }

  function hover(state, location, before) {
    const source = `${pictureOf(metadata, state).name}/${state.layer}/shapes`;
    if (!map.getSource(source)) return;
    if (before) map.setFeatureState({ source, id: before }, { hover: false });
    if (location) map.setFeatureState({ source, id: location }, { hover: true });
  }

  function write(state) {
    const features = wordsOn(shown, metadata, state).map(({ at: point, ...said }) => ({
      type: "Feature",
      properties: said,
      geometry: { type: "Point", coordinates: frame.toMap(point) },
    }));
    const said = JSON.stringify(features);
    if (written === said) return;
    written = said;
    map.getSource("names").setData({ ...NO_WORDS, features });
  }
  let written = "[]";

  return {
    kind: "map",
    show,
    hover,
    get camera() {
      return cameraOf();
    },
    get isMoving() {
      return map.isMoving();
    },
    project: (point) => map.project(frame.toMap(point)),
    unproject: ({ x, y }) => {
      const { lng, lat } = map.unproject([x, y]);
      return frame.fromMap([lng, lat]);
    },
    call: (title) => map.getCanvas().setAttribute("aria-label", title),
    look: (camera, ms) => {
      if (ms && pace.isSmooth) map.flyTo({ ...at(camera), duration: ms, essential: true });
      else map.jumpTo(at(camera));
    },
    drag: (on) => (on ? map.dragPan.enable() : map.dragPan.disable()),
    resize: () => map.resize(),
    free: () => {
      turn = Infinity;
      map.remove();
    },
  };
}

// How quickly the map can be drawn anew. Where frames take long a flight is no help to the eye, and only keeps waiting;
// a single one that took long says nothing.
function paceOf(map) {
  let [last, frames] = [null, []];
  map.on("movestart", () => (last = null));
  map.on("render", () => {
    if (!map.isMoving()) return;
    const now = performance.now();
    if (last) frames = [...frames, now - last].slice(-FRAMES);
    last = now;
  });
  return {
    get isSmooth() {
      return frames.length < ENOUGH || [...frames].sort((a, b) => a - b).at(-2) < SMOOTH_MS;
    },
  };
}

// A worker may have been killed, or the context be dead without a word. What cannot be seen needs not be drawn.
function drawnWithin(ms, map) {
  return new Promise((done, failed) => {
    const look = () => (document.hidden ? setTimeout(look, ms) : failed(new Error("nothing was drawn")));
    setTimeout(look, ms);
    map.once("idle", done);
  });
}

const UPRIGHT = {
  dragRotate: false,
  touchPitch: false,
  pitchWithRotate: false,
  rollEnabled: false,
  maxPitch: 0,
  bearing: 0,
};

// Which outlines a layer of each role is drawn from.
const KINDS = { shapes: "shapes", nerves: "shapes", edges: "shapes", overlay: "patches", keep_off: "zones", beside: "beside" };

// --- images -------------------------------------------------------------------------------------------------

// The images on the map: decoded before they are shown, no larger than the screen needs, dropped when long unused.
function imagesOf(map, style, scaleNow) {
  const placed = new Map(); // source -> the part of its size at which it is there; the last used last
  const partFor = ({ metadata: is }) => partOf(scaleNow() * devicePixelRatio, is);
  const urlOf = ({ source }) => style.sources[source].url;

  async function decode(layer) {
    const part = partFor(layer);
    if ((placed.get(layer.source) ?? 0) >= part) return { layer };
    return { layer, part, image: await bitmap(urlOf(layer), layer.metadata.size, part) };
  }

  function ready(state) {
    return Promise.all(
      shownLayers(style, state)
        .filter(({ type }) => type === "raster")
        .map(decode),
    );
  }

  function place(wanted) {
    for (const { layer, part, image } of wanted) put(layer.source, image, part);
    const shown = new Set(wanted.map(({ layer }) => layer.source));
    const left = [...placed.keys()].filter((source) => !shown.has(source));
    for (const source of left.slice(0, Math.max(0, left.length - KEPT_IMAGES))) drop(source);
  }

  function put(source, image, part) {
    if (!map.getSource(source)) {
      const { type, coordinates } = style.sources[source];
      map.addSource(source, { type, coordinates });
    }
    if (image) map.getSource(source).updateImage({ image });
    const at = image ? part : placed.get(source);
    placed.delete(source);
    placed.set(source, at);
  }

  function drop(source) {
    for (const layer of style.layers) if (layer.source === source && map.getLayer(layer.id)) map.removeLayer(layer.id);
    map.removeSource(source);
    placed.delete(source);
  }

  // After a closer look: the same images with more dots.
  async function sharpen() {
    const shown = style.layers.filter((layer) => layer.type === "raster" && isOn(layer));
    const finer = (await Promise.all(shown.map(decode))).filter(({ image }) => image);
    for (const { layer, part, image } of finer) if (placed.has(layer.source)) put(layer.source, image, part);
  }

  function isOn({ id, source }) {
    return placed.has(source) && map.getLayer(id) && map.getLayoutProperty(id, "visibility") !== "none";
  }

  return { ready, place, sharpen };
}

const PARTS = [1 / 3, 1 / 2, 1];

// At what part of its size an image still has a dot for each dot of the screen.
function partOf(dotsPerMm, { px_per_mm: full }) {
  return PARTS.find((part) => full * part >= dotsPerMm) ?? 1;
}

// Slanted strokes on nothing: seen without colour too.
function hatching(colour) {
  const side = 24;
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const pen = canvas.getContext("2d");
  pen.strokeStyle = colour;
  pen.lineWidth = 2.5;
  for (const shift of [-side, 0, side]) {
    pen.moveTo(shift, side);
    pen.lineTo(shift + side, 0);
  }
  pen.stroke();
  return pen.getImageData(0, 0, side, side);
}
