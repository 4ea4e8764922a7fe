/**
 * Draws the images of the README: the chat of the example, and the review of a changed greeting that an ad uses. Usage: npm run pictures
 * [-- --check]. The bytes are the same on every machine, so `--check` compares them.
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { chatFromSequence, renderPng } from "pulumi-whatsapp-chat";
import { createTemporaryStack } from "pulumi-whatsapp-engine";
import { startSimulator } from "pulumi-whatsapp-simulator";
import { createPreviewJsonDisplay } from "../engine/dist/display/index.js";
import { createReview } from "../provider/dist/cli/review/review.js";
import { drawReview } from "./support/draw-review.mjs";
import { writePage } from "./support/page.mjs";

const exampleDir = (name) => fileURLToPath(new URL(`../examples/${name}`, import.meta.url));

/** Runs a function with an example's stack on a simulator that has an ad. */
async function withStack(example, use) {
  const meta = await startSimulator();
  const { adId } = meta.addAd({ id: "120210000000000001", name: "Spring" });
  const stack = await createTemporaryStack({
    workDir: exampleDir(example),
    config: { adId: { value: adId }, pageId: { value: meta.pageId } },
    envVars: {
      WHATSAPP_BASE_URL: meta.url,
      WHATSAPP_ACCESS_TOKEN: meta.accessToken,
      WHATSAPP_WABA_ID: meta.wabaId,
      WHATSAPP_AD_ACCOUNT_ID: meta.adAccountId,
    },
  });
  try {
    return await use(stack, meta);
  } finally {
    await stack.remove();
    await meta.close();
  }
}

/** Draws the first sequence that the example deploys. */
function drawExample(example) {
  return withStack(example, async (stack, meta) => {
    await stack.up();
    const [{ name, content }] = meta.sequences();
    const { text, autofill_message: autofillMessage, ice_breakers: iceBreakers } = content;
    return renderPng(chatFromSequence({ name, text, autofillMessage, iceBreakers }), { width: 320 });
  });
}

/** Draws the review of a new greeting for a running ad. */
function drawExampleReview() {
  return withStack("blue-green", async (stack) => {
    await stack.setConfig("greeting", { value: "Hi! How can we help? We answer within a day." });
    await stack.up();
    await stack.setConfig("greeting", { value: "Hi! 👋 How can we help? We answer *within the hour*, 7:00 to 22:00." });
    let preview = "";
    const display = createPreviewJsonDisplay((text) => (preview += text));
    await stack.preview({ onEvent: (event) => display.event(event) });
    display.finish();
    return drawReview(createReview({ stack: "acme/shop/prod", preview, findings: [], warnings: [] }));
  });
}

const pictures = {
  "example.png": () => drawExample("welcome-message-sequence"),
  "review.png": drawExampleReview,
};

for (const [name, draw] of Object.entries(pictures)) {
  const file = fileURLToPath(new URL(`../docs/images/${name}`, import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  writePage(file, Buffer.from(await draw()), "npm run pictures");
}
