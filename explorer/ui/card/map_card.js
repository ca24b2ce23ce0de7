// The card beside the map: it shows the words of another one ahead of the answer, and then the answer. On a phone it is a
// sheet over the map.

import showAnswer from "./card_body.js";
import showAhead from "./prefetch.js";
import beSheet from "./sheet.js";

// The sheet holds the map before words come to it, and who looks ahead sees the answer come.
const PARTS = [beSheet, showAhead, showAnswer];

export default function (component) {
  const ends = PARTS.map((begin) => begin(component));
  return () => ends.forEach((end) => end());
}
