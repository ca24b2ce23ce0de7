// Paint the marked places into the map that is already there. A new figure for every tap would mount the map anew: it
// would blink, and lose its zoom.

const PATIENCE_MS = 20000; // so long the map may take to come up
const NAME = "marked places";
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

// Whether the map was there to paint. It must be the one of this scene, not the one that is just taken away, and
// complete: what comes up later would lie over the paint.
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
  const places = map.getStyle().layers.find((layer) => layer.id.startsWith("plotly-trace-layer"))?.id;
  const fill = { "fill-color": colour, "fill-opacity": 0.6 };
  const edge = { "line-color": colour, "line-width": 3 };
  map.addSource(NAME, { type: "geojson", data: shapes });
  map.addLayer({ id: `${NAME} fill`, type: "fill", source: NAME, paint: fill }, places); // under the edges of the places
  map.addLayer({ id: `${NAME} edge`, type: "line", source: NAME, paint: edge });
}
