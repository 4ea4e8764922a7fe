import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { attributionMap, memoryStore, type AdOutputs } from "pulumi-whatsapp/webhooks";
import { handle, print, report } from "./output";
import { createWebhookServer } from "./server";

const {
  WHATSAPP_APP_SECRET: appSecret = "",
  WHATSAPP_VERIFY_TOKEN: verifyToken = "",
  WHATSAPP_ADS_FILE: adsFile,
  PORT: port = "0",
} = process.env;

const missing = Object.entries({ WHATSAPP_APP_SECRET: appSecret, WHATSAPP_VERIFY_TOKEN: verifyToken })
  .filter(([, value]) => value === "")
  .map(([name]) => name);

if (missing.length > 0) {
  process.stderr.write(`Set ${missing.join(" and ")} in the environment.\n`);
  process.exitCode = 1;
} else {
  // pulumi stack output --json > outputs.json
  const outputs = adsFile ? (JSON.parse(readFileSync(adsFile, "utf8")) as AdOutputs) : { ads: [] };
  const receiver = { appSecret, verifyToken, ads: attributionMap(outputs), seen: memoryStore(), handle, report };
  const server = createWebhookServer(receiver);
  server.listen(Number(port), "127.0.0.1", () => {
    print({ kind: "listening", url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  });
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => server.close());
}
