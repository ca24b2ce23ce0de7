// The handle of the sheet that a card is on a phone. Its heights are places that the page scrolls to: at the top the
// sheet peeks, half-way the map stays in sight above it, and then it fills the screen.

const HEADER_PX = 56; // stays above everything
const HALF = 0.5; // of the window, above which the words of the card begin
const NEAR_PX = 8;

export default function ({ parentElement }) {
  const room = parentElement.closest(".st-key-explore");
  const [page, card, head] = [scrollerOf(room), room.querySelector(".st-key-card"), room.querySelector(".st-key-sheet")];
  const handle = () => head.querySelector(".sheet-handle"); // another one when the language changes
  const top = () => card.getBoundingClientRect().top - head.offsetHeight;
  const isSheet = () => handle()?.offsetHeight > 0;
  const isAtEnd = () => page.scrollTop + page.clientHeight >= page.scrollHeight - NEAR_PX;
  // A page whose words still come has its end in sight, and yet the sheet is not up.
  const isFull = () => page.scrollTop > NEAR_PX && (top() <= HEADER_PX + NEAR_PX || isAtEnd());
  const half = () => HALF * innerHeight - head.offsetHeight;

  const name = () => {
    const [button, said] = [handle(), isFull() ? "less" : "more"];
    if (button && button.textContent !== button.dataset[said]) button.textContent = button.dataset[said];
  };
  const put = (to) => page.scrollTo({ top: to, behavior: isCalm() ? "auto" : "smooth" });
  const press = ({ target }) => {
    if (!target.closest(".sheet-handle")) return;
    if (isFull()) return put(0);
    put(page.scrollTop + top() - (top() > half() + NEAR_PX ? half() : HEADER_PX));
  };

  // The map is held behind the sheet where what was tapped stays in sight when the sheet is half-way up.
  const hold = ({ detail: { y } }) => {
    if (!isSheet() || page.scrollTop > NEAR_PX) return;
    const { top: start, bottom } = room.querySelector(".bodymap-stage").getBoundingClientRect();
    const wanted = (y ?? (start + bottom) / 2) - (HEADER_PX + half()) / 2;
    room.style.setProperty("--held", `${Math.max(0, Math.min(wanted, bottom - half()))}px`);
  };
  // What has the focus may not lie under the sheet.
  const uncover = ({ target }) => {
    const isUnder = target.closest(".bodymap") && target.getBoundingClientRect().bottom > top();
    if (isSheet() && isUnder) put(0);
  };

  name();
  page.addEventListener("scroll", name, { passive: true });
  head.addEventListener("click", press);
  document.addEventListener("bodymap:tap", hold);
  room.addEventListener("focusin", uncover);
  return () => {
    page.removeEventListener("scroll", name);
    head.removeEventListener("click", press);
    document.removeEventListener("bodymap:tap", hold);
    room.removeEventListener("focusin", uncover);
  };
}

function isCalm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function scrollerOf(element) {
  const scrolls = ["auto", "scroll"].includes(getComputedStyle(element).overflowY);
  return scrolls || !element.parentElement ? element : scrollerOf(element.parentElement);
}
