// The body map as a Streamlit component, and for any page: `mount(element, data, tell)`.
//
// Python says what is wanted in `data`; what a person does is shown at once and told to Python as an event. Events
// count up, and an answer that has not heard of the last one is older than the person, so it is not shown.

import { beside } from "./beside.js";
import { make } from "./buttons.js";
import { controls } from "./controls.js";
import { json, prefetch } from "./files.js";
import { finder } from "./finder.js";
import { cameraFor, isZoomed, pictureOf, sizeOf, turned } from "./frame.js";
import { glMap, load } from "./glmap.js";
import { outlines } from "./layers.js";
import { loadAnew, Outdated } from "./outdated.js";
import { isAt, pick } from "./shapes.js";
import { stillPicture } from "./still.js";
import { hear } from "./taps.js";

const FLIGHT_MS = 250;
const STEP = 1.5; // of the zoom buttons
const TALL_PX = 660; // so high a picture has room for all controls below each other
const TRIES = 5; // so often what could not be loaded is asked for again
const STARTS = 3; // so often a map that breaks is made anew
const HEALTHY_MS = 60000; // after so long the breaks before are forgotten

const NOTHING = {
  view: "posterior",
  layer: "surface",
  side: "right",
  focus: "whole",
  chosen: [],
  lit: [],
  off: [],
  marked: [],
  zones: [],
  keep_off: false,
  names: false,
  glow: true,
  overlay: null,
  dim: false,
  theme: "light",
  body: "male",
  skin_tone: "neutral",
  register: "patient",
};
const LOOK = ["view", "layer", "side", "focus", "glow", "names", "keep_off", "body", "skin_tone"];

// What stands where a component stands, and how often it was called. It is kept by the element, because after an
// upgrade another version of this script has to find it.
const STANDS = Symbol.for("explorer.bodymap");

export default function ({ data: [data], parentElement, setTriggerValue }) {
  const tell = (event) => setTriggerValue("event", event);
  const kind = JSON.stringify([data.style, data.controls]);
  let here = parentElement[STANDS];
  if (here?.kind === kind) here.map.update(data, tell);
  else {
    here?.map.free();
    here = { kind, map: mount(parentElement, data, tell), calls: here?.calls ?? 0 };
    parentElement[STANDS] = here;
  }
  const call = ++here.calls;
  // Streamlit also cleans up after a call that came late and was overtaken, even before the call that overtook it gets
  // here. So the map goes only with its place on the page.
  return () => {
    if (here.calls !== call || parentElement.isConnected) return;
    delete parentElement[STANDS];
    here.map.free();
  };
}

// Put a map into an element. `tell` hears of events. Gives `update(data)` and `free()`.
export function mount(parent, data, tell = () => {}) {
  const root = make("div", { className: "bodymap" });
  root.dataset.bodyMap = "";
  parent.append(root);
  let [map, isFreed] = [null, false];
  const ready = Promise.all([json(data.style), sheet(data.css)]).then(([style]) => {
    if (!isFreed) map = bodyMap(root, style, data, tell);
  });
  ready.catch((error) => {
    console.warn("The body map could not be loaded:", error.message);
    if (error instanceof Outdated) loadAnew(root, data.outdated);
  });
  root.bodyMap = surface(root, () => map);
  return {
    update: (next, teller = tell) => {
      [data, tell] = [next, teller];
      map?.update(next, teller);
    },
    free: () => {
      isFreed = true;
      map?.free();
      root.remove();
    },
  };
}

function sheet(href) {
  if (!href || document.querySelector(`link[href="${href}"]`)) return null;
  return new Promise((done) => {
    const link = Object.assign(document.createElement("link"), {
      rel: "stylesheet",
      href,
      onload: done,
      onerror: done,
    });
    document.head.append(link);
  });
}

// What tests may ask of the element. Nothing else may depend on it.
function surface(root, map) {
  return {
    get ready() {
      return Boolean(map()?.ready);
    },
    get usable() {
      return Boolean(map()?.usable);
    },
    get drawing() {
      return map()?.drawing ?? null;
    },
    get state() {
      return map()?.drawn ?? null;
    },
    get center() {
      const { u, v } = map().camera;
      return { u, v };
    },
    get zoom() {
      return map().camera.scale;
    },
    project: (u, v) => map().project({ u, v }),
  };
}

function bodyMap(root, style, given, teller) {
  const { metadata } = style;
  let [data, tell] = [given, teller];
  let state = { ...NOTHING, ...data.state };
  let n = data.heard ?? 0;
  const { words } = metadata;

  const bar = make("div", { className: "bodymap-bar" });
  const picture = make("div", { className: "bodymap-picture" });
  const stage = make("div", { className: "bodymap-stage" }, picture);
  stage.style.setProperty("--height", `${data.height}px`);
  const size = () => sizeOf(picture);
  const around = beside(stage, metadata, words);
  const buttons = controls(data.controls ?? {}, metadata, words, { change, step, frame });
  const list = data.controls?.list ? finder(metadata.list, words, sought) : null;
  bar.append(...(list ? [list.element] : []));
  stage.append(buttons.corner, hint());
  root.append(bar, make("div", { className: "bodymap-room" }, ...buttons.columns, stage));

  let [drawing, drawn, isSettled, isFreed] = [null, null, false, false];
  let [starts, tries, shapes] = [0, 0, []];
  let framed = true; // whether the picture stands where its focus puts it
  const title = ({ view, layer }) => words.picture[view].replace("{layer}", words.layers[layer]);
  const told = { move: moved, moved, lost: restart, broken: (error) => console.warn("Body map:", error?.message) };
  const tellOf = (maker) => (what, detail) => drawing === maker() && told[what]?.(detail);

  // --- drawing ----------------------------------------------------------------------------------------------

  async function draw(there) {
    const wanted = state;
    buttons.show(wanted);
    list?.show(wanted.chosen[0]?.split(":")[0]);
    around.explain(wanted);
    around.name(wanted, pictureOf(metadata, wanted));
    drawing.call(title(wanted));
    root.dataset.theme = wanted.theme;
    try {
      const [found, isDone] = await Promise.all([outlines(style, wanted), drawing.show(wanted, there)]);
      if (wanted !== state || isFreed) return;
      shapes = found.shapes;
      around.label(shapes.filter(isChosen), wanted.register);
      if (isDone) [drawn, tries] = [wanted, 0];
      moved();
    } catch (error) {
      if (!isFreed && wanted === state) failed(error);
    }
  }

  function failed(error) {
    console.warn("Body map:", error.message);
    if (error instanceof Outdated) return loadAnew(root, data.outdated);
    if (drawing.kind === "map") restart();
    else if (tries++ < TRIES) setTimeout(() => !isFreed && draw(), 1000 * 2 ** tries); // the line was lost: try again
  }

  function startStill(camera) {
    let mine;
    mine = stillPicture(
      picture,
      style,
      camera,
      tellOf(() => mine),
    );
    return mine;
  }

  // The map comes over the still picture when it is drawn, so nobody waits for it, and nothing blinks.
  async function startMap() {
    if (++starts > STARTS) return settle();
    const room = make("div", { className: "bodymap-gl" });
    picture.append(room);
    let mine;
    try {
      const library = await load(data.library);
      if (isFreed) return;
      mine = glMap(
        library,
        room,
        style,
        drawing.camera,
        tellOf(() => mine),
      );
      let wanted;
      do {
        wanted = state;
        await mine.show(wanted, drawing.camera);
      } while (wanted !== state && !isFreed);
    } catch (error) {
      console.info("The body map stays a still picture:", error.message.split(".")[0]);
      mine?.free();
      room.remove();
      return isFreed || (mine ? startMap() : settle());
    }
    if (isFreed) return mine.free();
    const [still, camera] = [drawing, drawing.camera];
    drawing = mine;
    mine.look(camera, 0);
    mine.call(title(state));
    room.classList.add("shown");
    still.free();
    drawn = state;
    settle();
    setTimeout(() => drawing === mine && (starts = 0), HEALTHY_MS);
  }

  function settle() {
    isSettled = true;
    moved();
    prefetchRest();
  }

  // The context was lost or nothing is drawn: the still picture stands in while the map is made anew.
  async function restart() {
    if (isFreed) return;
    const broken = drawing;
    [isSettled, drawing] = [false, startStill(broken.camera)];
    broken.free();
    picture.querySelector(".bodymap-gl")?.remove();
    await draw();
    startMap();
  }

  function moved() {
    if (!drawing || isFreed) return;
    root.dataset.zoomed = isZoomed(metadata, drawing.camera, size());
    around.place(drawing.project, pictureOf(metadata, drawn ?? state));
  }

  // --- moving -----------------------------------------------------------------------------------------------

  function look(camera, ms = FLIGHT_MS) {
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    drawing.look(camera, isCalm ? 0 : ms);
  }

  function step(by) {
    framed = false;
    const { u, v, scale } = drawing.camera;
    look({ u, v, scale: scale * STEP ** by });
  }

  // Look at a part as its focus puts it, again too.
  function frame({ focus }) {
    if (state.focus !== focus) return change({ focus });
    framed = true;
    look(cameraFor(metadata, state, size()));
  }

  // Where to look when a state follows another; nowhere else when nothing about that has changed.
  function cameraAfter(before, own) {
    const isTurned = pictureOf(metadata, before).name !== pictureOf(metadata, state).name;
    const isRefocused = before.focus !== state.focus || (before.side !== state.side && state.focus !== "whole");
    if (isTurned && own && !framed) {
      return turned(metadata, drawing.camera, before, state);
    }
    if (isTurned || isRefocused || (!own && isOutOfSight(before))) return cameraFor(metadata, state, size());
    return null;
  }

  function isChosen(shape) {
    return state.chosen.some((location) => isAt(shape, location));
  }

  function isOutOfSight(before) {
    if (!state.chosen.length || String(state.chosen) === String(before.chosen)) return false;
    const found = shapes.filter(isChosen);
    const { width, height } = size();
    return found.some(({ at }) => {
      const { x, y } = drawing.project(at);
      return x < 0 || y < 0 || x > width || y > height;
    });
  }

  function follow(before, { own, ms = FLIGHT_MS }) {
    const camera = cameraAfter(before, own);
    const isTurned = pictureOf(metadata, before).name !== pictureOf(metadata, state).name;
    if (camera && !(isTurned && own)) framed = true;
    if (camera && !isTurned) look(camera, ms);
    return draw(camera && isTurned ? camera : undefined);
  }

  // --- what a person does -----------------------------------------------------------------------------------

  function change(keys) {
    const before = state;
    state = { ...state, ...keys };
    say("look", { look: keys });
    follow(before, { own: true });
  }

  function say(kind, more) {
    n += 1;
    const now = Object.fromEntries([...LOOK, "chosen", "marked"].map((key) => [key, state[key]]));
    tell({ n, kind, ...more, now });
  }

  function under(event) {
    const box = picture.getBoundingClientRect();
    const point = drawing.unproject({ x: event.clientX - box.left, y: event.clientY - box.top });
    return pick(shapes, point, drawing.camera.scale);
  }

  let tappedLast;
  function tapped(event, isAgain) {
    if (data.taps === "none" || !drawing) return;
    const location = under(event)?.location ?? null;
    if (isAgain && location === tappedLast) return; // a double click is one tap
    tappedLast = location;
    if (location) take(location);
    const detail = { location, layer: state.layer };
    announceTap({ ...detail, y: event.clientY });
    say("tap", detail);
    if (location) draw();
  }

  // Show a part of the list, or nothing, before Python has heard of it.
  function sought(id) {
    const before = state;
    const there = id ? pictureWith(metadata.list, id, state) : {};
    state = { ...state, ...there, chosen: id ? [`${id}:${state.side}`] : [], zones: metadata.keep_off[id] ?? [] };
    around.announce(state.chosen, state.register);
    if (id) announceTap({ location: state.chosen[0], layer: state.layer });
    say("choose", { choice: id });
    follow(before, { own: false });
  }

  function announceTap(detail) {
    root.dispatchEvent(new CustomEvent("bodymap:tap", { bubbles: true, composed: true, detail }));
  }

  // Show what a tap does before Python has heard of it.
  function take(location) {
    const [id, side] = location.split(":");
    const { marked } = state;
    if (data.taps === "choose") state = { ...state, chosen: [location], zones: metadata.keep_off[id] ?? [] };
    if (data.taps === "mark") {
      const rest = marked.filter((other) => !isAt({ location }, other));
      state = { ...state, marked: rest.length < marked.length ? rest : [...marked, location] };
    }
    if (data.taps !== "tell" && side !== "midline") state = { ...state, side };
    around.announce(data.taps === "mark" ? state.marked : state.chosen, state.register);
  }

  let pointedAt = null;
  function pointed(event) {
    const shape = event && drawing && !drawing.isMoving ? under(event) : null;
    picture.classList.toggle("pointing", Boolean(shape));
    around.point(event, shape, state.register);
    const location = shape?.location ?? null;
    if (location !== pointedAt) drawing?.hover(state, location, pointedAt);
    pointedAt = location;
  }

  const deaf = hear(picture, { tapped, pointed });

  // One finger scrolls the page while the whole body is shown. So does the wheel, where there is nothing further out.
  const isWhole = () => root.dataset.zoomed !== "true";
  const touch = ({ touches }) => touches.length === 1 && drawing?.drag(!isWhole());
  const mouse = (event) => event.pointerType === "mouse" && drawing?.drag(true);
  const wheel = (event) => {
    framed = false;
    if (isWhole() && event.deltaY > 0 && !event.ctrlKey) event.stopImmediatePropagation();
  };
  const pressed = () => (framed = framed && isWhole());
  const typed = () => (framed = false);
  const aside = { capture: true, passive: true };
  picture.addEventListener("touchstart", touch, aside);
  picture.addEventListener("pointerdown", mouse, aside);
  picture.addEventListener("wheel", wheel, aside);
  picture.addEventListener("pointerup", pressed, aside);
  picture.addEventListener("keydown", typed, aside);

  function hint() {
    const lead = make("button", { type: "button", textContent: words.to_list });
    lead.onclick = () => (list ? list.focus() : document.querySelector(`.st-key-${data.list} input`)?.focus());
    const said = make("span", { textContent: words.hint });
    return make("div", { className: "bodymap-hint" }, said, ...(list || data.list ? [lead] : []));
  }

  // --- what Python wants ------------------------------------------------------------------------------------

  function update(next, teller) {
    const before = state;
    [data, tell] = [next, teller];
    stage.style.setProperty("--height", `${data.height}px`);
    if ((data.heard ?? 0) < n) return;
    n = Math.max(n, data.heard ?? 0);
    const wanted = { ...NOTHING, ...data.state };
    if (JSON.stringify(wanted) === JSON.stringify(before)) return;
    state = wanted;
    if (String(state.chosen) !== String(before.chosen)) around.announce(state.chosen, state.register);
    follow(before, { own: false, ms: state.flight_ms });
  }

  // --- the whole life of it ---------------------------------------------------------------------------------

  function prefetchRest() {
    const now = pictureOf(metadata, state);
    const others = Object.entries(metadata.pictures).filter(([name]) => name !== now.name);
    const plate = (name, layer) => style.sources[`${name}/${layer}/plate`].url;
    const layers = Object.keys(now.shapes);
    const first = layers.flatMap((layer) => [plate(now.name, layer), now.shapes[layer]]);
    const then = others.flatMap(([name, { shapes: of }]) => [plate(name, state.layer), of[state.layer]]);
    prefetch([...new Set([...first, now.keep_off, ...then])]);
  }

  let lastWidth = picture.clientWidth;
  const resized = new ResizeObserver(() => {
    root.dataset.tall = picture.clientHeight >= TALL_PX;
    if (!drawing) return;
    drawing.resize();
    if (framed || lastWidth === 0) drawing.look(cameraFor(metadata, state, size()), 0);
    lastWidth = picture.clientWidth;
    moved();
  });
  resized.observe(picture);

  if (!isSlow()) load(data.library).catch(() => {}); // beside the still picture; whoever needs it hears of a failure
  drawing = startStill(cameraFor(metadata, state, size()));
  draw().then(startMap);

  return {
    update,
    get ready() {
      return isSettled && drawn === state && !drawing.isMoving;
    },
    get usable() {
      return Boolean(drawn);
    },
    get drawing() {
      return drawing.kind;
    },
    get drawn() {
      return drawn && { ...drawn, ...chosenIn(drawn, metadata) };
    },
    get camera() {
      return drawing.camera;
    },
    project: (point) => {
      const box = picture.getBoundingClientRect();
      const { x, y } = drawing.project(point);
      return { x: box.left + x, y: box.top + y };
    },
    free: () => {
      isFreed = true;
      deaf();
      resized.disconnect();
      drawing.free();
    },
  };
}

// Where the line is slow, the still picture comes alone, and the map after it.
function isSlow() {
  const line = navigator.connection;
  return Boolean(line?.saveData) || ["slow-2g", "2g", "3g"].includes(line?.effectiveType);
}

// Where to see a part of the list: the present picture or view if that shows it well, else the best. The same rule as
// `picture_for` of Python.
function pictureWith(list, id, { view, layer }) {
  const { pictures } = list.find((entry) => entry.id === id);
  const ofView = pictures.filter((picture) => picture[0] === view);
  const [there, shown, focus] = ofView.find((picture) => picture[1] === layer) ?? ofView[0] ?? pictures[0];
  return { view: there, layer: shown, focus };
}

// The chosen region or pain place by its plain id.
function chosenIn({ chosen }, { places }) {
  const id = chosen[0]?.split(":")[0] ?? null;
  return places.includes(id) ? { region: null, zone: id } : { region: id, zone: null };
}
