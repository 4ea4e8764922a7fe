/** Runs up and destroy on a simulator of Meta's API, and prints the ad's creative and sequence after each. */
import { fileURLToPath } from "node:url";
import { createTemporaryStack } from "pulumi-whatsapp-engine";
import { startSimulator } from "pulumi-whatsapp-simulator";

const meta = await startSimulator();
const { adId, creativeId: before } = meta.addAd({ name: "Drive with us" });
const stack = await createTemporaryStack({
  workDir: fileURLToPath(new URL(".", import.meta.url)),
  config: { adId: { value: adId }, pageId: { value: meta.pageId } },
  envVars: {
    WHATSAPP_BASE_URL: meta.url,
    WHATSAPP_ACCESS_TOKEN: meta.accessToken,
    WHATSAPP_WABA_ID: meta.wabaId,
    WHATSAPP_AD_ACCOUNT_ID: meta.adAccountId,
  },
});
const print = (text) => process.stdout.write(text);
const adNow = () => {
  const { creativeId, sequenceId } = meta.ads().find(({ id }) => id === adId);
  return `ad ${adId}: creative ${creativeId}, sequence ${sequenceId ?? "none"}\n`;
};

try {
  print(`Before: ${adNow()}`);
  await stack.up({ onOutput: print });
  print(`After up: ${adNow()}`);
  await stack.destroy({ onOutput: print });
  print(`After destroy: ${adNow()}`);
  const { creativeId } = meta.ads().find(({ id }) => id === adId);
  if (creativeId !== before || meta.sequences().length > 0) process.exitCode = 1;
} finally {
  await stack.remove();
  await meta.close();
}
