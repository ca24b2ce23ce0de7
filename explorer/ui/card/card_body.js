// Show the words of the card that the server names.

const shown = new WeakMap(); // the data that each body shows

// Of two cards that come one right after the other, the first may call last. Streamlit then cleans up after it at once,
// and the second is shown again.
export default function ({ data: [data], parentElement }) {
  const body = parentElement.querySelector(".card-body");
  const before = shown.get(body);
  show(body, data);
  return () => {
    if (before && shown.get(body) === data) show(body, before);
  };
}

function show(body, data) {
  shown.set(body, data);
  body.innerHTML = data.words;
  body.dataset.location = data.location; // whoever showed words ahead now knows that the answer is there
}
