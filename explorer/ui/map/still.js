// The still picture: the same style drawn as SVG, where the browser has no WebGL, and until the map has come. It answers
// taps as the map does; it is looked at closely by buttons.

import { decoded } from "./files.js";
import { frameOf, fromScreen, limited, sizeOf, toScreen } from "./frame.js";
import { coloursOf, isZoneShown, marksOf, outlines, shownLayers, wordsOn } from "./layers.js";

const SVG = "http://www.w3.org/2000/svg";
const [HATCH, TONE] = ["bodymap-hatch", "bodymap-tone"];
const [LETTER_PX, LINE_PX] = [7, 16];

export function stillPicture(room, style, camera, told) {
  const { metadata } = style;
  const { fromMap } = frameOf(metadata);
  const svg = make("svg", { role: "img", class: "bodymap-still", preserveAspectRatio: "none" });
  room.append(svg);
  let [turn, size, isDraggable] = [0, sizeOf(room), true];

  function aim() {
    const [wide, high] = [size.width / camera.scale, size.height / camera.scale];
    svg.setAttribute("viewBox", `${camera.u - wide / 2} ${-camera.v - high / 2} ${wide} ${high}`);
    svg.style.setProperty("--px", 1 / camera.scale); // one pixel in mm
    told("move");
    told("moved");
  }

  async function show(state, there) {
    const mine = ++turn;
    const layers = shownLayers(style, state);
    const urls = layers.filter(({ type }) => type === "raster").map(({ source }) => style.sources[source].url);
    const [shown] = await Promise.all([outlines(style, state), ...urls.map(decoded)]);
    if (mine !== turn) return false;
    if (there) camera = there;
    svg.dataset.theme = state.theme;
    for (const [name, value] of Object.entries(coloursOf(metadata, state)))
      svg.style.setProperty(`--map-${name.replace("_", "-")}`, value);
    const parts = layers.flatMap((layer) => drawn(layer, shown, state));
    svg.replaceChildren(make("defs", {}, hatching(), toned(metadata.tones[state.skin_tone])), ...parts);
    aim();
    return true;
  }

  function drawn(layer, shown, state) {
    const { role, names } = layer.metadata;
    if (layer.type === "raster") return [image(style.sources[layer.source], layer.metadata)];
    if (role === "veil") return [make("rect", { class: "veil", x: -3000, y: -4000, width: 6000, height: 8000 })];
    if (role === "edges")
      return shown.shapes.map((shape) => outline(shape, `shape ${classes(marksOf(shape, state))} ${state.layer}`));
    if (layer.id.endsWith("/overlay/fill")) return shown.patches.filter((p) => p.overlay === state.overlay).map(patch);
    if (layer.id.endsWith("/keep_off/edge")) return shown.zones.filter((zone) => isZoneShown(zone, metadata, state)).map(zoneOf);
    if (role === "beside") return shown.beside.map(({ polygons }) => make("path", { d: pathOf(polygons), class: role }));
    if (layer.type === "symbol")
      return spaced(wordsOn(shown, metadata, state).filter(({ kind }) => kind === names)).map(word);
    return [];
  }

  // Words that would lie on another give way, the smaller parts first.
  function spaced(words) {
    if (words[0]?.kind === "zone" && camera.scale < metadata.frame.zones_named_from) return [];
    const kept = [];
    for (const each of words.toSorted((a, b) => a.rank - b.rank))
      if (!kept.some((other) => meets(each, other))) kept.push(each);
    return kept;
  }

  function meets(a, b) {
    const wide = ((a.name.length + b.name.length) * LETTER_PX) / 2;
    return Math.abs(a.at.u - b.at.u) * camera.scale < wide && Math.abs(a.at.v - b.at.v) * camera.scale < LINE_PX;
  }

  function image({ url, coordinates }, { role, layer }) {
    const [a, , b] = coordinates.map((corner) => fromMap(corner));
    const [left, right] = [Math.min(a.u, b.u), Math.max(a.u, b.u)];
    const placed = { href: url, x: left, y: -a.v, width: right - left, height: a.v - b.v, class: role };
    const mirrored = a.u > b.u ? { transform: `translate(${left + right} 0) scale(-1 1)` } : {};
    const tone = role === "plate" && layer === "skin" ? { filter: `url(#${TONE})` } : {};
    return make("image", { ...placed, preserveAspectRatio: "none", ...mirrored, ...tone });
  }

  // A hand moves it, when one looks closer.
  svg.addEventListener("pointermove", ({ buttons, movementX, movementY }) => {
    if (!buttons || !isDraggable) return;
    const { u, v, scale } = camera;
    look({ u: u - movementX / scale, v: v + movementY / scale, scale });
  });

  function look(to) {
    camera = limited(metadata, to, size);
    aim();
  }

  aim();
  return {
    kind: "still",
    show,
    hover: (_, location, before) => {
      for (const [each, on] of [
        [before, false],
        [location, true],
      ])
        if (each) svg.querySelector(`[data-location="${each}"]`)?.classList.toggle("hover", on);
    },
    get camera() {
      return camera;
    },
    isMoving: false,
    project: (point) => toScreen(camera, size, point),
    unproject: (at) => fromScreen(camera, size, at),
    call: (title) => svg.setAttribute("aria-label", title),
    look,
    drag: (on) => (isDraggable = on),
    resize: () => {
      size = sizeOf(room);
      aim();
    },
    free: () => {
      turn = Infinity;
      svg.remove();
    },
  };
}

function make(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function pathOf(polygons) {
  const ring = (points) => `M${points.map(([u, v]) => `${u.toFixed(1)} ${(-v).toFixed(1)}`).join("L")}Z`;
  return polygons.flat().map(ring).join("");
}

function classes(marks) {
  return Object.keys(marks)
    .filter((mark) => marks[mark])
    .join(" ");
}

function outline(shape, name) {
  return make("path", { d: pathOf(shape.polygons), class: name, "data-location": shape.location });
}

function zoneOf(zone) {
  return make("path", { d: pathOf(zone.polygons), class: "zone", fill: zone.conditional ? "none" : `url(#${HATCH})` });
}

function patch(area) {
  const looks = { fill: area.colour, "fill-opacity": area.opacity, stroke: area.edge };
  return make("path", { d: pathOf(area.polygons), class: area.dashed ? "patch dashed" : "patch", ...looks });
}

function word({ kind, name, at }) {
  const text = make("text", { x: at.u, y: -at.v, class: `word ${kind}` });
  text.textContent = name;
  return text;
}

function hatching() {
  const stroke = make("path", { d: "M-2 10L10 -2M-2 22L22 -2M10 22L22 10", class: "hatch" });
  return make("pattern", { id: HATCH, width: 12, height: 12, patternUnits: "userSpaceOnUse" }, stroke);
}

// What the map does to the painted skin.
function toned({ matrix }) {
  const box = { x: 0, y: 0, width: 1, height: 1, "color-interpolation-filters": "sRGB" };
  return make("filter", { id: TONE, ...box }, make("feColorMatrix", { values: matrix }));
}
