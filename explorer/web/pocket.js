
const box = document.querySelector(".kept");
const { plan, worker } = box.dataset;
const words = JSON.parse(box.dataset.words);

for (const hold of document.querySelectorAll(".hold")) {
  const { seconds, repeats } = hold.dataset;
  timer(hold, { seconds: Number(seconds), repeats: Number(repeats), words: words.timer });
}

const wipe = diary(document.querySelector(".diary"), [...document.querySelectorAll(".did")], words.tally);

// With a worker the plan opens with no internet. Without one, as over plain http, no word of it is said.
const NAME = "plan "; // how the worker's caches begin
const find = (name) => box.querySelector(name);

async function keep() {
  await navigator.serviceWorker.register(worker);
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => (box.hidden = !data);
  const page = location.href.split("#")[0];
  const pictures = [...document.images].map(({ src }) => src);
  const addresses = [...new Set([page, new URL(plan, page).href, ...pictures])];
  active.postMessage({ plan, addresses }, [port2]);
}

async function remove() {
  wipe();
  await caches.delete(NAME + plan);
  if (!(await caches.keys()).some((name) => name.startsWith(NAME))) {
    await (await navigator.serviceWorker.getRegistration())?.unregister();
  }
  find(".there").hidden = find("button").hidden = true;
  find(".gone").hidden = false;
  find(".gone").focus({ preventScroll: true });
}

if (navigator.serviceWorker) {
  addEventListener("load", () => keep().catch(() => {}));
  find("button").onclick = remove;
}
