// What comes in place of something else is brought into sight (in_sight.js stands above this), and is read aloud once.

const SETTLE_MS = 5000; // in which the server may send again what is there
const HEAD = ':is(h1, h2, h3, [role="alert"])';
const TYPED_IN = "[role=combobox], textarea, input:not([type=checkbox], [type=radio])";

let shown = {}; // the page, and the name of what stands in its slot
let watch; // for what is still to come there

export default function ({ data: [{ name }], parentElement }) {
  const before = shown;
  shown = { page: location.pathname, name };
  if (before.page !== shown.page || before.name === name) return;
  const slot = `.st-key-slot-${name}`;
  whenThere(`${slot} ${HEAD}`, (head) => {
    if (shown.name !== name) return;
    bringIntoSight(head.closest(slot));
    tell(head, parentElement.querySelector(".slot-said"));
  });
}

// Whoever types goes on typing, and hears what came. For all others the focus goes there, and it is read with that.
function tell(head, said) {
  said.textContent = "";
  if (document.activeElement?.matches(TYPED_IN)) {
    said.textContent = head.textContent;
  } else {
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
  }
}

// Acts on what is found first, and again on what soon takes its place and lets the focus fall.
function whenThere(selector, act) {
  watch?.disconnect();
  let last;
  const look = () => {
    const found = document.querySelector(selector);
    if (!found || found === last || (last && document.activeElement !== document.body)) return;
    if (!last) setTimeout(() => mine.disconnect(), SETTLE_MS);
    last = found;
    act(found);
  };
  const mine = new MutationObserver(look);
  watch = mine;
  mine.observe(document.body, { subtree: true, childList: true });
  look();
}
