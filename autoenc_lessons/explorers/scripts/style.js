// How all live figures look. Text and axes have the page's own colour; data have colours for a light or a dark ground.
const named = colours => colours.map((colour, k) => `--autoenc-${k}: ${colour};`).join(" ");
const tint = number => `var(--autoenc-${number})`;
const STYLE = `
  .autoenc-explorer { ${named(COLOURS.light)} --autoenc-accent: #1565c0; --autoenc-soft: rgba(21, 101, 192, 0.13);
    --autoenc-surface: var(--jp-layout-color0, Canvas); --autoenc-edge: rgba(128, 128, 128, 0.55); color-scheme: light;
    color: var(--jp-content-font-color1, inherit); font-size: var(--jp-content-font-size1, 14px); line-height: 1.45;
    max-width: 900px; margin: 4px 0; padding: 10px 16px 12px; border: 1px solid var(--autoenc-edge);
    border-left: 4px solid var(--autoenc-accent); border-radius: 8px; }
  .autoenc-explorer.autoenc-dark { ${named(COLOURS.dark)} --autoenc-accent: #64b5f6;
    --autoenc-soft: rgba(100, 181, 246, 0.2); color-scheme: dark; }
  .autoenc-explorer.autoenc-narrow { padding: 8px 8px 10px; }
  .autoenc-explorer, .autoenc-explorer * { box-sizing: border-box; }
  .autoenc-explorer [hidden] { display: none; }
  .autoenc-explorer p { margin: 4px 0; }
  .autoenc-explorer .autoenc-keys { display: flex; gap: 10px; align-items: baseline; margin: 0 0 8px; font-weight: 600; }
  .autoenc-explorer .autoenc-live { flex: none; width: 11px; height: 11px; border-radius: 50%; align-self: center;
    border: 3px solid var(--autoenc-accent); animation: autoenc-pulse 1.8s ease-out 3; }
  @keyframes autoenc-pulse { from { box-shadow: 0 0 0 0 var(--autoenc-accent); } to { box-shadow: 0 0 0 9px transparent; } }
  .autoenc-explorer .autoenc-panels { display: flex; flex-wrap: wrap; gap: 10px 16px; justify-content: center; margin: 8px 0; }
  .autoenc-explorer .autoenc-panel { flex: 1 1 250px; max-width: 420px; min-width: 0; }
  .autoenc-explorer .autoenc-pad { touch-action: pan-y; border-radius: 6px; position: relative; }
  .autoenc-explorer svg { display: block; width: 100%; height: auto; overflow: hidden; user-select: none; -webkit-user-select: none; }
  .autoenc-explorer text { fill: currentColor; font-family: inherit; font-size: 12px; }
  .autoenc-explorer .autoenc-label { font-weight: 600; paint-order: stroke; stroke: var(--autoenc-surface); stroke-width: 4px;
    stroke-linejoin: round; pointer-events: none; }
  .autoenc-explorer .autoenc-digits text { fill: inherit; font-size: 12px; font-weight: 600; }
  .autoenc-explorer .autoenc-line { fill: none; stroke: currentColor; stroke-width: 1; opacity: 0.16; }
  .autoenc-explorer .autoenc-axis { opacity: 0.6; }
  .autoenc-explorer .autoenc-patch { fill: currentColor; opacity: 0.08; }
  .autoenc-explorer .autoenc-copy { fill: currentColor; }
  .autoenc-explorer .autoenc-curve { fill: none; stroke-width: 2; opacity: 1; stroke-linejoin: round; }
  .autoenc-explorer .autoenc-ring { fill: var(--autoenc-surface); fill-opacity: 0.7; stroke: var(--autoenc-accent); stroke-width: 3; }
  .autoenc-explorer .autoenc-under { fill: none; stroke: var(--autoenc-surface); stroke-width: 7; }
  .autoenc-explorer .autoenc-halo { fill: var(--autoenc-accent); opacity: 0; transition: opacity 0.15s; }
  .autoenc-explorer .autoenc-core { fill: var(--autoenc-accent); }
  .autoenc-explorer .autoenc-grip { cursor: grab; touch-action: none; }
  .autoenc-explorer .autoenc-grip .autoenc-ring { filter: drop-shadow(0 1px 2px rgba(0, 0, 0, 0.45)); }
  .autoenc-explorer .autoenc-cursor { opacity: 0.9; stroke-width: 1.5; }
  .autoenc-explorer .autoenc-before { stroke: currentColor; opacity: 0.5; stroke-dasharray: 4 4; stroke-width: 1.5; }
  .autoenc-explorer .autoenc-losses { touch-action: pan-y; cursor: ew-resize; }
  .autoenc-explorer .autoenc-runs { display: grid; grid-template-columns: repeat(auto-fit, minmax(210px, 1fr)); gap: 8px 16px; margin-top: 6px; }
  .autoenc-explorer .autoenc-run { min-width: 0; max-width: 420px; }
  .autoenc-explorer .autoenc-run > p { margin: 0; }
  .autoenc-explorer.autoenc-narrow .autoenc-run > p, .autoenc-explorer .autoenc-single .autoenc-run > p { display: inline; margin-right: 6px; }
  .autoenc-explorer .autoenc-single .autoenc-run { max-width: none; }
  .autoenc-explorer .autoenc-single .autoenc-values { min-height: 0; }
  .autoenc-explorer .autoenc-single .autoenc-pictures, .autoenc-explorer.autoenc-narrow .autoenc-pictures { display: grid;
    grid-template-columns: 1fr 1fr; gap: 0 12px; }
  .autoenc-explorer.autoenc-narrow .autoenc-runs { grid-template-columns: 1fr; font-size: 13px; line-height: 1.3; gap: 4px; }
  .autoenc-explorer.autoenc-narrow .autoenc-run .autoenc-values { min-height: 2.6em; }
  .autoenc-explorer .autoenc-grip:hover .autoenc-halo, .autoenc-explorer .autoenc-pad:focus .autoenc-halo { opacity: 0.2; }
  .autoenc-explorer .autoenc-grip:active { cursor: grabbing; }
  .autoenc-explorer .autoenc-turned { max-width: 480px; cursor: grab; }
  .autoenc-explorer .autoenc-turned:active { cursor: grabbing; }
  .autoenc-explorer .autoenc-joins { opacity: 0.7; }
  .autoenc-explorer .autoenc-arrows { fill: none; stroke: var(--autoenc-accent); stroke-width: 2; stroke-linecap: round; }
  .autoenc-explorer .autoenc-plane { cursor: crosshair; }
  .autoenc-explorer .autoenc-seen { align-self: center; max-width: 300px; }
  .autoenc-explorer.autoenc-narrow .autoenc-seen { flex: 0 0 200px; }
  .autoenc-explorer .autoenc-seen canvas { border: 1px solid var(--autoenc-edge); }
  .autoenc-explorer .autoenc-tip { pointer-events: none; }
  .autoenc-explorer .autoenc-tip rect { fill: var(--autoenc-surface); stroke: var(--autoenc-edge); }
  .autoenc-explorer .autoenc-pad:focus, .autoenc-explorer .autoenc-track:focus, .autoenc-explorer button:focus-visible
    { outline: 3px solid var(--autoenc-accent); outline-offset: 1px; }
  .autoenc-explorer .autoenc-values { min-height: 2.9em; font-variant-numeric: tabular-nums; }
  .autoenc-explorer .autoenc-legend { display: flex; flex-wrap: wrap; gap: 2px 16px; }
  .autoenc-explorer .autoenc-legend > span { white-space: nowrap; }
  .autoenc-explorer .autoenc-legend svg, .autoenc-explorer .autoenc-sign { width: 14px; display: inline-block; vertical-align: -2px;
    margin-right: 5px; }
  .autoenc-explorer .autoenc-foot { display: flex; flex-wrap: wrap; gap: 6px; }
  .autoenc-explorer button { font: inherit; line-height: 1.2; min-height: 32px; padding: 4px 12px; margin: 0; color: inherit;
    cursor: pointer; background: transparent; border: 1px solid var(--autoenc-edge); border-radius: 6px; }
  .autoenc-explorer button:hover { border-color: currentColor; }
  .autoenc-explorer button[aria-checked="true"], .autoenc-explorer .autoenc-main { border-color: var(--autoenc-accent);
    box-shadow: inset 0 0 0 1px var(--autoenc-accent); background: var(--autoenc-soft); }
  .autoenc-explorer button[aria-pressed="true"]::before { content: "✓ "; }
  .autoenc-explorer button[aria-pressed="false"]::before { content: "✗ "; }
  .autoenc-explorer .autoenc-foot button[aria-pressed]::before { content: none; }
  .autoenc-explorer .autoenc-foot button[aria-pressed="true"] { box-shadow: inset 0 0 0 1px currentColor; }
  .autoenc-explorer .autoenc-controls { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(230px, 100%), 1fr));
    gap: 6px 24px; align-items: start; margin: 6px 0; }
  .autoenc-explorer .autoenc-row { display: flex; flex-wrap: wrap; gap: 6px 10px; align-items: flex-end; margin: 6px 0; }
  .autoenc-explorer .autoenc-row > .autoenc-control { flex: 1 1 200px; }
  .autoenc-explorer .autoenc-told { display: flex; justify-content: space-between; gap: 12px; font-variant-numeric: tabular-nums; }
  .autoenc-explorer .autoenc-chosen { font-weight: 600; text-align: right; white-space: nowrap; }
  .autoenc-explorer .autoenc-choices { display: flex; flex-wrap: wrap; gap: 4px; }
  .autoenc-explorer .autoenc-choices canvas { display: block; width: 34px; height: auto; }
  .autoenc-explorer .autoenc-choices .autoenc-icon { padding: 4px; }
  .autoenc-explorer .autoenc-track { --at: 0; height: 32px; position: relative; cursor: pointer; touch-action: pan-y; border-radius: 6px; }
  .autoenc-explorer .autoenc-track::before, .autoenc-explorer .autoenc-track::after { content: ""; position: absolute; left: 0;
    top: 13px; height: 6px; border-radius: 3px; background: currentColor; width: 100%; opacity: 0.25; }
  .autoenc-explorer .autoenc-track::after { width: calc(12px + (100% - 24px) * var(--at)); background: var(--autoenc-accent); opacity: 1; }
  .autoenc-explorer .autoenc-thumb { position: absolute; z-index: 1; top: 4px; left: calc((100% - 24px) * var(--at)); width: 24px; height: 24px;
    border-radius: 50%; background: var(--autoenc-surface); border: 3px solid var(--autoenc-accent); cursor: grab; touch-action: none;
    box-shadow: 0 1px 3px rgba(0, 0, 0, 0.4); }
  .autoenc-explorer .autoenc-thumb::after { content: ""; position: absolute; inset: -12px; }
  .autoenc-explorer .autoenc-thumb:hover { box-shadow: 0 0 0 8px var(--autoenc-soft); }
  .autoenc-explorer .autoenc-thumb:active { cursor: grabbing; }
  .autoenc-explorer .autoenc-shades { display: block; width: 100%; image-rendering: pixelated; }
  .autoenc-explorer .autoenc-repairs .autoenc-shades { image-rendering: auto; }
  .autoenc-explorer .autoenc-smooth { image-rendering: auto; }
  .autoenc-explorer .autoenc-tile { flex: 0 1 130px; min-width: 84px; text-align: center; }
  .autoenc-explorer .autoenc-tile canvas, .autoenc-explorer .autoenc-filter canvas, .autoenc-explorer .autoenc-top canvas
    { outline: 1px solid var(--autoenc-edge); }
  .autoenc-explorer.autoenc-narrow .autoenc-tile { flex: 0 1 30%; }
  .autoenc-explorer .autoenc-large, .autoenc-explorer.autoenc-narrow .autoenc-large { flex: 1 1 100px; max-width: 280px; }
  .autoenc-explorer .autoenc-repairs, .autoenc-explorer.autoenc-narrow .autoenc-panels { gap: 8px; align-items: flex-end; }
  .autoenc-explorer .autoenc-below { margin-top: 3px; font-variant-numeric: tabular-nums; }
  .autoenc-explorer .autoenc-best .autoenc-below { font-weight: 600; }
  .autoenc-explorer .autoenc-filter { flex: 0 1 200px; text-align: center; align-self: center; }
  .autoenc-explorer.autoenc-narrow .autoenc-filter { flex-basis: 130px; }
  .autoenc-explorer .autoenc-top { flex: 1 1 300px; max-width: 440px; display: grid; grid-template-columns: repeat(4, 1fr); gap: 4px 10px;
    text-align: center; }
  .autoenc-explorer .autoenc-scores { flex: 3 1 300px; max-width: none; cursor: ew-resize; }
  .autoenc-explorer .autoenc-roc { flex: 2 1 220px; max-width: 330px; }
  .autoenc-explorer .autoenc-drawing { align-items: center; }
  .autoenc-explorer .autoenc-sheet { flex: 0 1 220px; min-width: 0; text-align: center; }
  .autoenc-explorer.autoenc-narrow .autoenc-sheet { flex-basis: 30%; }
  .autoenc-explorer.autoenc-narrow .autoenc-sheet:first-child { flex-basis: 56%; }
  .autoenc-explorer.autoenc-narrow .autoenc-cleaning .autoenc-sheet:first-child { flex-basis: 100%; padding: 0 20%; }
  .autoenc-explorer.autoenc-narrow .autoenc-cleaning .autoenc-sheet { flex-basis: 40%; }
  .autoenc-explorer .autoenc-hand { flex: 1 1 420px; max-width: 560px; text-align: center; }
  .autoenc-explorer .autoenc-ten { display: grid; grid-template-columns: repeat(5, 1fr); gap: 8px; }
  .autoenc-explorer .autoenc-ten canvas { width: 100%; image-rendering: auto; outline: 1px solid var(--autoenc-edge); }
  .autoenc-explorer .autoenc-ten .autoenc-best canvas { outline: 3px solid var(--autoenc-accent); }
  .autoenc-explorer.autoenc-narrow .autoenc-writing .autoenc-sheet:first-child { flex-basis: 100%; padding: 0 22%; }
  .autoenc-explorer .autoenc-sheet canvas { outline: 1px solid var(--autoenc-edge); }
  .autoenc-explorer .autoenc-paper { max-width: 260px; margin: 0 auto; }
  .autoenc-explorer .autoenc-paper .autoenc-grip { cursor: crosshair; }
  .autoenc-explorer .autoenc-cell { display: none; position: absolute; border: 2px solid var(--autoenc-accent); pointer-events: none;
    box-shadow: 0 0 0 1px #fff; }
  .autoenc-explorer .autoenc-paper:focus .autoenc-cell { display: block; }
  .autoenc-explorer .autoenc-pen .autoenc-cell { border-width: 4px; }
  .autoenc-explorer .autoenc-strip { flex: 1 1 260px; max-width: 420px; }
  .autoenc-explorer .autoenc-error { opacity: 0.45; }
  .autoenc-explorer .autoenc-limit { opacity: 1; stroke-width: 1.5; stroke-dasharray: 4 3; }
  .autoenc-explorer .autoenc-ruler { stroke: var(--autoenc-accent); stroke-width: 3; }
  .autoenc-explorer .autoenc-bars { fill-opacity: 0.22; stroke-width: 2; }
  .autoenc-explorer .autoenc-bars.autoenc-kind1 { stroke-dasharray: 6 3; }
  .autoenc-explorer .autoenc-kind { border-bottom: 3px solid; padding-bottom: 1px; }
  .autoenc-explorer .autoenc-kind.autoenc-kind1 { border-bottom-style: dashed; }
  .autoenc-explorer .autoenc-sides > .autoenc-name { font-weight: 600; }
  .autoenc-explorer .autoenc-rows { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(330px, 100%), 1fr)); gap: 0 24px; }
  .autoenc-explorer .autoenc-sides > .autoenc-row { min-height: 84px; gap: 8px; margin: 2px 0 4px; align-items: flex-start; flex-wrap: nowrap; }
  .autoenc-explorer.autoenc-narrow .autoenc-sides > .autoenc-row { flex-wrap: wrap; gap: 4px; min-height: 70px; }
  .autoenc-explorer .autoenc-item { flex: 0 1 62px; min-width: 0; text-align: center; font-size: 12px; }
  .autoenc-explorer .autoenc-item > div { border: 4px solid; }
  .autoenc-explorer .autoenc-item > .autoenc-kind1 { border-style: dashed; }
  .autoenc-explorer.autoenc-narrow .autoenc-item { flex: 0 0 51px; }
  .autoenc-explorer table { border-collapse: collapse; margin: 6px 0; width: 100%; font-size: 13px; font-variant-numeric: tabular-nums; }
  .autoenc-explorer.autoenc-explorer tr { background: transparent; }
  .autoenc-explorer.autoenc-explorer th, .autoenc-explorer.autoenc-explorer td { padding: 4px 10px; text-align: left; white-space: normal; border: 0;
    border-bottom: 1px solid var(--autoenc-edge); background: transparent; vertical-align: top; max-width: none; }
  .autoenc-explorer.autoenc-explorer.autoenc-narrow th, .autoenc-explorer.autoenc-explorer.autoenc-narrow td { padding: 3px 4px; }
  .autoenc-explorer progress { accent-color: var(--autoenc-accent); flex: 1 1 100px; max-width: 260px; }
  @media screen { .autoenc-twin { display: none !important; } }
  @media (prefers-reduced-motion: reduce) { .autoenc-explorer .autoenc-live { animation: none; }
    .autoenc-explorer .autoenc-halo { transition: none; } }
  @media print { .autoenc-explorer .autoenc-turned .autoenc-grip, .autoenc-explorer button, .autoenc-explorer .autoenc-track, .autoenc-explorer .autoenc-keys { display: none; }
    .autoenc-explorer { break-inside: avoid; } }
  @media (forced-colors: active) { .autoenc-explorer { --autoenc-surface: Canvas; --autoenc-accent: Highlight; --autoenc-edge: CanvasText;
    color: CanvasText; }
    .autoenc-explorer .autoenc-track::before { forced-color-adjust: none; background: CanvasText; }
    .autoenc-explorer .autoenc-track::after, .autoenc-explorer button[aria-checked="true"] { forced-color-adjust: none; background: Highlight;
      color: HighlightText; }
    .autoenc-explorer .autoenc-thumb { border-color: Highlight; }
    .autoenc-explorer .autoenc-halo { display: none; } }
`;
