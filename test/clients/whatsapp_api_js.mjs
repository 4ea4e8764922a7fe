/**
 * Receives webhooks with whatsapp-api-js, which checks the signature itself.
 * Argument: folder in whose node_modules the package is. Standard input: {"appSecret", "webhooks": [{"body", "signature"}]}.
 * Standard output: for each webhook {"refusal"}, or {"updates"}: what reached the handlers.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const require = createRequire(join(process.argv[2], "package.json"));
const { WhatsAppAPI } = await import(pathToFileURL(require.resolve("whatsapp-api-js")).href);

const { appSecret, webhooks } = JSON.parse(await text(process.stdin));
const client = new WhatsAppAPI({ token: "sends nothing", appSecret, v: "v26.0" });

const updates = [];
client.on.message = ({ phoneID, contact, recipient, message }) => {
  updates.push({ update: "message", phoneNumberId: phoneID, contact, recipient, message });
};
client.on.status = ({ phoneID, contact, recipient, type, id, status, timestamp, error, biz_opaque_callback_data }) => {
  const details = { id, status, timestamp, error, callbackData: biz_opaque_callback_data };
  updates.push({ update: "status", phoneNumberId: phoneID, contact, recipient, type, ...details });
};

const results = [];
for (const { body, signature } of webhooks) {
  updates.length = 0;
  try {
    await client.post(JSON.parse(body), body, signature);
    results.push({ updates: [...updates] });
  } catch (error) {
    results.push({ refusal: error.constructor.name });
  }
}
process.stdout.write(JSON.stringify(results));
