/** A Pix order sent to a simulated Meta; then one whose answer is lost, resolved by webhooks and not by a second message. */
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
const heard = [];
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
  heard.push(...received.events);
  response.writeHead(received.status).end();
});
server.listen(0, "127.0.0.1");
await once(server, "listening");

/** The program, as a service would run it. Not the synchronous form: the simulator answers from this very process. */
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
  const said = (await buffer(child.stdout)).toString();
  await meta.webhooksSettled();
  return said;
}

const statuses = () => heard.map(({ status }) => `${status?.status} ${status?.bizOpaqueCallbackData}`);

try {
  await meta.setWebhook({ url: `http://127.0.0.1:${server.address().port}/`, verifyToken, retryAfterMs: [0] });
  // Order messages are free-form: Meta takes them for 24 hours after the person has written.
  await meta.writeMessage("Quero dois bolos de cenoura e pão de queijo.", { person: { waId: customer } });
  heard.length = 0;
  print(`1. The order, and its way to Meta\n\n${await runShop("2026-1001")}`);
  const view = meta.orderView("2026-1001-1");
  print(
    `2. The person sees ${view.items.length} items, ${view.total}, ${view.buttons.map(({ text }) => text).join(", ")}`,
  );
  print(`   and the shop's webhook hears: ${statuses().join(", ")}`);

  heard.length = 0;
  meta.faults.add({ match: { verb: "send" }, when: "after", effect: { kind: "drop" } });
  const before = meta.messages().length;
  const said = await runShop("2026-1002");
  print(`3. The answer is lost after Meta took the message:\n   ${said.trim().split("\n").at(-1)}`);
  const resolved = resolveSendOutcome(heard, "shop/2026-1002-1");
  print(`   the statuses resolve it: ${resolved.outcome}, ${resolved.messageId}`);
  print(`   messages that the person got this time: ${meta.messages().length - before}`);
  if (resolved.outcome !== "accepted" || meta.messages().length - before !== 1) process.exitCode = 1;
} finally {
  server.close();
  await meta.close();
}
