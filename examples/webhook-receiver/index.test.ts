import { execFile, execFileSync, spawn, type ChildProcess } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { attributionMap, memoryStore } from "pulumi-whatsapp/webhooks";
import { createWebhookServer, type WebhookServer } from "./server";

const appSecret = "an-app-secret-for-tests";
const verifyToken = "a-verify-token-for-tests";
const ad = { adId: "120226305854810726", creativeId: "555", sequenceId: "186473890" };

function message(id: string, text: string, referral?: unknown, from: object = { from: "16505551234" }) {
  return {
    ...from,
    id,
    timestamp: "1750269342",
    type: "text",
    text: { body: text },
    referral,
  };
}

/** As Meta writes it: what is not ASCII is escaped. */
function bodyOf(...messages: readonly object[]): string {
  return JSON.stringify({
    object: "whatsapp_business_account",
    entry: [
      { id: "102290129340398", changes: [{ field: "messages", value: { messaging_product: "whatsapp", messages } }] },
    ],
  }).replace(/[^\0-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function sign(body: string): string {
  return `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`;
}

function deliver(url: string, body: string, signature = sign(body)): Promise<Response> {
  return fetch(url, { method: "POST", body, headers: { "x-hub-signature-256": signature } });
}

function handshake(token: string): string {
  return `?${new URLSearchParams({ "hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": token }).toString()}`;
}

describe("the server", () => {
  let webhooks: WebhookServer;
  let url: string;
  let failing = false;
  const handled: unknown[] = [];
  const reported: unknown[] = [];

  beforeEach(async () => {
    failing = false;
    handled.length = reported.length = 0;
    webhooks = createWebhookServer({
      appSecret,
      verifyToken,
      ads: attributionMap({ ads: [ad] }),
      store: memoryStore(),
      handle: (event, attribution) => {
        if (failing) throw new Error("the table is locked");
        handled.push([event.kind === "message" ? event.message.text : event.kind, attribution]);
      },
      report: (problem) => reported.push(problem),
    });
    const { server } = webhooks;
    await once(server.listen(0, "127.0.0.1"), "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`;
  });
  afterEach(() => webhooks.stop(0));

  test("answers Meta's handshake with the challenge, and another token with 403", async () => {
    const right = await fetch(url + handshake(verifyToken));
    expect([right.status, right.headers.get("content-type"), await right.text()]).toEqual([
      200,
      "text/plain; charset=utf-8",
      "1158201444",
    ]);
    const wrong = await fetch(url + handshake("wrong"));
    expect([wrong.status, await wrong.text()]).toEqual([403, "hub.verify_token does not match"]);
  });

  test("prints the sequence that the person saw once, however often Meta delivers", async () => {
    const click = message("wamid.1", "Olá, ä!", { source_id: ad.adId, source_type: "ad" });
    const body = bodyOf(click, message("wamid.2", "Hi"));
    for (const _delivery of [1, 2, 3]) expect((await deliver(url, body)).status).toBe(200);
    expect(handled).toEqual([
      ["Olá, ä!", { kind: "attributed", ...ad, by: "map" }],
      ["Hi", { kind: "unattributed", reason: "no referral" }],
    ]);
  });

  test("rejects an unsigned delivery and handles none of its events", async () => {
    const body = bodyOf(message("wamid.1", "Hi"));
    const answers = [await deliver(url, body, sign("other")), await deliver(url, body.replace("Hi", "Ho"), sign(body))];
    answers.push(await fetch(url, { method: "POST", body }), await fetch(url, { method: "PUT", body }));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 405]);
    expect(handled).toEqual([]);
  });

  test("rejects more than 3 MB and continues to serve", async () => {
    const tooLarge = await deliver(url, "x".repeat(4_000_000));
    expect([tooLarge.status, await tooLarge.text()]).toEqual([413, "the body is larger than 3145728 bytes"]);
    expect((await deliver(url, bodyOf(message("wamid.1", "Hi")))).status).toBe(200);
    expect(handled).toHaveLength(1);
  });

  test("handles an event whose handler failed when Meta delivers it again", async () => {
    const body = bodyOf(message("wamid.1", "Hi"));
    failing = true;
    expect((await deliver(url, body)).status).toBe(500);
    failing = false;
    expect((await deliver(url, body)).status).toBe(200);
    expect([handled.length, reported]).toEqual([1, [new Error("the table is locked")]]);
  });
});

describe("the program of npm start", () => {
  const dir = mkdtempSync(join(tmpdir(), "webhook-receiver-"));
  const children: ChildProcess[] = [];
  beforeAll(() => promisify(execFile)(process.execPath, [require.resolve("typescript/bin/tsc")], { cwd: __dirname }));
  afterEach(() => children.splice(0).forEach((child) => child.kill("SIGKILL")));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  const start = (env: Readonly<Record<string, string>> = {}) => {
    const child = spawn(process.execPath, ["dist/index.js"], {
      cwd: __dirname,
      env: { ...process.env, WHATSAPP_APP_SECRET: appSecret, WHATSAPP_VERIFY_TOKEN: verifyToken, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    children.push(child);
    const errors: string[] = [];
    child.stderr.on("data", (data: Buffer) => errors.push(data.toString()));
    const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
    const next = async () => JSON.parse((await lines.next()).value as string) as Readonly<Record<string, unknown>>;
    const closed = once(child, "close");
    return { child, next, closed, stderr: () => errors.join("") };
  };

  const startListening = async (env: Readonly<Record<string, string>> = {}) => {
    const started = start(env);
    return { ...started, url: String((await started.next())["url"]) };
  };

  test("prints a line for each event and stops on a signal", async () => {
    writeFileSync(join(dir, "outputs.json"), JSON.stringify({ sequenceId: ad.sequenceId, ads: [ad] }));
    const { child, next, url, closed } = await startListening({ WHATSAPP_ADS_FILE: join(dir, "outputs.json") });
    const click = message("wamid.1", "Hi", { source_id: ad.adId, source_type: "ad" });
    expect((await deliver(url, bodyOf(click))).status).toBe(200);
    expect(await next()).toEqual({
      kind: "message",
      id: "wamid.1",
      from: "16505551234",
      type: "text",
      text: "Hi",
      attribution: { kind: "attributed", ...ad, by: "map" },
    });
    const hidden = message("wamid.2", "Oi", { source_id: ad.adId }, { from_user_id: "BR.7Q2" });
    expect((await deliver(url, bodyOf(hidden))).status).toBe(200);
    expect(await next()).toEqual({
      kind: "message",
      id: "wamid.2",
      userId: "BR.7Q2",
      type: "text",
      text: "Oi",
      attribution: { kind: "attributed", ...ad, by: "map" },
    });
    child.kill("SIGTERM");
    expect(await closed).toEqual([0, null]);
  });

  test("continues when its output is closed, and reports it once", async () => {
    const { child, url, closed, stderr } = await startListening();
    child.stdout.destroy();
    for (const id of ["wamid.1", "wamid.2", "wamid.3"]) {
      expect((await deliver(url, bodyOf(message(id, "Hi")))).status).toBe(200);
    }
    child.kill("SIGTERM");
    expect(await closed).toEqual([0, null]);
    expect(stderr()).toBe('{"problem":"Standard output is closed: events are handled, but no longer printed."}\n');
  });

  test("continues when both its output and its errors are closed", async () => {
    const { child, url, closed } = await startListening();
    child.stdout.destroy();
    child.stderr.destroy();
    for (const id of ["wamid.1", "wamid.2"]) {
      expect((await deliver(url, bodyOf(message(id, "Hi", "not a referral")))).status).toBe(200);
    }
    child.kill("SIGTERM");
    expect(await closed).toEqual([0, null]);
  });

  test.each<[string, readonly NodeJS.Signals[], string]>([
    ["SIGTERM, within its grace period", ["SIGTERM"], "50"],
    ["SIGINT twice, at once", ["SIGINT", "SIGINT"], "600000"],
    ["SIGTERM and SIGINT, at once", ["SIGTERM", "SIGINT"], "600000"],
  ])("stops on %s despite slow clients", async (_what, signals, graceMs) => {
    const { child, url, closed } = await startListening({ SHUTDOWN_GRACE_MS: graceMs });
    const sockets = ["", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nab"].map((text) => {
      const socket = connect(Number(new URL(url).port), "127.0.0.1");
      socket.on("error", () => undefined).write(text);
      return socket;
    });
    // So that the server knows of them.
    await fetch(url);
    const [first, second] = signals;
    child.kill(first);
    if (second !== undefined) {
      // The first was taken once the server takes no connection any more.
      while (
        await fetch(url).then(
          () => true,
          () => false,
        )
      );
      child.kill(second);
    }
    expect(await closed).toEqual([0, null]);
    sockets.forEach((socket) => socket.destroy());
  });

  test("names the missing environment variables", async () => {
    const { closed, stderr } = start({ WHATSAPP_APP_SECRET: "", WHATSAPP_VERIFY_TOKEN: "" });
    expect([await closed, stderr()]).toEqual([
      [1, null],
      "Set WHATSAPP_APP_SECRET and WHATSAPP_VERIFY_TOKEN in the environment.\n",
    ]);
  });

  test("reports a port in use or an unreachable Redis without its password", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const used = start({ PORT: String(port) });
    expect([await used.closed, used.stderr()]).toEqual([
      [1, null],
      `Cannot listen on port ${port}: listen EADDRINUSE: address already in use 127.0.0.1:${port}. Set PORT to a free one.\n`,
    ]);
    server.close();
    const away = start({ REDIS_URL: `redis://:hidden@127.0.0.1:${port}` });
    expect([await away.closed, away.stderr()]).toEqual([
      [1, null],
      `Cannot use the Redis server of REDIS_URL: connect ECONNREFUSED 127.0.0.1:${port}.\n`,
    ]);
  });
});

test("on the simulator, prints an attributed click, no forged or repeated delivery", () => {
  const output = execFileSync(process.execPath, ["on-simulator.mjs", "--built"], { cwd: __dirname, encoding: "utf8" });
  expect(output).toMatch(/"text":"How do I sign up\?","attribution":\{"kind":"attributed","adId":"\d+".*"by":"map"\}/);
  expect(output).toMatch(/"userId":"BR\.7Q2","name":"Bia","username":"bia\.doces".*"kind":"attributed"/);
  expect(output).toContain("one byte changed after signing: answered 401");
  expect(output).toContain("signed with another secret: answered 401");
  expect(output).toContain("lines printed for those: 0");
}, 60_000);
