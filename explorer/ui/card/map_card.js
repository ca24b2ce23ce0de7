// The card beside the map: it shows the words of another one ahead of the answer, and then the answer. On a phone it is a
// sheet over the map.

import showAnswer from "./card_body.js";
import showAhead from "./prefetch.js";
import beSheet from "./sheet.js";

const LISTENERS = [beSheet, showAhead]; // the sheet holds the map before words come to it

let now; // what was told last
let stop = () => {}; // what listens now: other data calls this again without taking the old one away first

// Of two that come one right after the other, the first may call last. Streamlit then cleans up after it at once, and
// the second listens again.
export default function (component) {
  const before = now;
  now = component;
  listen(component);
  const showBefore = showAnswer(component);
  return () => {
    showBefore();
    if (now !== component) return;
    now = before;
    if (before?.parentElement.isConnected) listen(before);
    else stop();
  };
}

function listen(component) {
  stop();
  const ends = LISTENERS.map((begin) => begin(component));
  stop = () => ends.splice(0).forEach((end) => end());
}
