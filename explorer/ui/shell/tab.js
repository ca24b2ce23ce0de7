// What a tab is told at the end of every run. `page` is its language and which way its lines run, for screen readers,
// translators and hyphens: Streamlit's own page is always in English. `shows` names what is read: another one begins at
// its top, however far one had read before. `found` is read aloud. `foot` stands below the page. `answers` is what the
// server knows of them, and the tab keeps a mark that there were some, never which.
const MARK = "sciatic-explorer-answers";
const HEALTH = "healthz"; // it names the start of the server (web/health.py), and lies beside every page
const LOOK_MS = 10000; // so soon somebody who reads on learns of it
const ASK_MS = [0, 3000, 9000]; // the line to the server may need a while to come back
const ASLEEP_MS = 60000; // a server lets go of a tab that sleeps for longer

const NOTHING = () => {};
let now; // what was told last
let stop = NOTHING; // what watches now: other data calls this again without taking the old one away first

// Of two that come one right after the other, the first may call last. Streamlit then cleans up after it at once, and
// the page is again what the second says.
export default function ({ data: [data], parentElement, setTriggerValue }) {
  const before = now;
  now = data;
  Object.assign(document.documentElement, data.page);
  if (before && before.shows !== data.shows) beginAtTop(parentElement);
  const [said, foot] = [parentElement.querySelector(".tab-said"), parentElement.querySelector(".foot")];
  if (said.textContent !== data.found) said.textContent = data.found;
  if (!foot.firstChild || before?.foot !== data.foot) foot.innerHTML = data.foot; // what is marked in it stays so
  stop();
  stop = NOTHING;
  mark(data.answers, setTriggerValue);
  return () => {
    if (now !== data) return;
    stop();
    stop = NOTHING;
    now = before;
    Object.assign(document.documentElement, before?.page);
  };
}

// The link of the page that is open stands strong, which nobody hears. Links come in their own time.
new MutationObserver(nameWhereOneIs).observe(document.body, { childList: true, subtree: true });
nameWhereOneIs();

function nameWhereOneIs() {
  const links = document.querySelectorAll(":is(.st-key-places, .st-key-rooms) a");
  for (const link of links) link.ariaCurrent = link.querySelector("strong") ? "page" : null;
}

// What had the focus may be gone; then it is at the title, which is read with that.
function beginAtTop(within) {
  for (let each = within; each; each = each.parentElement) each.scrollTop = 0;
  const title = document.querySelector("h1:not(.name)");
  if (!title || document.activeElement !== document.body) return;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}

function mark(answers, setTriggerValue) {
  if (answers === "answered") {
    sessionStorage.setItem(MARK, "1");
    stop = watch(() => setTriggerValue("asked", true));
    return;
  }
  if (answers === "forget") sessionStorage.removeItem(MARK);
  else if (sessionStorage.getItem(MARK)) {
    sessionStorage.removeItem(MARK);
    setTriggerValue("lost", true);
  }
}

// Where the server was started anew, or the tab woke up, the server is asked: its answer tells what it still knows.
function watch(ask) {
  let timers = [], run, asleep;
  const askSoon = () => { timers = ASK_MS.map((pause) => setTimeout(ask, pause)); };
  const look = async () => {
    const found = document.hidden ? null : await startOfServer();
    if (run && found && found !== run) askSoon();
    run = found ?? run;
  };
  const turn = () => {
    if (document.hidden) asleep = Date.now();
    else if (Date.now() - asleep > ASLEEP_MS) askSoon();
    else look();
  };
  const looks = setInterval(look, LOOK_MS);
  document.addEventListener("visibilitychange", turn);
  look();
  return () => {
    [looks, ...timers].forEach(clearTimeout);
    document.removeEventListener("visibilitychange", turn);
  };
}

function startOfServer() {
  return fetch(HEALTH, { cache: "no-store" }).then((answer) => answer.headers.get("X-Run"), () => null);
}
