import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { startWatch } from "../../provider/src/cli/show/watch";
import { runCommand } from "../support/command";
import { previewAsJson } from "../support/preview-json";
import { ProjectFixture } from "../support/world/project-fixture";
import { findViolations } from "./support/accessibility";
import { BrowserFixture } from "./support/browser-fixture";
import { hostileTexts } from "./support/hostile-content";
import { waitForText } from "./support/page-actions";

const the = new ProjectFixture();
const browser = new BrowserFixture();

function write(file: string, content: unknown): void {
  mkdirSync(join(the.project.dir, "content"), { recursive: true });
  writeFileSync(join(the.project.dir, "content", file), JSON.stringify(content));
}

/** A sequence whose every text is hostile. */
const hostileSequence = {
  name: hostileTexts.join(" "),
  text: hostileTexts.map((text) => `${text}\n* ${text}\n> ${text}`).join("\n"),
  iceBreakers: hostileTexts.slice(0, 4).map((text) => ({ title: text.slice(0, 80) })),
};

test("show --watch follows an edit and is accessible", async () => {
  write("a.json", { name: "A", text: "Olá! *Bem-vinda*, {{name}}", iceBreakers: [{ title: "Cardápio" }] });
  write("broken.json", { name: "B", text: 24 });
  write("hostile.json", hostileSequence);
  const io = {
    ...{ cwd: the.project.dir, env: process.env, stdout: () => undefined, stderr: () => undefined },
    stdin: () => Promise.resolve(Buffer.of()),
  };
  const server = await startWatch(io, { inputs: ["content"], port: 0, language: undefined, policyConfig: undefined });
  const page = await browser.open(server.url);
  await waitForText(page.locator("body"), "Bem-vinda");
  await waitForText(page.locator("body"), "must be a string, but is a number");
  write("a.json", { name: "A", text: "Até *logo*" });
  await waitForText(page.locator("body"), "Até logo");
  await waitForText(page.locator("body"), "policy finding");
  expect(await findViolations(page)).toEqual([]);
  await page.close();
  await server.close();
});

test("the page of show --html is accessible and escapes texts", async () => {
  write("a.json", [{ name: "A", text: "Olá! *Bem-vinda*", iceBreakers: [{ title: "Cardápio" }] }, hostileSequence]);
  const ran = await runCommand(["show", "content", "--html", "chats.html"], {}, the.project.dir);
  expect(ran).toMatchObject({ code: 0, err: "" });
  const page = await browser.open(pathToFileURL(join(the.project.dir, "chats.html")).href);
  for (const text of ["Bem-vinda", ...hostileTexts.slice(0, 4)]) await waitForText(page.locator("body"), text);
  expect(await findViolations(page)).toEqual([]);
});

test("the report of review is accessible and escapes texts", async () => {
  const program = (text: string): string =>
    `new whatsapp.WelcomeMessageSequence("signup", ${JSON.stringify({ text, iceBreakers: hostileSequence.iceBreakers })});`;
  the.project.program(program("Pago toda *semana*."));
  const stack = await the.project.stack();
  await the.up(stack);
  the.project.program(program(`Pago todo *dia*. ${hostileTexts.join("\n")}`));
  const words = ["review", "--stack", "acme/shop/dev", "--html", "report.html"];
  const ran = await runCommand(words, {}, the.project.dir, await previewAsJson(stack));
  expect(ran).toMatchObject({ code: 0, err: "" });
  const page = await browser.open(pathToFileURL(join(the.project.dir, "report.html")).href);
  for (const text of ["semana", "dia", ...hostileTexts.slice(0, 4)]) await waitForText(page.locator("body"), text);
  expect(await findViolations(page)).toEqual([]);
});
