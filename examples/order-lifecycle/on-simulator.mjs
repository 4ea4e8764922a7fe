/** One order of a simulated demo account: sent, paid, shipped, completed; what the rules forbid is refused before anything is sent. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTemporaryStack, DeploymentError } from "pulumi-whatsapp-engine";
import { startSimulator } from "pulumi-whatsapp-simulator";

const meta = await startSimulator();
const customer = "5511987654321";
// In a real project the outbox stays with the stack; here it goes with it.
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

/** One step of the order's life: what the program says, what it took, and what the person sees then. */
async function step(title, config) {
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

// Order messages are free-form: Meta takes them for 24 hours after the person has written.
await meta.writeMessage("Olá! Quero dois bolos de cenoura.", { person: { waId: customer } });

const payment = { status: "captured", timestamp: 1763640000 };
try {
  await step("The order is sent", {});
  await step("Nothing new in the program", {});
  await step("It is paid, and being prepared", { status: "processing", payment });
  await step("Canceled, though it is paid", { status: "canceled" });
  await step("Shipped", { status: "shipped" });
  await step("Completed", { status: "completed" });
  await step("Back to processing", { status: "processing" });
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
