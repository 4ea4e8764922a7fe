import type { Stack } from "pulumi-whatsapp-engine";
import { createJsonLinesDisplay, createPreviewJsonDisplay } from "../../engine/dist/display";

/** Formats of `pulumi preview --json`: one document, or an event a line if PULUMI_ENABLE_STREAMING_JSON_PREVIEW is set. */
export type PreviewFormat = "document" | "lines";

/** Runs a preview, which may fail, and returns the output of `preview --json`. */
export async function previewAsJson(
  stack: Stack,
  format: PreviewFormat = "document",
  settings: Parameters<Stack["preview"]>[0] = {},
): Promise<string> {
  let text = "";
  const createDisplay = format === "document" ? createPreviewJsonDisplay : createJsonLinesDisplay;
  const display = createDisplay((piece) => (text += piece));
  await stack.preview({ ...settings, onEvent: (event) => display.event(event) }).catch(() => undefined);
  display.finish();
  return text;
}
