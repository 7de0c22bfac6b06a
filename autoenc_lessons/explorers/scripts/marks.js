// Drawings and the marks in them. A drawing is as large as it is seen, so that its numbers are pixels.
const MARKERS = {
  "o": "m-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z", "^": "m0,-5l4.6,8.6h-9.2z", "s": "m-3.7,-3.7h7.4v7.4h-7.4z",
  "D": "m0,-5l5,5l-5,5l-5,-5z", "v": "m0,5l4.6,-8.6h-9.2z",
  "P": "m-1.6,-5h3.2v3.4h3.4v3.2h-3.4v3.4h-3.2v-3.4h-3.4v-3.2h3.4z",
  "X": "m-2.6,-4.8l2.6,2.6l2.6,-2.6l2.2,2.2l-2.6,2.6l2.6,2.6l-2.2,2.2l-2.6,-2.6l-2.6,2.6l-2.2,-2.2l2.6,-2.6l-2.6,-2.6z",
  "<": "m-5,0l8.6,-4.6v9.2z", ">": "m5,0l-8.6,-4.6v9.2z",
  "*": "m0,-5.5l1.4,3.6l3.9,0.2l-3,2.5l1,3.8l-3.3,-2.2l-3.3,2.2l1,-3.8l-3,-2.5l3.9,-0.2z",
  ".": "m-1.6,0a1.6,1.6 0 1,0 3.2,0a1.6,1.6 0 1,0 -3.2,0z",
};
// Empty the drawing of a panel, and give it the panel's width; `heightOf` says how high it is then.
const fresh = (panel, heightOf) => {
  const width = Math.round(panel.clientWidth) || 360;
  const svg = panel.querySelector(":scope > svg") || add(panel, "svg", {"aria-hidden": "true"});
  svg.textContent = "";
  svg.setAttribute("viewBox", `0 0 ${width} ${Math.round(heightOf(width))}`);
  return svg;
};
const placeIn = (svg, event) => {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
  return [at.x, at.y];
};
const short = ([h, v]) => `${h.toFixed(2)},${v.toFixed(2)}`;
const ends = points => points.map(short).join(" ");
const line = (svg, points, attributes = {}) =>
  add(svg, "polyline", {points: ends(points), class: "autoenc-line", ...attributes});

// Marks of many samples: one path for each group, so that all can move at once; or digits, which stay.
const cloud = (svg, groups, groupOf, opacity = 0.85) => {
  const paths = groups.map(({colour, label, marker}) => add(svg, MARKERS[marker] ? "path" : "g",
    {class: "autoenc-digits", style: `fill: ${tint(colour)}`, opacity, "data-group": label}));
  return points => groups.forEach(({marker}, g) => {
    const own = points.filter((_, k) => groupOf[k] === g);
    if (MARKERS[marker]) return paths[g].setAttribute("d", own.map(at => `M${short(at)}${MARKERS[marker]}`).join(""));
    paths[g].textContent = "";
    own.forEach(([h, v]) => add(paths[g], "text", {x: h.toFixed(2), y: v.toFixed(2), "text-anchor": "middle", dy: "0.35em"}, marker));
  });
};
const dots = svg => {
  const path = add(svg, "path", {class: "autoenc-copy"});
  return points => path.setAttribute("d", points.map(at => `M${short(at)}${MARKERS["."]}`).join(""));
};
const pointAt = (svg, name, parts, more = "") => {
  const group = add(svg, "g", {class: `autoenc-point ${more}`, "data-point": name}), {width} = svg.viewBox.baseVal;
  parts.forEach(([r, kind]) => add(group, "circle", {r, class: kind}));
  const label = add(group, "text", {class: "autoenc-label", y: 4});
  return (at, text = "") => {
    const isNearEdge = at[0] + 24 + 7 * text.length > width;
    label.setAttribute("x", isNearEdge ? -17 : 17);
    label.setAttribute("text-anchor", isNearEdge ? "end" : "start");
    label.textContent = text;
    group.setAttribute("transform", `translate(${short(at)})`);
  };
};
// What is dragged looks like something to hold; what only shows a place does not. Both have their numbers beside them.
const handle = (svg, name) => pointAt(svg, name,
  [[22, "autoenc-halo"], [10, "autoenc-ring"], [3, "autoenc-core"]], "autoenc-grip");
const spot = (svg, name) => pointAt(svg, name, [[7, "autoenc-under"], [7, "autoenc-ring"]]);

const signIn = (parent, {marker, colour}) => {
  const sign = add(parent, "svg", {viewBox: "-7 -7 14 14", "aria-hidden": "true", class: "autoenc-sign"});
  return add(sign, "path", {d: `M0,0${MARKERS[marker]}`, style: `fill: ${colour === undefined ? "currentColor" : tint(colour)}`});
};
// Digits say themselves what they are. `others` are further signs with their names.
const legend = (parent, groups, others = []) => {
  const shown = groups.filter(({marker}) => MARKERS[marker]).concat(others);
  if (!shown.length) return;
  const list = add(parent, "p", {class: "autoenc-legend"});
  shown.forEach(one => {
    const item = add(list, "span");
    signIn(item, one);
    item.append(one.name);
  });
};
