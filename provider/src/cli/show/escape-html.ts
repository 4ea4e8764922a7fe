import { escapeControls } from "../../schema/terminal-text";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes a text for the content and for quoted attributes of HTML. Characters that reorder text, and controls, become `\uXXXX`. */
export function escapeHtml(text: string): string {
  return escapeControls(text.toWellFormed()).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
