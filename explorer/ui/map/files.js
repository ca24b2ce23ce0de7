// The files of the picture. Each is asked for once; what may be wanted next is asked for when there is nothing to do.

import { Outdated } from "./outdated.js";

const asked = new Map();

function ask(url, options = {}) {
  if (!asked.has(url)) {
    const answer = fetch(url, options).then((response) => {
      if (response.status === 404) throw new Outdated(url);
      if (!response.ok) throw new Error(`${response.status} for ${url}`);
      return response.blob();
    });
    answer.catch(() => asked.delete(url)); // the next one who wants it tries again
    asked.set(url, answer);
  }
  return asked.get(url);
}

const read = new Map();

export function json(url) {
  if (!read.has(url)) {
    const answer = ask(url).then(async (blob) => JSON.parse(await blob.text()));
    answer.catch(() => read.delete(url));
    read.set(url, answer);
  }
  return read.get(url);
}

// An image, decoded off the main thread, at ``part`` of its size: a small picture of a large body needs no large texture.
export async function bitmap(url, [width, height], part) {
  const blob = await ask(url);
  if (part === 1) return createImageBitmap(blob);
  const size = {
    resizeWidth: Math.round(width * part),
    resizeHeight: Math.round(height * part),
    resizeQuality: "high",
  };
  return createImageBitmap(blob, size);
}

// Whether it comes, and when: the still picture shows an image by its address, and must not blink.
export async function decoded(url) {
  const image = new Image();
  image.src = url;
  await image.decode().catch(() => {});
}

export function prefetch(urls) {
  if (navigator.connection?.saveData) return;
  const next = () => {
    const url = urls.shift();
    if (url) ask(url, { priority: "low" }).then(whenIdle, whenIdle);
  };
  const whenIdle = () => (self.requestIdleCallback ?? setTimeout)(next);
  whenIdle();
}
