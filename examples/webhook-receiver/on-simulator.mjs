/** A click on an ad of a simulated Meta, from what the person sees to the attributed webhook; then what must not get through. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createTemporaryStack } from "pulumi-whatsapp-engine";
import { startSimulator } from "pulumi-whatsapp-simulator";

const here = fileURLToPath(new URL(".", import.meta.url));
const dir = mkdtempSync(join(tmpdir(), "webhook-receiver-"));
const print = (text) => process.stdout.write(`${text}\n`);

const meta = await startSimulator();
const { adId } = meta.addAd({ name: "Drive with us" });
const stack = await createTemporaryStack({
  workDir: join(here, "../ad-with-sequence"),
  config: { adId: { value: adId }, pageId: { value: meta.pageId } },
  envVars: {
    WHATSAPP_BASE_URL: meta.url,
    WHATSAPP_ACCESS_TOKEN: meta.accessToken,
    WHATSAPP_WABA_ID: meta.wabaId,
    WHATSAPP_AD_ACCOUNT_ID: meta.adAccountId,
  },
});
let receiver;
try {
  const { outputs } = await stack.up();
  writeFileSync(join(dir, "outputs.json"), JSON.stringify({ ads: outputs.ads.value }));
  print(`1. pulumi up; the stack's output for attribution:\n   ${JSON.stringify(outputs.ads.value)}`);

  if (!process.argv.includes("--built"))
    spawnSync(process.execPath, [createRequire(import.meta.url).resolve("typescript/bin/tsc")], {
      cwd: here,
      stdio: "inherit",
    });
  const verifyToken = "only between us";
  receiver = spawn(process.execPath, [join(here, "dist/index.js")], {
    env: {
      ...process.env,
      WHATSAPP_APP_SECRET: meta.appSecret,
      WHATSAPP_VERIFY_TOKEN: verifyToken,
      WHATSAPP_ADS_FILE: join(dir, "outputs.json"),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: receiver.stdout });
  const heard = [];
  lines.on("line", (line) => heard.push(line));
  const [first] = await once(lines, "line");
  const { url } = JSON.parse(first);
  await meta.setWebhook({ url, verifyToken, retryAfterMs: [0] });
  print("2. The receiver listens, and has answered the handshake with the bare challenge.");

  const click = await meta.click(adId, { tap: 0, person: { name: "João" } });
  print(`3. A person clicks the ad and sees:\n   ${JSON.stringify(click.screen)}`);
  print(
    `   taps the first question; WhatsApp sends ${JSON.stringify(click.message)}; the webhook is answered ${click.delivery.status}.`,
  );
  const last = () => heard.at(-1);
  while (heard.length < 2) await once(lines, "line");
  print(`4. The receiver has verified, parsed and attributed it:\n   ${last()}`);
  const { attribution } = JSON.parse(last());
  const { sequenceId } = meta.ads().find(({ id }) => id === adId);
  if (attribution.sequenceId !== sequenceId) process.exitCode = 1;

  await meta.click(adId, { tap: 1, person: { userId: "BR.7Q2", username: "bia.doces", name: "Bia" } });
  while (heard.length < 3) await once(lines, "line");
  print(`5. A person without a phone number clicks; the receiver knows the user id:\n   ${last()}`);
  if (JSON.parse(last()).userId !== "BR.7Q2") process.exitCode = 1;

  const before = heard.length;
  const attempts = [
    ["the same delivery again", { replay: click.delivery.id }, {}, 200],
    ["one byte changed after signing", click.webhook, { tamper: true }, 401],
    ["signed with another secret", click.webhook, { appSecret: "another app's" }, 401],
  ];
  print("6. What must not get through:");
  for (const [what, payload, options, expected] of attempts) {
    const [{ status }] = await meta.deliver(payload, options);
    print(`   ${what}: answered ${status}`);
    if (status !== expected) process.exitCode = 1;
  }
  print(`   lines printed for those: ${heard.length - before}`);
  if (heard.length !== before) process.exitCode = 1;
  await stack.destroy();
} finally {
  receiver?.kill();
  await stack.remove();
  await meta.close();
  rmSync(dir, { recursive: true, force: true });
}
