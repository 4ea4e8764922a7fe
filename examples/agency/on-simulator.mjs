/** Runs the program on a simulator of Meta's API with the accounts of two clients, each accessible only with its own token. */
import { fileURLToPath } from "node:url";
import { createTemporaryStack } from "pulumi-whatsapp-engine";
import { startSimulator } from "pulumi-whatsapp-simulator";

const meta = await startSimulator();
const clients = { bakery: "201", florist: "202" };
/** @param {[name: string, id: string]} client */
function addClient([name, id]) {
  const wabaId = meta.addWaba({ id, name });
  return [wabaId, meta.addToken({ wabaIds: [wabaId] })];
}
const stack = await createTemporaryStack({
  workDir: fileURLToPath(new URL(".", import.meta.url)),
  config: {
    clients: {
      value: JSON.stringify({
        bakery: { wabaId: clients.bakery, greeting: "Fresh bread every morning. What may we keep for you?" },
        florist: { wabaId: clients.florist, greeting: "Hello! Which flowers are you looking for?" },
      }),
    },
    tokens: { value: JSON.stringify(Object.fromEntries(Object.entries(clients).map(addClient))), secret: true },
  },
  envVars: { WHATSAPP_BASE_URL: meta.url },
});
const print = (text) => process.stdout.write(text);

try {
  await stack.up({ onOutput: print });
  for (const [name, wabaId] of Object.entries(clients))
    print(
      `${name} (${wabaId}): ${meta
        .sequences(wabaId)
        .map(({ content }) => content?.text)
        .join(", ")}\n`,
    );
  await stack.destroy({ onOutput: print });
  if (meta.sequences().length > 0) process.exitCode = 1;
} finally {
  await stack.remove();
  await meta.close();
}
