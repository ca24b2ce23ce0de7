// What a hand means: a tap, a long press, or neither. The map and the still picture are tapped in the same way.

const SLIP_PX = 10;
const LONG_MS = 500;
const TWICE_MS = 320; // the second click of a double click comes so soon, and at the same place
const TWICE_PX = 24;

// ``tapped`` is told a place in the window and whether it may be the second half of a double click; ``pointed`` a place,
// or null when the mouse goes away.
export function hear(room, { tapped, pointed }) {
  const fingers = new Set();
  let [press, last] = [null, null];

  const down = (event) => {
    fingers.add(event.pointerId);
    if (event.button !== 0 || fingers.size > 1) return drop(); // two fingers are no tap
    press = { x: event.clientX, y: event.clientY, id: event.pointerId };
    if (event.pointerType !== "mouse") press.timer = setTimeout(take, LONG_MS);
    pointed(null);
  };
  const move = (event) => {
    if (press?.id === event.pointerId && away(press, event) > SLIP_PX) drop();
  };
  const over = (event) => {
    if (event.pointerType === "mouse" && !event.buttons) pointed(event);
  };
  const up = (event) => {
    fingers.delete(event.pointerId);
    if (press?.id === event.pointerId) take();
  };
  const lost = (event) => {
    fingers.delete(event.pointerId);
    drop();
  };
  const drop = () => {
    clearTimeout(press?.timer);
    press = null;
  };
  const take = () => {
    const { x, y } = press;
    drop();
    const at = { clientX: x, clientY: y };
    const isAgain = Boolean(last) && performance.now() - last.time < TWICE_MS && away(last, at) < TWICE_PX;
    last = { x, y, time: performance.now() };
    tapped(at, isAgain);
  };

  const leave = () => pointed(null);
  const calm = (event) => event.pointerType === "touch" && event.preventDefault(); // a long press opens no menu
  room.addEventListener("pointerdown", down);
  room.addEventListener("pointermove", over);
  room.addEventListener("pointerleave", leave);
  room.addEventListener("contextmenu", calm);
  addEventListener("pointermove", move);
  addEventListener("pointerup", up);
  addEventListener("pointercancel", lost);
  return () => {
    drop();
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", up);
    removeEventListener("pointercancel", lost);
  };
}

function away({ x, y }, event) {
  return Math.hypot(event.clientX - x, event.clientY - y);
}
