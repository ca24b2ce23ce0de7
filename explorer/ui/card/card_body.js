// Show the words of the card that the server names.

export default function ({ data, parentElement }) {
  const body = parentElement.querySelector(".card-body");
  body.innerHTML = data.words;
  body.dataset.location = data.location; // whoever showed words ahead now knows that the answer is there
}
