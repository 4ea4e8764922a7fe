import { checkHtml } from "./html-property";
import { checkTerminal } from "./terminal-property";

test("HTML of 100,000 hostile texts has only the renderer's elements", () => {
  checkHtml(100_000);
});

test("Terminal lines of 100,000 hostile texts are safe and equally wide", () => {
  checkTerminal(100_000);
});
