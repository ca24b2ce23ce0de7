// The mark of a tab: that there were answers to the safety check, never which. `state` is what the server knows.
const MARK = "sciatic-explorer-answers";
const HEALTH = "healthz"; // it names the start of the server (web/health.py), and lies beside every page
const LOOK_MS = 10000; // so soon somebody who reads on learns of it
const ASK_MS = [0, 3000, 9000]; // the line to the server may need a while to come back
const ASLEEP_MS = 60000; // a server lets go of a tab that sleeps for longer

export default function ({ data: [data], setTriggerValue }) {
  if (data.state === "answered") {
    sessionStorage.setItem(MARK, "1");
    return watch(() => setTriggerValue("asked", true));
  }
  if (data.state === "forget") sessionStorage.removeItem(MARK);
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
