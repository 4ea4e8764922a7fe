/** Sends a Pix order to a simulator of Meta's API, then one whose response is lost and whose outcome webhooks resolve. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { answerHandshake, receive, resolveSendOutcome } from "pulumi-whatsapp/webhooks";
import { startSimulator } from "pulumi-whatsapp-simulator";

const here = fileURLToPath(new URL(".", import.meta.url));
const print = (text) => process.stdout.write(`${text}\n`);
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
if (spawnSync(process.execPath, [tsc], { cwd: here, stdio: "inherit" }).status !== 0) process.exit(1);

const meta = await startSimulator();
const verifyToken = "only between us";
const events = [];
const customer = "5511987654321";
const server = createServer(async (request, response) => {
  const { searchParams } = new URL(request.url, "http://localhost");
  if (request.method === "GET") {
    const { status, body } = answerHandshake(searchParams, { verifyToken });
    response.writeHead(status).end(body);
    return;
  }
  const rawBody = await buffer(request);
  const received = await receive({ rawBody, headers: request.headers, appSecret: meta.appSecret });
  events.push(...received.events);
  response.writeHead(received.status).end();
});
server.listen(0, "127.0.0.1");
await once(server, "listening");

/** Runs the program in its own process. Asynchronous, because the simulator runs in this process. */
async function runShop(orderNumber) {
  const env = {
    ...process.env,
    ORDER_NUMBER: orderNumber,
    CUSTOMER: customer,
    WHATSAPP_BASE_URL: meta.url,
    WHATSAPP_ACCESS_TOKEN: meta.accessToken,
    WHATSAPP_PHONE_NUMBER_ID: meta.phoneNumberId,
  };
  const child = spawn(process.execPath, ["dist/index.js"], { cwd: here, env, stdio: ["ignore", "pipe", "inherit"] });
  const output = (await buffer(child.stdout)).toString();
  await meta.webhooksSettled();
  return output;
}

const statuses = () => events.map(({ status }) => `${status?.status} ${status?.bizOpaqueCallbackData}`);

try {
  await meta.setWebhook({ url: `http://127.0.0.1:${server.address().port}/`, verifyToken, retryAfterMs: [0] });
  // Order messages are free-form: Meta delivers them within 24 hours of the person's last message.
  await meta.writeMessage("Quero dois bolos de cenoura e pão de queijo.", { person: { waId: customer } });
  events.length = 0;
  print(`1. The shop sends the order\n\n${await runShop("2026-1001")}`);
  const view = meta.orderView("2026-1001-1");
  print(
    `2. The person sees ${view.items.length} items, ${view.total}, ${view.buttons.map(({ text }) => text).join(", ")}`,
  );
  print(`   and the shop's webhook receives: ${statuses().join(", ")}`);

  events.length = 0;
  meta.faults.add({ match: { verb: "send" }, when: "after", effect: { kind: "drop" } });
  const before = meta.messages().length;
  const output = await runShop("2026-1002");
  print(`3. The response is lost after Meta accepted the message:\n   ${output.trim().split("\n").at(-1)}`);
  const resolved = resolveSendOutcome(events, "shop/2026-1002-1");
  print(`   the statuses resolve it: ${resolved.outcome}, ${resolved.messageId}`);
  print(`   messages that the person got this time: ${meta.messages().length - before}`);
  if (resolved.outcome !== "accepted" || meta.messages().length - before !== 1) process.exitCode = 1;
} finally {
  server.close();
  await meta.close();
}
