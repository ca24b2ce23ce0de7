// A button that saves a file, or prints a page in the browser's own print window. The file comes by an address that every
// server answers; or it is asked for when somebody wants it, and comes over the page's own line, in an address that holds
// it. So no other server is asked for what only one has.
export default function ({ data: [data], parentElement, setTriggerValue }) {
  const button = parentElement.querySelector("button");
  button.textContent = data.label;
  button.onclick = () => {
    if (data.src) return take(data, button);
    parentElement.asked = String(Date.now());
    setTriggerValue("wanted", parentElement.asked);
  };
  if (data.asked && data.asked === parentElement.asked) {
    parentElement.asked = "";
    take(data, button);
  }
}

async function take(data, button) {
  const answer = await fetch(data.src).catch(() => null);
  button.textContent = answer?.ok ? data.label : data.failed;
  if (!answer?.ok) return;
  if (data.name) save(await answer.blob(), data.name);
  else print(await answer.text());
}

function save(file, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000); // a slow browser reads it only then
}

// The page is put into a frame without a face, because printing this window would print the app around it. The frame
// may not run scripts. Without a new window no blocker is in the way.
function print(page) {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-same-origin allow-modals");
  frame.style.cssText = "position:fixed;width:0;height:0;border:0";
  frame.onload = () => {
    frame.contentWindow.onafterprint = () => frame.remove();
    frame.contentWindow.focus();
    frame.contentWindow.print();
  };
  frame.srcdoc = page;
  document.body.append(frame);
}
