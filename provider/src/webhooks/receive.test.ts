import { confirmHandled, releaseClaim } from "./claims";
import type { DeduplicationStore } from "./deduplication-store";
import type { WebhookEvent } from "./events";
import { memoryStore } from "./memory-store";
import { orderFailureOf } from "./order-failure";
import { defaultMaxBodyBytes, receive } from "./receive";
import { resolveSendOutcome } from "./send-outcome";
import {
  appSecret,
  bodyOf,
  change,
  contacts,
  entry,
  failedStatus,
  message,
  metaError,
  sign,
  signedHeaders,
  webhook,
} from "./testing/samples";

const body = bodyOf(message());

async function confirmAll(events: readonly WebhookEvent[], store: DeduplicationStore) {
  for (const event of events) await confirmHandled(event, store);
}

test("a signed delivery returns its events, a confirmed replay none", async () => {
  const store = memoryStore();
  const delivery = { rawBody: body, headers: signedHeaders(body), appSecret, store };
  const received = await receive(delivery);
  expect(received).toMatchObject({
    status: 200,
    reason: undefined,
    events: [{ kind: "message", message: { id: "wamid.1" } }],
    duplicates: 0,
    inProgress: 0,
    problems: [],
  });
  await confirmAll(received.events, store);
  expect(await receive(delivery)).toMatchObject({ status: 200, events: [], duplicates: 1, inProgress: 0 });
});

test("a delivery with an event in progress gets 503 and the others", async () => {
  const store = memoryStore();
  const first = await receive({ rawBody: body, headers: signedHeaders(body), appSecret, store });
  const both = bodyOf(message("wamid.1"), message("wamid.2"));
  const delivery = { rawBody: both, headers: signedHeaders(both), appSecret, store };
  const second = await receive(delivery);
  expect(second).toMatchObject({
    status: 503,
    reason: "events in progress elsewhere: 1",
    events: [{ message: { id: "wamid.2" } }],
    duplicates: 0,
    inProgress: 1,
  });
  await confirmAll(second.events, store);
  await Promise.all(first.events.map((event) => releaseClaim(event, store)));
  const third = await receive(delivery);
  expect(third).toMatchObject({ status: 200, events: [{ message: { id: "wamid.1" } }], duplicates: 1 });
});

test("a later delivery returns the unconfirmed events of a dead process", async () => {
  let nowMs = 0;
  const store = memoryStore({ now: () => nowMs });
  const delivery = { rawBody: body, headers: signedHeaders(body), appSecret, store, claimTtlMs: 60_000 };
  await receive(delivery);
  nowMs = 59_999;
  expect(await receive(delivery)).toMatchObject({ status: 503, events: [] });
  nowMs = 60_000;
  expect(await receive(delivery)).toMatchObject({ status: 200, events: [{ kind: "message" }] });
});

test("rethrows errors of the store, and accepts the delivery later", async () => {
  const memory = memoryStore();
  let isDown = true;
  const store: DeduplicationStore = {
    ...memory,
    claim: (key, ttlMs, id) => {
      if (isDown && key.includes("wamid.2")) throw new Error("the store is away");
      return memory.claim(key, ttlMs, id);
    },
  };
  const both = bodyOf(message("wamid.1"), message("wamid.2"));
  const delivery = { rawBody: both, headers: signedHeaders(both), appSecret, store };
  await expect(receive(delivery)).rejects.toThrow("the store is away");
  isDown = false;
  expect((await receive(delivery)).events).toHaveLength(2);
});

test("without a store, every delivery returns all its events", async () => {
  const delivery = { rawBody: body, headers: signedHeaders(body), appSecret };
  for (const _time of [1, 2]) {
    expect(await receive(delivery)).toMatchObject({ status: 200, events: [{ kind: "message" }], duplicates: 0 });
  }
});

const rejected = { events: [], duplicates: 0, inProgress: 0, problems: [], delivery: undefined };

test.each<[string, Uint8Array | string, Readonly<Record<string, string>>, number, string]>([
  ["no signature", body, {}, 401, "X-Hub-Signature-256: missing"],
  ["a changed byte", body.replace("Hello", "Hallo"), signedHeaders(body), 401, "X-Hub-Signature-256: mismatch"],
  ["another secret", body, { "x-hub-signature-256": sign(body, "other") }, 401, "X-Hub-Signature-256: mismatch"],
  ["an old signature", body, { "x-hub-signature-256": "sha1=0" }, 401, "X-Hub-Signature-256: malformed"],
  ["signed nonsense", "{", signedHeaders("{"), 400, "the body is not JSON"],
])("rejects %s, and claims nothing", async (_what, rawBody, headers, status, reason) => {
  const store = memoryStore();
  const received = await receive({ rawBody, headers, appSecret, store });
  expect(received).toEqual({ ...rejected, status, reason });
  expect(await receive({ rawBody: body, headers: signedHeaders(body), appSecret, store })).toMatchObject({
    status: 200,
    events: [{ kind: "message" }],
  });
});

/** A webhook of exactly so many bytes. */
function bodyOfSize(bytes: number): Buffer {
  const rest = bytes - bodyOf(message("wamid.1", { padding: "" })).length;
  return Buffer.from(bodyOf(message("wamid.1", { padding: "x".repeat(rest) })));
}

test("reads 3 MB, and rejects one byte more before checking the signature", async () => {
  const largest = bodyOfSize(defaultMaxBodyBytes);
  expect(largest).toHaveLength(3 * 1024 * 1024);
  expect(await receive({ rawBody: largest, headers: signedHeaders(largest), appSecret })).toMatchObject({
    status: 200,
    events: [{ kind: "message" }],
  });
  const tooLarge = bodyOfSize(defaultMaxBodyBytes + 1);
  expect(await receive({ rawBody: tooLarge, headers: {}, appSecret })).toEqual({
    ...rejected,
    status: 413,
    reason: "the body is larger than 3145728 bytes",
  });
});

test("applies the caller's limit in bytes, also to text", async () => {
  const rawBody = '"ää"';
  const delivery = { rawBody, headers: signedHeaders(rawBody), appSecret };
  expect(await receive({ ...delivery, maxBodyBytes: 6 })).toMatchObject({ status: 200, events: [] });
  expect(await receive({ ...delivery, maxBodyBytes: 5 })).toMatchObject({ status: 413 });
  await expect(receive({ ...delivery, maxBodyBytes: 0, claimTtlMs: 0 })).rejects.toThrow(
    "maxBodyBytes: must be a positive integer\nclaimTtlMs: must be a positive integer",
  );
});

test("returns the new half of a batch of 1,000 entries", async () => {
  const store = memoryStore();
  const batch = (ids: readonly number[]): string =>
    JSON.stringify(webhook(...ids.map((id) => entry(change({ contacts, messages: [message(`wamid.${id}`)] })))));
  const numbers = Array.from({ length: 1000 }, (_, i) => i);
  for (const [ids, fresh, duplicates] of [
    [numbers.slice(0, 500), 500, 0],
    [numbers, 500, 500],
  ] as const) {
    const rawBody = batch(ids);
    const { events, ...rest } = await receive({ rawBody, headers: signedHeaders(rawBody), appSecret, store });
    expect(events).toHaveLength(fresh);
    expect(rest).toMatchObject({ status: 200, duplicates });
    await confirmAll(events, store);
  }
});

test("a delivery resolves the late failure of an order_status, once", async () => {
  const status = failedStatus("wamid.status", [metaError(2046)], { biz_opaque_callback_data: "order-7" });
  const rawBody = JSON.stringify(webhook(entry(change({ statuses: [status] }))));
  const store = memoryStore();
  const delivery = { rawBody, headers: signedHeaders(rawBody), appSecret, store };
  const { events } = await receive(delivery);
  expect(events.map((event) => orderFailureOf(event))).toMatchObject([
    { kind: "invalid-transition", messageId: "wamid.status", code: 2046 },
  ]);
  expect(resolveSendOutcome(events, "order-7")).toMatchObject({ outcome: "rejected", messageId: "wamid.status" });
  await confirmAll(events, store);
  expect(await receive(delivery)).toMatchObject({ status: 200, events: [], duplicates: 1, problems: [] });
});

describe("the raw delivery", () => {
  test.each<[string, Uint8Array | string, "utf8" | "base64"]>([
    ["text", body, "utf8"],
    ["bytes", Buffer.from(body), "utf8"],
    ["bytes within a larger buffer", new Uint8Array(Buffer.from(`__${body}__`)).subarray(2, 2 + body.length), "utf8"],
    ["letters beyond ASCII", Buffer.from(bodyOf(message("wamid.ä", { text: { body: "Olá 😀" } }))), "utf8"],
    ["a byte order mark", Buffer.from(`\ufeff${body}`), "utf8"],
    ["bytes that are not UTF-8", Buffer.from(body.replace("Hello", "H\xe4llo"), "latin1"), "base64"],
    ["half a surrogate pair", body.replace("Hello", "\ud800"), "utf8"],
  ])("of %s survives JSON and gives the same events", async (_what, rawBody, encoding) => {
    const headers = { ...signedHeaders(rawBody), authorization: "Basic secret" };
    const { delivery, events } = await receive({ rawBody, headers, appSecret });
    expect(delivery).toMatchObject({ encoding, headers: { "x-hub-signature-256": sign(rawBody) } });
    expect(JSON.stringify(delivery)).not.toContain("secret");
    const stored = JSON.parse(JSON.stringify(delivery)) as NonNullable<typeof delivery>;
    const again = await receive({ ...stored, appSecret, store: memoryStore() });
    expect(again).toMatchObject({ status: 200, delivery: stored });
    expect(again.events.map(({ kind }) => kind)).toEqual(events.map(({ kind }) => kind));
    expect(events).toHaveLength(1);
  });

  test("is not decoded from base64 if it is bytes", async () => {
    const delivery = {
      rawBody: Buffer.from(body),
      encoding: "base64",
      headers: signedHeaders(body),
      appSecret,
    } as const;
    expect(await receive(delivery)).toMatchObject({ status: 200, events: [{ kind: "message" }] });
  });

  test("is limited by its bytes, not by its base64", async () => {
    const rawBody = Buffer.from(body).toString("base64");
    const delivery = { rawBody, encoding: "base64", headers: signedHeaders(body), appSecret } as const;
    expect(await receive({ ...delivery, maxBodyBytes: body.length })).toMatchObject({ status: 200 });
    expect(await receive({ ...delivery, maxBodyBytes: body.length - 1 })).toMatchObject({ status: 413 });
  });
});

test.each<[string, string]>([
  [
    "10,000 levels in a text",
    bodyOf(message("wamid.1", { text: "ODD" })).replace('"ODD"', `${"[".repeat(10_000)}${"]".repeat(10_000)}`),
  ],
  [
    "integers beyond 2^53",
    bodyOf(message("wamid.1", { odd: "ODD" })).replace('"ODD"', "123456789012345678901234567890"),
  ],
  ["numbers beyond doubles", bodyOf(message("wamid.1", { odd: "ODD" })).replace('"ODD"', "[1e400,-1e400,1e-400,-0]")],
  ["a time beyond all calendars", bodyOf(message("wamid.1", { timestamp: "999999999999" }))],
  [
    "keys that reach prototypes",
    bodyOf(message("wamid.1")).replace('"type"', '"__proto__":{"toJSON":1},"toJSON":"x","type"'),
  ],
])("serializes the result for %s, and confirms its events afterwards", async (_what, rawBody) => {
  const store = memoryStore();
  const delivery = { rawBody, headers: signedHeaders(rawBody), appSecret, store };
  const received = JSON.parse(JSON.stringify(await receive(delivery))) as Awaited<ReturnType<typeof receive>>;
  expect(received.events).toHaveLength(1);
  await confirmAll(received.events, store);
  expect(await receive(delivery)).toMatchObject({ status: 200, events: [], duplicates: 1 });
});

test("rejects a parsed body as a caller's error", async () => {
  const rawBody = JSON.parse(body) as string;
  await expect(receive({ rawBody, headers: signedHeaders(body), appSecret })).rejects.toThrow(
    "rawBody: must be the raw bytes",
  );
});
