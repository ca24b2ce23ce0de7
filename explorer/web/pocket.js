
for (const hold of document.querySelectorAll(".hold")) {
  timer(hold, { seconds: Number(hold.dataset.seconds), repeats: Number(hold.dataset.repeats) });
}
