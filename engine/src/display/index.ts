export { createTextDisplay } from "./text-display";
export { createJsonLinesDisplay, createPreviewJsonDisplay } from "./json-display";
export type { DisplayKind, EventDisplay } from "./event-display";
