// A page that was open while the server was upgraded asks for files of the version before, and they are gone. Then the
// page says so and is loaded anew, once: what the address holds stays.

const SAID = "body-map-loaded-anew";
const AGAIN_MS = 60000; // sooner than that it did not help
const READING_MS = 1500;

export class Outdated extends Error {}

export function loadAnew(root, words) {
  if (root.querySelector(".bodymap-outdated")) return;
  const note = Object.assign(document.createElement("p"), { className: "bodymap-outdated", textContent: words });
  note.setAttribute("role", "status");
  root.prepend(note);
  if (Date.now() - Number(sessionStorage.getItem(SAID)) < AGAIN_MS) return;
  sessionStorage.setItem(SAID, Date.now());
  setTimeout(() => location.reload(), READING_MS);
}
