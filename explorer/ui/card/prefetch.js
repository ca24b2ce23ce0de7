// A tap on the map shows the words of its card at once. All that depends on the person follows with the answer of the
// server, and until then nothing of another card may be seen below these words.

import { bringIntoSight } from "../in_sight.js";

const PATIENCE_MS = 10000; // without an answer the card from before comes back

const fetched = new Map(); // the words of every card, by the address of the file that holds them

export default function ({ data: [{ ahead }], parentElement }) {
  const card = parentElement.closest(".st-key-card");
  const prefetched = parentElement.querySelector(".prefetched");
  prefetched.classList.toggle("judged", ahead.judged);
  let patience, isGone;
  let cards = {}; // nothing is said before, neither by the words that held until now
  wordsAt(ahead.cards).then((words) => isGone || (cards = words));
  const close = () => {
    clearTimeout(patience);
    prefetched.replaceChildren();
  };
  const open = ({ detail: { location } }) => {
    const [id, side] = location?.split(":") ?? [];
    if (!location) return;
    close();
    if (!cards[id] || isShown(card, location)) return;
    prefetched.innerHTML = cards[id];
    prefetched.dataset.shown = side;
    const said = prefetched.querySelector("[data-side]");
    if (said) said.textContent = ahead.sides[side];
    card.scrollTop = 0;
    bringIntoSight(prefetched);
    patience = setTimeout(close, PATIENCE_MS);
  };

  const answers = new MutationObserver((changes) => changes.some(isAnswer) && close());
  answers.observe(card, { subtree: true, childList: true, attributeFilter: ["data-location"] });
  document.addEventListener("bodymap:tap", open);
  return () => {
    isGone = true;
    clearTimeout(patience);
    document.removeEventListener("bodymap:tap", open);
    answers.disconnect();
  };
}

// Without them the words come with the answer of the server, as on a line that was lost.
function wordsAt(address) {
  if (!fetched.has(address)) fetched.set(address, fetch(address).then(read).catch(() => fetched.delete(address) && {}));
  return fetched.get(address);
}

function read(response) {
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

function isShown(card, location) {
  return card.querySelector("[data-location]")?.dataset.location === location;
}

function isAnswer({ type, addedNodes }) {
  const tells = (node) => node.dataset?.location || node.querySelector?.("[data-location]");
  return type === "attributes" || [...addedNodes].some(tells);
}
