import type { Stack } from "pulumi-whatsapp-engine";
import { createJsonLinesDisplay, createPreviewJsonDisplay } from "../../engine/dist/display";

/** Formats of `pulumi preview --json`: one document, or an event a line if PULUMI_ENABLE_STREAMING_JSON_PREVIEW is set. */
export type PreviewFormat = "document" | "lines";

type Settings = NonNullable<Parameters<Stack["preview"]>[0]>;

/** Runs a preview, which may fail, and returns the output of `preview --json`. */
export function previewAsJson(
  stack: Stack,
  format: PreviewFormat = "document",
  settings: Settings = {},
): Promise<string> {
  return printAsJson(format, (display) => stack.preview({ ...settings, ...display }));
}

/** Runs a preview of any operation, which may fail, and returns what `--json` prints. */
export async function printAsJson(
  format: PreviewFormat,
  run: (display: Pick<Settings, "onEvent">) => Promise<unknown>,
): Promise<string> {
  let text = "";
  const createDisplay = format === "document" ? createPreviewJsonDisplay : createJsonLinesDisplay;
  const display = createDisplay((piece) => (text += piece));
  await run({ onEvent: (event) => display.event(event) }).catch(() => undefined);
  display.finish();
  return text;
}
