// A card: shows what the server sends, fetches what is unfolded, and tells what a person presses.

const shown = new WeakMap(); // the data that each card shows
const unfolded = new WeakMap(); // the keys of what is open on each card, and the location that they belong to
const texts = new Map(); // what stands in folds, by address

// Of two cards that come one right after the other, the first may call last. Streamlit then cleans up after it at once,
// and the second is shown again.
export default function ({ data: [data], parentElement, setTriggerValue }) {
  const body = parentElement.querySelector(".card-body:not(.prefetched)");
  const before = shown.get(body);
  const tell = (kind, { value, ...more }) =>
    setTriggerValue("act", { kind, value, location: shown.get(body).location, ...more });
  body.onclick = ({ target }) => press(target.closest("[data-act]"), tell);
  body.onchange = ({ target }) => target.matches("[data-needed]") && allow(target);
  if (!before) body.addEventListener("toggle", ({ target }) => toggled(body, target), true);
  body.tellOpened = (value) => tell("open", { value });
  show(body, data);
  return () => {
    if (before && shown.get(body) === data) show(body, before);
  };
}

function press(button, tell) {
  if (!button) return;
  const role = button.parentElement.querySelector("[data-needed]")?.value;
  tell(button.dataset.act, { value: button.dataset.value, ...(role && { role }) });
}

// Nothing can be added before it is known who agreed.
function allow(choice) {
  choice.parentElement.querySelector("button").disabled = !choice.value;
}

function show(body, data) {
  const [isSame, focused] = [shown.get(body)?.location === data.location, focusIn(body)];
  shown.set(body, data);
  if (!isSame) unfolded.set(body, new Set());
  body.innerHTML = data.html;
  body.dataset.location = data.location; // whoever showed words ahead now knows that the answer is there
  body.querySelectorAll("[data-needed]").forEach(allow);
  for (const fold of body.querySelectorAll("details")) {
    if (!unfolded.get(body).has(fold.dataset.key)) continue;
    fill(fold, data.words);
    fold.open = true;
  }
  if (isSame && focused) focusOn(body, focused);
}

// What has the focus, in words that find it in the next answer.
function focusIn(body) {
  const at = document.activeElement;
  if (!body.contains(at)) return null;
  const own = at.dataset.act ? `[data-act="${at.dataset.act}"][data-value="${at.dataset.value}"]` : at.localName;
  return { own, within: at.closest("[data-key]")?.dataset.key };
}

// A button that has done its work takes no focus any more: then its fold does.
function focusOn(body, { own, within }) {
  const room = within ? body.querySelector(`[data-key="${within}"]`) : body;
  room?.querySelector(`${own}:not(:disabled), summary`)?.focus({ preventScroll: true });
}

function toggled(body, fold) {
  const open = unfolded.get(body);
  const { key, tells } = fold.dataset;
  const isNew = fold.open && !open.has(key);
  if (fold.open) open.add(key);
  else if (fold.isConnected) open.delete(key);
  if (!isNew) return;
  fill(fold, shown.get(body).words);
  if (tells) body.tellOpened(key);
}

function fill(fold, words) {
  const { from } = fold.dataset;
  if (!from || fold.querySelector(".text")) return;
  const room = Object.assign(document.createElement("div"), { className: "text" });
  fold.append(room);
  if (texts.has(from)) return (room.innerHTML = texts.get(from));
  room.setAttribute("aria-busy", "true");
  fetched(from).then(
    (text) => {
      room.removeAttribute("aria-busy");
      room.innerHTML = text;
    },
    () => failed(fold, room, words),
  );
}

async function fetched(from) {
  const response = await fetch(from);
  if (!response.ok) throw new Error(`${response.status}`);
  texts.set(from, await response.text());
  return texts.get(from);
}

function failed(fold, room, words) {
  const again = Object.assign(document.createElement("button"), { type: "button", textContent: words.try_again });
  again.onclick = () => {
    room.remove();
    fill(fold, words);
  };
  room.replaceChildren(`${words.not_loaded} `, again);
}
