// What comes in place of something else is seen from its top on.
const seen = new WeakMap(); // the name of what stands there, by the place of this component

export default function ({ data: [{ name }], parentElement }) {
  const before = seen.get(parentElement);
  seen.set(parentElement, name);
  if (before !== undefined && before !== name) toTheTop(parentElement);
}

function toTheTop(element) {
  for (let room = element; room; room = room.parentElement) if (room.scrollTop) room.scrollTop = 0;
}
