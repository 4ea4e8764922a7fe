/**
 * Draws the images of the README: the chat of the example, and an edited text before and after. Usage: npm run pictures [-- --check].
 * The bytes are the same on every machine, so `--check` compares them.
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { chatFromSequence, renderPng } from "pulumi-whatsapp-chat";
import { writePage } from "./support/page.mjs";

const example = {
  name: "Driver sign-up",
  text: "Hi! Thanks for your interest in driving with us.",
  autofillMessage: { content: "Hello! Can I get more info on this?" },
  iceBreakers: [{ title: "How do I sign up?" }, { title: "What do I need?" }],
};
const edited = {
  ...example,
  text: "Hi! 👋 Thanks for your interest in driving with us.\nWe answer *within the hour*, 7:00 to 22:00.",
  iceBreakers: [...example.iceBreakers, { title: "What can I earn?" }],
};
const pictures = { "example.png": example, "example-edited.png": edited };

for (const [name, sequence] of Object.entries(pictures)) {
  const file = fileURLToPath(new URL(`../docs/images/${name}`, import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  writePage(file, Buffer.from(await renderPng(chatFromSequence(sequence), { width: 320 })), "npm run pictures");
}
