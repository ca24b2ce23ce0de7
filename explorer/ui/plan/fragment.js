// Reads what stands behind the # of the address, which no server hears, and takes it out of the address.
export default function ({ setTriggerValue }) {
  const read = () => {
    const found = location.hash.slice(1);
    if (!found || document.getElementById(found)) return; // the name of a place on the page
    history.replaceState(history.state, "", location.pathname + location.search);
    setTriggerValue("found", found);
  };
  addEventListener("hashchange", read);
  read();
  return () => removeEventListener("hashchange", read);
}
