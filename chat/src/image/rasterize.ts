import { readFile } from "node:fs/promises";

/** Turns an SVG without text elements into a PNG. `scale` is in pixels per px. */
export async function rasterizeSvg(svg: string, scale: number): Promise<Uint8Array> {
  const { Resvg } = await loadResvg();
  const image = new Resvg(svg, { fitTo: { mode: "zoom", value: scale }, font: { loadSystemFonts: false } });
  const rendered = image.render();
  const png = rendered.asPng();
  rendered.free();
  image.free();
  return png;
}

type ResvgModule = typeof import("@resvg/resvg-wasm");

let resvg: Promise<ResvgModule> | undefined;

function loadResvg(): Promise<ResvgModule> {
  resvg ??= initializeResvg();
  return resvg;
}

async function initializeResvg(): Promise<ResvgModule> {
  const module = await import("@resvg/resvg-wasm");
  try {
    await module.initWasm(await readFile(require.resolve("@resvg/resvg-wasm/index_bg.wasm")));
  } catch (error) {
    // Another user of the module in this process may have initialized it.
    if (!(error instanceof Error && error.message.startsWith("Already initialized"))) throw error;
  }
  return module;
}
