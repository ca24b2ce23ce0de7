// Paint the marked places into the map that is already there. A new figure for every tap would mount the map anew: it
// would blink, and lose its zoom.

const PATIENCE_MS = 20000; // so long the map may take to come up
const NAME = "marked places";
const [FILL, EDGE] = [`${NAME} fill`, `${NAME} edge`];
const HEAD = "data:application/json,"; // how the figure carries its outlines

const waiting = new WeakMap(); // the look-out of each place where the component stands

export default function ({ data, parentElement }) {
  cancelAnimationFrame(waiting.get(parentElement));
  const until = performance.now() + PATIENCE_MS;
  const look = () => {
    if (paint(data) || performance.now() > until) return;
    waiting.set(parentElement, requestAnimationFrame(look));
  };
  look();
  return () => cancelAnimationFrame(waiting.get(parentElement));
}

// Whether the map was there to paint. It must be the one of this scene, not the one that is just taken away.
function paint({ scene, marked, colour }) {
  const plot = document.querySelector(".js-plotly-plot");
  const map = plot?._fullLayout?.map?._subplot?.map;
  if (!map?.loaded() || plot.layout.meta !== scene) return false;
  plot.addEventListener("dblclick", hold, true);
  const all = JSON.parse(decodeURIComponent(plot.data[0].geojson.slice(HEAD.length))).features;
  const shapes = { type: "FeatureCollection", features: all.filter((feature) => marked.includes(feature.id)) };
  if (map.getSource(NAME)) map.getSource(NAME).setData(shapes);
  else add(map, shapes, colour);
  return true;
}

// After a double tap on bare ground the map would say that nothing is selected, as after a second tap on a place.
function hold(event) {
  event.stopImmediatePropagation();
}

function add(map, shapes, colour) {
  map.addSource(NAME, { type: "geojson", data: shapes });
  map.addLayer({ id: FILL, type: "fill", source: NAME, paint: { "fill-color": colour, "fill-opacity": 0.6 } });
  map.addLayer({ id: EDGE, type: "line", source: NAME, paint: { "line-color": colour, "line-width": 3 } });
  map.on("styledata", () => arrange(map));
  arrange(map);
}

// What hurts lies above the skin and below the places that take the tap; its edge lies above every overlay, below the
// names alone. The figure may bring its own layers after the paint, or bring them anew.
function arrange(map) {
  const order = map.getLayersOrder();
  const places = order.find((id) => id.startsWith("plotly-trace-layer"));
  if (places && order[order.indexOf(places) - 1] !== FILL) map.moveLayer(FILL, places);
  const names = order.find((id) => map.getLayer(id).type === "circle");
  if (order[(names ? order.indexOf(names) : order.length) - 1] !== EDGE) map.moveLayer(EDGE, names);
}
