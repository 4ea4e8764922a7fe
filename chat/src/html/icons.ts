import { markup, type Markup } from "./markup";

/** Icons of our own, drawn in the colour of the text around them and hidden from screen readers. */
export const icons = {
  business: icon("M4 4h16l1 5a3 3 0 0 1-2 2.8V20h-6v-5H9v5H5v-8.2A3 3 0 0 1 3 9z"),
  image: icon("M3 5h18v14H3zm2 2v9l5-5 4 4 2-2 3 3V7zm10 1a2 2 0 1 1 0 4 2 2 0 0 1 0-4z"),
  document: icon("M6 2h8l5 5v15H6zm7 2v5h4zM9 13h7v1.5H9zm0 4h7v1.5H9z"),
  send: icon("M3 4l19 8-19 8 3-8zm4 7h8v2H7z"),
};

function icon(path: string): Markup {
  return markup`<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false"><path fill="currentColor" fill-rule="evenodd" d="${path}"></path></svg>`;
}
