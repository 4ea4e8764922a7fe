export { createTextDisplay, type TextDisplayOptions } from "./text-display";
export { createJsonLinesDisplay, createPreviewJsonDisplay } from "./json-display";
export { valueLines, mapLines } from "./property-text";
export type { DisplayKind, EventDisplay, Output } from "./event-display";
