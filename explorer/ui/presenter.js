// A page that goes step by step, in the browser: the keys of a clicker, full screen, the flight of the map, and a timer.
// Everything here is comfort: without it the page has its buttons, and the map stands where it belongs.

const FLIGHT_MS = 1200;
const PATIENCE_MS = 8000; // so long the map may take to show the step
const CALM_MS = 300; // so long it must stay where it is put before it flies
const TICK_MS = 100;

const running = new WeakMap(); // what to stop, by the place where the component stands
let shown = null; // where the map stood last, while the page is open

export default function ({ data, parentElement }) {
  // A new step calls this again without taking the old one away first.
  running.get(parentElement)?.forEach((stop) => stop());
  const stops = [turnByKeys(), fullScreen(parentElement), follow(data), timer(parentElement, data)];
  running.set(parentElement, stops);
  const page = location.pathname;
  return () => {
    running.get(parentElement)?.forEach((stop) => stop());
    running.delete(parentElement);
    shown = null;
    if (location.pathname !== page && document.fullscreenElement) document.exitFullscreen();
  };
}

// --- keys ---------------------------------------------------------------------------------------------------

// The arrows belong to the buttons themselves. A clicker sends the page keys.
const TURNS = { PageDown: "next", " ": "next", PageUp: "previous" };

function turnByKeys() {
  const onKey = (event) => {
    const key = TURNS[event.key];
    const at = event.composedPath()[0];
    if (!key || event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (at.closest?.("input, textarea, select, [contenteditable]")) return;
    if (event.key === " " && at.closest?.("button, a, summary, [role]")) return; // it presses what has the focus
    event.preventDefault(); // else the page would scroll as well
    document.querySelector(`.st-key-${key} button`)?.click();
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}

// --- full screen --------------------------------------------------------------------------------------------

function fullScreen(root) {
  const button = root.querySelector(".full");
  const label = () => (button.textContent = document.fullscreenElement ? "Leave full screen" : "Full screen");
  button.hidden = !document.fullscreenEnabled; // an iPhone has none
  button.onclick = () =>
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  label();
  document.addEventListener("fullscreenchange", label);
  return () => document.removeEventListener("fullscreenchange", label);
}

// --- the map ------------------------------------------------------------------------------------------------

// The figure of a step stands at its place from the start, and puts itself there more than once while it comes up. So
// the map is held where it stood before until that is over, and flies from there. When anything is unlike what is
// expected, it just stays at its place.
function follow({ item, picture, location }) {
  if (!location) return () => {};
  const before = shown;
  const isNext = before?.picture === picture && (before.item !== item || before.location !== location);
  const from = isNext && !matchMedia("(prefers-reduced-motion: reduce)").matches ? before : null;
  const until = performance.now() + PATIENCE_MS;
  let plot, map, to, frame;
  let moved = performance.now();
  const arrive = () => {
    if (from && to && plot?.isConnected) map.jumpTo(to); // it may be gone with its page
  };
  const look = () => {
    plot = document.querySelector(".js-plotly-plot");
    map = plot?._fullLayout?.map?._subplot?.map;
    const now = performance.now();
    if (map && isPainted(plot, location) && !isStill(before, location, plot._fullLayout.map)) {
      const { center, zoom } = plot._fullLayout.map;
      to = shown = { item, picture, location, center: { ...center }, zoom };
      if (!from) return;
      if (!map.loaded() || !isAt(map, from)) moved = now;
      if (!isAt(map, from)) map.jumpTo(from);
      if (now - moved > CALM_MS) {
        map.flyTo({ ...to, duration: FLIGHT_MS });
        return;
      }
    }
    if (now < until) frame = requestAnimationFrame(look);
    else arrive();
  };
  look();
  return () => {
    cancelAnimationFrame(frame);
    arrive();
  };
}

function isPainted(plot, location) {
  return plot.data.some((trace) => trace.visible && trace.selectedpoints?.some((i) => trace.locations[i] === location));
}

// The plot of the last step stays for a moment, and may have the same part painted. Where both look at the same place,
// there is nowhere to fly.
function isStill(before, location, { center, zoom }) {
  if (before?.location !== location) return false;
  return before.center.lon === center.lon && before.center.lat === center.lat && before.zoom === zoom;
}

function isAt(map, { center, zoom }) {
  const { lng, lat } = map.getCenter();
  return Math.abs(lng - center.lon) + Math.abs(lat - center.lat) + Math.abs(map.getZoom() - zoom) < 1e-4;
}

// --- the timer ----------------------------------------------------------------------------------------------

function timer(root, { seconds, repeats }) {
  const find = (name) => root.querySelector(`.${name}`);
  const [box, rest, left, count, said, go, again] =
    ["timer", "rest", "left", "count", "said", "go", "again"].map(find);
  box.hidden = !seconds;
  if (!seconds) return () => {};

  let done, leftMs, ends, clock; // goes done; what is left of this one; when it ends; the ticking, if any

  const show = () => {
    left.textContent = inWords(Math.ceil(leftMs / 1000));
    rest.style.strokeDashoffset = 1 - leftMs / (1000 * seconds);
    count.textContent = repeats > 1 ? `${Math.min(done + 1, repeats)} of ${repeats}` : "";
    again.hidden = !done && leftMs === 1000 * seconds && !clock;
    go.hidden = done === repeats;
    go.textContent = clock ? "Pause" : leftMs < 1000 * seconds ? "Go on" : `Start ${what()}`;
  };
  const what = () => (done ? `${done + 1} of ${repeats}` : inWords(seconds, " s"));
  const halt = () => (clock = clearInterval(clock));
  const reset = () => {
    halt();
    [done, leftMs] = [0, 1000 * seconds];
    said.textContent = "";
    show();
  };
  const start = () => {
    if (leftMs === 1000 * seconds) said.textContent = "Started";
    ends = performance.now() + leftMs;
    clock = setInterval(tick, TICK_MS);
    show();
  };
  const tick = () => {
    const was = leftMs;
    leftMs = Math.max(0, ends - performance.now()); // by the clock: a hidden tab ticks less often
    const half = 500 * seconds;
    if (was > half && leftMs <= half) said.textContent = "Half way";
    if (leftMs === 0) finish();
    show();
  };
  const finish = () => {
    halt();
    done += 1;
    said.textContent = done === repeats ? "Done" : `${done} of ${repeats} done`;
    if (done < repeats) leftMs = 1000 * seconds;
    else again.focus({ preventScroll: true }); // the button that had the focus goes away
  };

  go.onclick = () => {
    if (clock) {
      tick();
      halt();
      show();
    } else start();
  };
  again.onclick = () => {
    reset();
    go.focus({ preventScroll: true });
  };
  reset();
  return halt;
}

function inWords(seconds, unit = "") {
  if (seconds < 100) return `${seconds}${unit}`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
