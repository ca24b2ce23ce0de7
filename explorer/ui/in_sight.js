// Lets a person see what comes next. It may begin below what was just tapped, or above the end of what was just read.

const HEADER_PX = 64; // stays above everything
const LOW = 0.6; // of the height of the window: what begins further down is not noticed

// From below it comes up so far that what was tapped stays in sight above it; from above, right under the header.
export function bringIntoSight(element) {
  const { top } = element.getBoundingClientRect();
  const isBelow = top > LOW * innerHeight;
  if (!isBelow && top >= HEADER_PX) return;
  element.style.scrollMarginTop = isBelow ? "50vh" : `${HEADER_PX + 16}px`;
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "start", behavior: isCalm ? "auto" : "smooth" });
}
