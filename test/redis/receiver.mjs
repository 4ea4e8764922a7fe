/**
 * The example's receiver in a process that kills itself at a named step. Prints one word for each thing that happened; what was handled is
 * in a file, which survives.
 */
import { appendFileSync } from "node:fs";
import { createRequire } from "node:module";

const example = new URL("../../examples/webhook-receiver/dist/", import.meta.url);
const load = createRequire(example);
const { createWebhookServer } = load("./server.js");
const { openRedisStore } = load("./redis-store.js");
const { attributionMap, eventKey, memoryStore } = load("pulumi-whatsapp/webhooks");

const {
  appSecret,
  verifyToken,
  port,
  redisUrl,
  logFile,
  dieAt,
  dieAfter = 0,
} = JSON.parse(process.env.RECEIVER ?? "{}");
const print = (text) => process.stdout.write(`${text}\n`);
let reached = 0;
const reach = (step) => {
  if (step === dieAt && reached++ === dieAfter) process.kill(process.pid, "SIGKILL");
};

const inner = redisUrl === undefined ? memoryStore() : await openRedisStore({ url: redisUrl, report: () => {} });
const store = {
  claim: async (...args) => {
    reach("before the claim");
    const result = await inner.claim(...args);
    reach("after the claim, before the handler");
    return result;
  },
  confirm: async (key) => {
    reach("after the handler, before the confirmation");
    await inner.confirm(key);
    reach("after the confirmation, before the response");
  },
  release: inner.release,
};

const { server } = createWebhookServer({
  appSecret,
  verifyToken,
  ads: attributionMap({ ads: [] }),
  store,
  handle: async (event) => {
    appendFileSync(logFile, `begun ${eventKey(event)}\n`);
    await Promise.resolve();
    reach("in the handler");
    appendFileSync(logFile, `ended ${eventKey(event)}\n`);
  },
  report: () => {},
});
server.on("request", (request, response) => {
  response.on("finish", () => {
    if (request.method !== "POST") return;
    print(response.statusCode);
    reach("after the response");
  });
});
server.listen(port, "127.0.0.1", () => print(server.address().port));
