/** Moves one order of a simulated demo account from sent to completed. Forbidden changes are rejected before anything is sent. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTemporaryStack, DeploymentError } from "pulumi-whatsapp-engine";
import { startSimulator } from "pulumi-whatsapp-simulator";

const meta = await startSimulator();
const customer = "5511987654321";
// In a real project, keep the outbox with the stack. Here it is temporary.
const outbox = mkdtempSync(join(tmpdir(), "order-lifecycle-"));
const stack = await createTemporaryStack({
  workDir: fileURLToPath(new URL(".", import.meta.url)),
  config: { customer: { value: customer, secret: true } },
  envVars: {
    WHATSAPP_BASE_URL: meta.url,
    WHATSAPP_ACCESS_TOKEN: meta.accessToken,
    WHATSAPP_PHONE_NUMBER_ID: meta.phoneNumberId,
    WHATSAPP_ORDER_RECIPIENTS: customer,
    WHATSAPP_ORDER_OUTBOX: outbox,
  },
});
const print = (text) => process.stdout.write(text);
const referenceId = "demo-1001";

/** Sets the configuration, runs up, and prints the number of messages and what the person sees. */
async function runStep(title, config) {
  print(`\n${title}\n`);
  meta.clearJournal();
  for (const [key, value] of Object.entries(config)) await stack.setConfig(key, { value: JSON.stringify(value) });
  let refused;
  await stack.up({ onOutput: () => undefined }).catch((error) => {
    if (!(error instanceof DeploymentError)) throw error;
    refused = error.message;
  });
  if (refused !== undefined)
    print(
      `  refused: ${refused
        .split("\n")
        .find((line) => line.includes("order"))
        ?.trim()}\n`,
    );
  const { total, status, isPaid, buttons } = meta.orderView(referenceId);
  print(`  messages sent: ${meta.journal().length}; the person sees ${total}, ${status}${isPaid ? ", paid" : ""}`);
  print(`, ${buttons.map(({ text }) => text).join(", ")}\n`);
}

// Order messages are free-form: Meta delivers them within 24 hours of the person's last message.
await meta.writeMessage("Olá! Quero dois bolos de cenoura.", { person: { waId: customer } });

const payment = { status: "captured", timestamp: 1763640000 };
try {
  await runStep("The order is sent", {});
  await runStep("Nothing new in the program", {});
  await runStep("It is paid, and being prepared", { status: "processing", payment });
  await runStep("Canceled, though it is paid", { status: "canceled" });
  await runStep("Shipped", { status: "shipped" });
  await runStep("Completed", { status: "completed" });
  await runStep("Back to processing", { status: "processing" });
  print("\nThe stack is destroyed; the order stays with the person\n");
  await stack.setConfig("status", { value: JSON.stringify("completed") });
  meta.clearJournal();
  await stack.destroy();
  print(`  messages sent: ${meta.journal().length}\n`);
  if (meta.orders()[0]?.status !== "completed" || meta.messages().length !== 4) process.exitCode = 1;
} finally {
  await stack.remove();
  await meta.close();
  rmSync(outbox, { recursive: true, force: true });
}
