// Counts the seconds of a hold down, as often as it is held. Comfort: without it the page says how long.

const TICK_MS = 100;

function timer(root, { seconds, repeats }) {
  const find = (name) => root.querySelector(`.${name}`);
  const [box, rest, left, count, said, go, again] =
    ["timer", "rest", "left", "count", "said", "go", "again"].map(find);
  box.hidden = !seconds;
  if (!seconds) return () => {};

  let done, leftMs, ends, clock; // goes done; what is left of this one; when it ends; the ticking, if any

  const show = () => {
    left.textContent = inWords(Math.ceil(leftMs / 1000));
    rest.style.strokeDashoffset = 1 - leftMs / (1000 * seconds);
    count.textContent = repeats > 1 ? `${Math.min(done + 1, repeats)} of ${repeats}` : "";
    again.hidden = !done && leftMs === 1000 * seconds && !clock;
    go.hidden = done === repeats;
    go.textContent = clock ? "Pause" : leftMs < 1000 * seconds ? "Go on" : `Start ${what()}`;
  };
  const what = () => (done ? `${done + 1} of ${repeats}` : inWords(seconds, " s"));
  const halt = () => (clock = clearInterval(clock));
  const reset = () => {
    halt();
    [done, leftMs] = [0, 1000 * seconds];
    said.textContent = "";
    show();
  };
  const start = () => {
    if (leftMs === 1000 * seconds) said.textContent = "Started";
    ends = performance.now() + leftMs;
    clock = setInterval(tick, TICK_MS);
    show();
  };
  const tick = () => {
    const was = leftMs;
    leftMs = Math.max(0, ends - performance.now()); // by the clock: a hidden tab ticks less often
    const half = 500 * seconds;
    if (was > half && leftMs <= half) said.textContent = "Half way";
    if (leftMs === 0) finish();
    show();
  };
  const finish = () => {
    halt();
    done += 1;
    said.textContent = done === repeats ? "Done" : `${done} of ${repeats} done`;
    if (done < repeats) leftMs = 1000 * seconds;
    else again.focus({ preventScroll: true }); // the button that had the focus goes away
  };

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

function inWords(seconds, unit = "") {
  if (seconds < 100) return `${seconds}${unit}`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
