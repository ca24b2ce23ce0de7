// A click on the map shows the words of its card at once. All that depends on the person follows with the answer of
// the server, and until then nothing of another card may be seen below these words.

const PATIENCE_MS = 10000; // without an answer the card from before comes back

const hearing = new WeakSet(); // maps that tell of their clicks
let open; // what the component that stands on the page now does with a click

export default function ({ data, parentElement }) {
  const card = parentElement.closest(".st-key-card");
  const ahead = parentElement.querySelector(".leaf");
  ahead.classList.add("ahead");
  let patience;
  const close = () => {
    clearTimeout(patience);
    ahead.replaceChildren();
  };

  open = (id, side) => {
    close();
    if (!data.cards[id] || isShown(card, id, side)) return;
    ahead.innerHTML = data.cards[id];
    const said = ahead.querySelector("[data-side]");
    if (said) said.textContent = `${side} side`;
    card.scrollTop = 0;
    patience = setTimeout(close, PATIENCE_MS);
  };

  const answers = new MutationObserver((changes) => changes.some(isAnswer) && close());
  answers.observe(card, { subtree: true, childList: true, attributeFilter: ["data-location"] });
  document.addEventListener("pointerdown", hear, true);
  return () => {
    document.removeEventListener("pointerdown", hear, true);
    answers.disconnect();
  };
}

// The map may have been mounted anew since the last press.
function hear() {
  const plot = document.querySelector(".js-plotly-plot");
  if (!plot?.on || hearing.has(plot)) return;
  hearing.add(plot);
  plot.addEventListener("click", takeAsOne, true);
  plot.addEventListener("dblclick", takeAsOne, true);
  plot.on("plotly_click", ({ points }) => open(...points[0].location.split(":")));
}

// A double click is one click: its second half would take off the mark of the first.
function takeAsOne(event) {
  if (event.detail > 1 && event.target.closest(".maplibregl-map")) event.stopImmediatePropagation();
}

function isShown(card, id, side) {
  return card.querySelector("[data-location]")?.dataset.location === `${id}:${side}`;
}

function isAnswer({ type, addedNodes }) {
  const tells = (node) => node.dataset?.location || node.querySelector?.("[data-location]");
  return type === "attributes" || [...addedNodes].some(tells);
}
