// A tap on the map shows the words of its card at once. All that depends on the person follows with the answer of the
// server, and until then nothing of another card may be seen below these words.

const PATIENCE_MS = 10000; // without an answer the card from before comes back

export default function ({ data, parentElement }) {
  const card = parentElement.closest(".st-key-card");
  const prefetched = parentElement.querySelector(".card-body");
  prefetched.classList.add("prefetched");
  let patience;
  const close = () => {
    clearTimeout(patience);
    prefetched.replaceChildren();
  };
  const open = ({ detail: { location } }) => {
    const [id, side] = location?.split(":") ?? [];
    if (!location) return;
    close();
    if (!data.cards[id] || isShown(card, location)) return;
    prefetched.innerHTML = data.cards[id];
    const said = prefetched.querySelector("[data-side]");
    if (said) said.textContent = `${side} side`;
    card.scrollTop = 0;
    patience = setTimeout(close, PATIENCE_MS);
  };

  const answers = new MutationObserver((changes) => changes.some(isAnswer) && close());
  answers.observe(card, { subtree: true, childList: true, attributeFilter: ["data-location"] });
  document.addEventListener("bodymap:tap", open);
  return () => {
    document.removeEventListener("bodymap:tap", open);
    answers.disconnect();
  };
}

function isShown(card, location) {
  return card.querySelector("[data-location]")?.dataset.location === location;
}

function isAnswer({ type, addedNodes }) {
  const tells = (node) => node.dataset?.location || node.querySelector?.("[data-location]");
  return type === "attributes" || [...addedNodes].some(tells);
}
