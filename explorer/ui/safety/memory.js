// The mark of a tab: that there were answers to the safety check, never which. `state` is what the server knows.
const MARK = "sciatic-explorer-answers";

export default function ({ data: [data], setTriggerValue }) {
  if (data.state === "answered") sessionStorage.setItem(MARK, "1");
  else if (data.state === "forget") sessionStorage.removeItem(MARK);
  else if (sessionStorage.getItem(MARK)) {
    sessionStorage.removeItem(MARK);
    setTriggerValue("lost", true);
  }
}
