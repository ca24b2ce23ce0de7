// A page that goes step by step, in the browser: the keys of a clicker, full screen, and a timer.
// Everything here is comfort: without it the page has its buttons.

const TICK_MS = 100;

const running = new WeakMap(); // what to stop, by the place where the component stands

export default function ({ data: [data], parentElement }) {
  // A new step calls this again without taking the old one away first.
  running.get(parentElement)?.forEach((stop) => stop());
  const stops = [turnByKeys(), fullScreen(parentElement), timer(parentElement, data)];
  running.set(parentElement, stops);
  const page = location.pathname;
  return () => {
    running.get(parentElement)?.forEach((stop) => stop());
    running.delete(parentElement);
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
