// The card beside the map: it shows the words of another one ahead of the answer, and then the answer.

import showAnswer from "./card_body.js";
import showAhead from "./prefetch.js";

export default function (component) {
  const ends = [showAhead(component), showAnswer(component)]; // whoever looks ahead sees the answer come
  return () => ends.forEach((end) => end());
}
