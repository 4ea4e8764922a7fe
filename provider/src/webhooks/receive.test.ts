import { memoryStore } from "./deduplicate";
import { orderFailureOf } from "./order-failure";
import { defaultMaxBodyBytes, receive } from "./receive";
import { resolveSendOutcome } from "./send-outcome";
import {
  appSecret,
  bodyOf,
  change,
  contacts,
  entry,
  failed,
  message,
  metaError,
  sign,
  signedHeaders,
  webhook,
} from "./testing/samples";

const body = bodyOf(message());

test("a signed delivery gives its events, a replay of it none", async () => {
  const seen = memoryStore();
  const delivery = { rawBody: body, headers: signedHeaders(body), appSecret, seen };
  expect(await receive(delivery)).toMatchObject({
    status: 200,
    events: [{ kind: "message", message: { id: "wamid.1" } }],
    duplicates: 0,
    problems: [],
  });
  expect(await receive(delivery)).toMatchObject({ status: 200, events: [], duplicates: 1 });
});

test("without a memory every delivery counts as the first", async () => {
  const delivery = { rawBody: body, headers: signedHeaders(body), appSecret };
  for (const _time of [1, 2])
    expect(await receive(delivery)).toMatchObject({ events: [{ kind: "message" }], duplicates: 0 });
});

test.each<[string, Uint8Array | string, Readonly<Record<string, string>>, number, string]>([
  ["no signature", body, {}, 401, "X-Hub-Signature-256: missing"],
  ["a changed byte", body.replace("Hello", "Hallo"), signedHeaders(body), 401, "X-Hub-Signature-256: mismatch"],
  ["another secret", body, { "x-hub-signature-256": sign(body, "other") }, 401, "X-Hub-Signature-256: mismatch"],
  ["an old signature", body, { "x-hub-signature-256": "sha1=0" }, 401, "X-Hub-Signature-256: malformed"],
  ["signed nonsense", "{", signedHeaders("{"), 400, "the body is not JSON"],
])("%s is refused, and nothing counts as seen", async (_what, rawBody, headers, status, reason) => {
  const seen = memoryStore();
  expect(await receive({ rawBody, headers, appSecret, seen })).toEqual({ status, reason, events: [] });
  expect(seen.add("message:wamid.1")).toBe(true);
});

/** A webhook of exactly so many bytes. */
function sized(bytes: number): Buffer {
  const rest = bytes - bodyOf(message("wamid.1", { padding: "" })).length;
  return Buffer.from(bodyOf(message("wamid.1", { padding: "x".repeat(rest) })));
}

test("3 MB are read; one byte more is refused before anything is computed, and before the signature is looked at", async () => {
  const largest = sized(defaultMaxBodyBytes);
  expect(largest).toHaveLength(3 * 1024 * 1024);
  expect(await receive({ rawBody: largest, headers: signedHeaders(largest), appSecret })).toMatchObject({
    status: 200,
    events: [{ kind: "message" }],
  });
  const tooLarge = sized(defaultMaxBodyBytes + 1);
  expect(await receive({ rawBody: tooLarge, headers: {}, appSecret })).toEqual({
    status: 413,
    reason: "the body is larger than 3145728 bytes",
    events: [],
  });
});

test("the limit is the caller's, in bytes, also of text", async () => {
  const rawBody = '"ää"';
  const delivery = { rawBody, headers: signedHeaders(rawBody), appSecret };
  expect(await receive({ ...delivery, maxBodyBytes: 6 })).toMatchObject({ status: 200, events: [] });
  expect(await receive({ ...delivery, maxBodyBytes: 5 })).toMatchObject({ status: 413 });
  await expect(receive({ ...delivery, maxBodyBytes: 0 })).rejects.toThrow("maxBodyBytes: must be a positive integer");
});

test("of a batch of 1,000 entries, half of which came before, the other half is new", async () => {
  const seen = memoryStore();
  const batch = (ids: readonly number[]): string =>
    JSON.stringify(webhook(...ids.map((id) => entry(change({ contacts, messages: [message(`wamid.${id}`)] })))));
  const numbers = Array.from({ length: 1000 }, (_, i) => i);
  for (const [ids, fresh, duplicates] of [
    [numbers.slice(0, 500), 500, 0],
    [numbers, 500, 500],
  ] as const) {
    const rawBody = batch(ids);
    const { events, ...rest } = await receive({ rawBody, headers: signedHeaders(rawBody), appSecret, seen });
    expect(events).toHaveLength(fresh);
    expect(rest).toMatchObject({ status: 200, duplicates });
  }
});

test("a signed delivery brings the late end of an order_status, once, and resolves the outcome of its send", async () => {
  const status = failed("wamid.status", [metaError(2046)], { biz_opaque_callback_data: "order-7" });
  const rawBody = JSON.stringify(webhook(entry(change({ statuses: [status] }))));
  const delivery = { rawBody, headers: signedHeaders(rawBody), appSecret, seen: memoryStore() };
  const { events } = await receive(delivery);
  expect(events.map((event) => orderFailureOf(event))).toMatchObject([
    { kind: "invalid-transition", messageId: "wamid.status", code: 2046 },
  ]);
  expect(resolveSendOutcome(events, "order-7")).toMatchObject({ outcome: "rejected", messageId: "wamid.status" });
  expect(await receive(delivery)).toMatchObject({ status: 200, events: [], duplicates: 1, problems: [] });
});

test("a body that was parsed already is an error of the caller", async () => {
  const rawBody = JSON.parse(body) as string;
  await expect(receive({ rawBody, headers: signedHeaders(body), appSecret })).rejects.toThrow(
    "rawBody: must be the bytes as they arrived",
  );
});
