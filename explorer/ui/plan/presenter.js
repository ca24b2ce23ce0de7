// A page that goes step by step, in the browser: the keys of a clicker, full screen, and a timer.
// Everything here is comfort: without it the page has its buttons. `timer` stands before it (web/timer.js).

const running = new WeakMap(); // what to stop, by the place where the component stands

export default function ({ data: [data], parentElement }) {
  // A new step calls this again without taking the old one away first.
  running.get(parentElement)?.forEach((stop) => stop());
  const stops = [turnByKeys(), fullScreen(parentElement, data.words), timer(parentElement, data)];
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

function fullScreen(root, words) {
  const button = root.querySelector(".full");
  const label = () => (button.textContent = document.fullscreenElement ? words.leave_full : words.full_screen);
  button.hidden = !document.fullscreenEnabled; // an iPhone has none
  button.onclick = () =>
    document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
  label();
  document.addEventListener("fullscreenchange", label);
  return () => document.removeEventListener("fullscreenchange", label);
}
