// Show the words of the card that the server names.

export default function ({ data, parentElement }) {
  const leaf = parentElement.querySelector(".leaf");
  leaf.innerHTML = data.words;
  leaf.dataset.location = data.location; // whoever showed words ahead now knows that the answer is there
}
