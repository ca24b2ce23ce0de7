// What the controls of the picture are made of: native buttons that say what they are and whether they are on, with or
// without colour.

const ARROWS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

export function make(name, properties = {}, ...children) {
  const { role, ...own } = properties;
  const element = Object.assign(document.createElement(name), own);
  if (role) element.setAttribute("role", role);
  element.append(...children);
  return element;
}

// One of several: arrows move the choice, Tab goes past. ``drawn`` gives what stands before the name of a value.
export function radios(name, options, label, change, drawn = () => []) {
  const buttons = Object.entries(options).map(([value, text]) => {
    const button = make("button", { type: "button", role: "radio", value }, ...drawn(value), text);
    button.onclick = () => change({ [name]: value });
    return button;
  });
  const element = make("div", { role: "radiogroup", className: `bodymap-group bodymap-${name}` }, ...buttons);
  element.setAttribute("aria-label", label);
  element.onkeydown = (event) => {
    const to = ARROWS[event.key];
    if (!to || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = buttons.at((buttons.indexOf(event.target) + to) % buttons.length);
    next.focus();
    next.click();
  };
  return { element, show: (state) => buttons.forEach((button) => check(button, button.value === state[name], true)) };
}

export function check(button, isOn, roving) {
  button.setAttribute("aria-checked", isOn);
  if (roving) button.tabIndex = isOn ? 0 : -1;
}

// What is there at a press, and goes by a press beside it, Tab and Escape.
export function unfolding(name, title, ...parts) {
  const room = make("div", { className: "bodymap-menu" }, ...parts.map((part) => part.element));
  const element = make("details", { className: `bodymap-unfolding bodymap-${name}` }, title, room);
  const close = () => (element.open = false);
  // A press need not move the focus: Safari leaves it where it was.
  const pressed = (event) => event.composedPath().includes(element) || close();
  element.ontoggle = () => document[element.open ? "addEventListener" : "removeEventListener"]("pointerdown", pressed);
  element.addEventListener("focusout", ({ relatedTarget: to }) => to && !element.contains(to) && close());
  element.onkeydown = ({ key }) => {
    if (key !== "Escape" || !element.open) return;
    close();
    title.focus();
  };
  return { element, show: (state) => parts.forEach((part) => part.show(state)) };
}
