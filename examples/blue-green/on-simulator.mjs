/** Changes the greeting of a running ad on a simulator of Meta's API, and prints the calls in order. */
import { fileURLToPath } from "node:url";
import { createTemporaryStack } from "pulumi-whatsapp-engine";
import { startSimulator } from "pulumi-whatsapp-simulator";

const meta = await startSimulator();
const { adId } = meta.addAd({ name: "Spring" });
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
const describeGreeting = () => {
  const { sequenceId } = meta.ads().find(({ id }) => id === adId);
  const row = meta.sequences().find(({ id }) => id === sequenceId);
  return `ad ${adId} shows ${JSON.stringify(row?.content?.text)}, sequence ${sequenceId}\n`;
};

try {
  await stack.up({ onOutput: print });
  print(`\nThe ${describeGreeting()}`);
  meta.clearJournal();
  await stack.setConfig("greeting", { value: "Hi! Spring offers are here." });
  await stack.up({ onOutput: print });
  print(`\nThe ${describeGreeting()}\nWrite requests, in order\n`);
  for (const { method, path, query } of meta.journal().filter(({ method }) => method !== "GET"))
    print(`  ${method} ${path} ${query.sequence_id ?? ""}\n`);
  await stack.destroy({ onOutput: print });
  if (meta.sequences().length > 0) process.exitCode = 1;
} finally {
  await stack.remove();
  await meta.close();
}
