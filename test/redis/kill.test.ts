import { createClient } from "@redis/client";
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { startSimulator, type Simulator } from "pulumi-whatsapp-simulator";
import { RedisServer } from "./redis-server";

const example = join(__dirname, "../../examples/webhook-receiver");
const verifyToken = "only between us";
const redis = new RedisServer();
const dir = mkdtempSync(join(tmpdir(), "killed-receiver-"));
const logFile = join(dir, "handled");
let meta: Simulator;
const children: ChildProcess[] = [];

beforeAll(async () => {
  await promisify(execFile)(process.execPath, [require.resolve("typescript/bin/tsc")], { cwd: example });
  await redis.start();
});
beforeEach(async () => {
  const client = await createClient({ url: redis.url }).connect();
  await client.flushAll();
  client.destroy();
  meta = await startSimulator();
  writeFileSync(logFile, "");
});
afterEach(async () => {
  children.splice(0).forEach((child) => child.kill("SIGKILL"));
  await meta.close();
});
afterAll(async () => {
  await redis.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Starts a receiver; `port` 0 is any. */
async function startReceiver(settings: {
  readonly port: number;
  readonly redisUrl: string | undefined;
  readonly dieAt?: string;
  /** Number of times the step succeeds before. */
  readonly dieAfter?: number;
}) {
  const receiver = spawn(process.execPath, [join(__dirname, "receiver.mjs")], {
    env: { ...process.env, RECEIVER: JSON.stringify({ appSecret: meta.appSecret, verifyToken, logFile, ...settings }) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(receiver);
  const lines = createInterface(receiver.stdout)[Symbol.asyncIterator]();
  const next = async (): Promise<number> => Number((await lines.next()).value);
  const exited = once(receiver, "exit");
  return { port: await next(), exited, nextStatus: next };
}

/** Lets five minutes pass for the claims, which end by themselves in Redis. */
async function endClaims(): Promise<void> {
  const client = await createClient({ url: redis.url }).connect();
  for (const key of await client.keys("*")) {
    if ((await client.get(key)) === "done") continue;
    const ttlMs = await client.pTTL(key);
    expect(ttlMs).toBeGreaterThan(0);
    expect(ttlMs).toBeLessThanOrEqual(300_000);
    await client.pExpire(key, 1);
  }
  client.destroy();
}

function payloadOf(...ids: readonly string[]) {
  const messages = ids.map((id) => ({
    id,
    from: "16505551234",
    timestamp: "1750269342",
    type: "text",
    text: { body: "Hi" },
  }));
  const changes = [{ field: "messages", value: { messaging_product: "whatsapp", messages } }];
  return { object: "whatsapp_business_account", entry: [{ id: "102290129340398", changes }] };
}

/** Responses in order, repetitions once. */
function responses(): readonly string[] {
  return meta
    .deliveries()
    .map(({ status }) => (status === null ? "none" : String(status)))
    .filter((status, i, all) => status !== all[i - 1]);
}

function runs(): string {
  const log = readFileSync(logFile, "utf8");
  return `${log.split("begun ").length - 1}, ${log.split("ended ").length - 1}`;
}

const retryAfterMs = Array<number>(5_000).fill(20);

/** Delivers a message to a receiver that dies at this step and is started again; then the same delivery once more. */
async function play(dieAt: string, redisUrl: string | undefined): Promise<string> {
  const first = await startReceiver({ port: 0, redisUrl, dieAt });
  const { port } = first;
  await meta.setWebhook({ url: `http://127.0.0.1:${port}`, verifyToken, retryAfterMs });
  const delivered = meta.deliver(payloadOf("wamid.1"));
  expect(await first.exited).toEqual([null, "SIGKILL"]);
  const second = await startReceiver({ port, redisUrl });
  if (dieAt !== "after the response" && (await second.nextStatus()) === 503) await endClaims();
  const [delivery] = await delivered;
  expect(delivery).toMatchObject({ status: 200, outcome: "delivered" });
  const received = responses().join(", ");
  const handled = runs();
  const [again] = await meta.deliver({ replay: delivery?.id ?? "" });
  expect(again).toMatchObject({ status: 200 });
  return `${received} | ${handled} | ${runs()}`;
}

/** Rows of the table in docs/webhooks.md: step, then the cells for Redis and for memory. */
const rows = readFileSync(join(__dirname, "../../docs/webhooks.md"), "utf8")
  .split("\n")
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .filter(([, step = ""]) => /^(before|after|in) the /.test(step))
  .map(([, step = "", ...cells]) => [step, cells.slice(0, 3).join(" | "), cells.slice(3, 6).join(" | ")] as const);

test("docs/webhooks.md has a row for each step", () => {
  expect(rows.map(([step]) => step)).toEqual([
    "before the claim",
    "after the claim, before the handler",
    "in the handler",
    "after the handler, before the confirmation",
    "after the confirmation, before the response",
    "after the response",
  ]);
});

test.each(rows)("killed %s, with Redis: %s; in memory: %s", async (step, withRedis, inMemory) => {
  expect(await play(step, redis.url)).toBe(withRedis);
  await meta.close();
  meta = await startSimulator();
  writeFileSync(logFile, "");
  expect(await play(step, undefined)).toBe(inMemory);
});

test("a kill during the second of three messages repeats the rest", async () => {
  const first = await startReceiver({ port: 0, redisUrl: redis.url, dieAt: "in the handler", dieAfter: 1 });
  await meta.setWebhook({ url: `http://127.0.0.1:${first.port}`, verifyToken, retryAfterMs });
  const delivered = meta.deliver(payloadOf("wamid.1", "wamid.2", "wamid.3"));
  expect(await first.exited).toEqual([null, "SIGKILL"]);
  const second = await startReceiver({ port: first.port, redisUrl: redis.url });
  expect(await second.nextStatus()).toBe(503);
  await endClaims();
  await delivered;
  expect(responses()).toEqual(["none", "503", "200"]);
  const ended = [...readFileSync(logFile, "utf8").matchAll(/^ended message:(wamid\.\d)/gm)].map(([, id]) => id);
  // Claims end one by one here, so a retry may find the third free before the second.
  expect([ended.sort(), runs()]).toEqual([["wamid.1", "wamid.2", "wamid.3"], "4, 3"]);
});
