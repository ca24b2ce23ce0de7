// Texts that stayed English on a page in another language, for screen readers: the element whose text is one of them
// says so. Only its attribute changes, since what stands on a page is Streamlit's to change.

export default function ({ data: [data] }) {
  let texts = new Set(), waits;
  const isOne = (element) => texts.has(element.textContent.trim());
  const watch = new MutationObserver(() => (waits ??= requestAnimationFrame(mark)));
  fetch(data.texts).then((answer) => (answer.ok ? answer.json() : [])).then(begin, () => {});

  function begin(found) {
    texts = new Set(found);
    mark();
    watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  }

  function mark() {
    waits = undefined;
    unmark((element) => !isOne(element));
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!element.lang && isOne(element)) Object.assign(element, { lang: "en" }).dataset.leftInEnglish = "";
    }
  }

  function unmark(isToBe) {
    for (const element of document.querySelectorAll("[data-left-in-english]")) {
      if (!isToBe(element)) continue;
      element.removeAttribute("lang");
      delete element.dataset.leftInEnglish;
    }
  }

  return () => {
    texts = new Set();
    watch.disconnect();
    unmark(() => true);
  };
}
