// The diary for a visit: the text that explorer/care/diary.py reads, and its QR code. Both are made on the phone.

const CHECK = 9973n, DAY_ZERO = Date.UTC(2024, 0, 1), DAY_MS = 864e5;
const POINTS = 12, MINUTES = 602; // how many values each can have, with that of nothing noted

function diaryCode(days, count) {
  const newest = Math.round((Date.parse(days[0].day) - DAY_ZERO) / DAY_MS);
  const digits = [[count, 13], [newest, 20000], ...days.flatMap((day) => digitsOf(day, count))];
  const whole = digits.reduceRight((sum, [digit, size]) => sum * BigInt(size) + BigInt(digit), 0n);
  return `1.${(whole * CHECK).toString(36)}`;
}

function digitsOf({ before, after, able, walked, since, items }, count) {
  const number = (value) => (value === undefined ? 0 : Number(value) + 1);
  return [
    ...[before, after, able].map((value) => [number(value), POINTS]),
    [number(walked), MINUTES],
    [["better", "same", "worse"].indexOf(since) + 1, 4],
    ...Array.from({ length: count }, (_, i) => [["done", "easy", "ok", "hard"].indexOf(items[i + 1]) + 1, 5]),
  ];
}

// Whether the text fits into a code: that of a plan with long notes may not.
function drawCode(svg, text) {
  const code = codeOf(text), quiet = 4;
  if (!code) return false;
  const size = code.size + 2 * quiet, dark = [];
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) dark.push(`M${x + quiet} ${y + quiet}h1v1h-1z`);
  }
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.querySelector("path").setAttribute("d", dark.join(""));
  return true;
}

function codeOf(text) {
  try {
    return leanQr.generate(text);
  } catch {
    return null;
  }
}
