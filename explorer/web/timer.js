// Counts the seconds of a hold down, as often as it is held. Comfort: without it the page says how long. `say` stands
// before it.

const TICK_MS = 100;

function timer(root, { seconds, repeats, words }) {
  const find = (name) => root.querySelector(`.${name}`);
  const [box, rest, left, count, said, go, again] =
    ["timer", "rest", "left", "count", "said", "go", "again"].map(find);
  box.hidden = !seconds;
  if (!seconds) return () => {};

  let done, leftMs, ends, clock; // goes done; what is left of this one; when it ends; the ticking, if any

  const show = () => {
    left.textContent = inWords(Math.ceil(leftMs / 1000));
    rest.style.strokeDashoffset = 1 - leftMs / (1000 * seconds);
    count.textContent = repeats > 1 ? say(words, "number", { number: Math.min(done + 1, repeats), all: repeats }) : "";
    again.hidden = !done && leftMs === 1000 * seconds && !clock;
    go.hidden = done === repeats;
    go.textContent = clock ? words.pause : leftMs < 1000 * seconds ? words.go_on : toStart();
  };
  const toStart = () => {
    if (done) return say(words, "start_next", { number: done + 1, all: repeats });
    return isShort(seconds) ? say(words, "start", { seconds }) : say(words, "start_long", { minutes: inWords(seconds) });
  };
  const halt = () => (clock = clearInterval(clock));
  const reset = () => {
    halt();
    [done, leftMs] = [0, 1000 * seconds];
    said.textContent = "";
    show();
  };
  const start = () => {
    if (leftMs === 1000 * seconds) said.textContent = words.started;
    ends = performance.now() + leftMs;
    clock = setInterval(tick, TICK_MS);
    show();
  };
  const tick = () => {
    const was = leftMs;
    leftMs = Math.max(0, ends - performance.now()); // by the clock: a hidden tab ticks less often
    const half = 500 * seconds;
    if (was > half && leftMs <= half) said.textContent = words.half;
    if (leftMs === 0) finish();
    show();
  };
  const finish = () => {
    halt();
    done += 1;
    said.textContent = done === repeats ? words.done : say(words, "done_of", { number: done, all: repeats });
    if (done < repeats) leftMs = 1000 * seconds;
    else again.focus({ preventScroll: true }); // the button that had the focus goes away
  };

  again.textContent = words.again;
  go.onclick = () => {
    if (clock) {
      tick();
      halt();
      show();
    } else start();
  };
  again.onclick = () => {
    reset();
    go.focus({ preventScroll: true });
  };
  reset();
  return halt;
}

const isShort = (seconds) => seconds < 100;

function inWords(seconds) {
  return isShort(seconds) ? `${seconds}` : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
