// What curves have: names where they end, and their values under the pointer.
// Names keep apart; each is {at: [h, v], name, and a marker and a colour or a dash}.
const nameEnds = (svg, curves, {top, bottom}) => {
  const GAP = 16, named = curves.map(curve => ({...curve, v: curve.at[1]})).sort((a, b) => a.v - b.v);
  named.forEach((curve, k) => { curve.v = Math.max(curve.v, k ? named[k - 1].v + GAP : top); });
  [...named].reverse().forEach((curve, k, all) => { curve.v = Math.min(curve.v, k ? all[k - 1].v - GAP : bottom); });
  named.forEach(({at: [h, from], v, name, marker, colour}) => {
    line(svg, [[h + 2, from], [h + 10, v]], {class: "autoenc-line autoenc-axis"});
    if (marker) add(svg, "path", {d: `M${short([h + 17, v])}${MARKERS[marker]}`, style: `fill: ${tint(colour)}`});
    add(svg, "text", {x: h + (marker ? 25 : 13), y: v + 4, class: "autoenc-label"}, name);
  });
};

// `tell` gets a value of the axis across and returns {at: value, head, rows: [[name, height in values], ...]}.
const crosshair = (svg, {place, valueAt, up}, tell) => {
  const LINE = 16, group = add(svg, "g", {class: "autoenc-tip"}), {width} = svg.viewBox.baseVal;
  const hide = () => { group.textContent = ""; };
  svg.onpointerleave = hide;
  svg.onpointermove = event => {
    hide();
    const {at, head, rows} = tell(valueAt(placeIn(svg, event))[0]), texts = [head, ...rows.map(([text]) => text)];
    const [[h, low], [, high]] = up.map(value => place([at, value]));
    line(group, [[h, low], [h, high]], {class: "autoenc-line autoenc-axis"});
    rows.forEach(([, value]) => add(group, "circle", {cx: h, cy: place([at, value])[1], r: 3}));
    const room = 16 + 6.6 * Math.max(...texts.map(text => text.length)), l = h + 10 + room > width ? h - 10 - room : h + 10;
    add(group, "rect", {x: l, y: high, width: room, height: 8 + LINE * texts.length, rx: 4});
    texts.forEach((text, k) => add(group, "text", {x: l + 8, y: high + LINE * (k + 1)}, text));
  };
};
