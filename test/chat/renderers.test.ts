import { checkHtml } from "./html-property";
import { checkTerminal } from "./terminal-property";

test("HTML of hostile chats has only the renderer's elements, and all text", () => {
  checkHtml(5_000);
});

test("Terminal lines of hostile chats are safe and equally wide", () => {
  checkTerminal(5_000);
});
