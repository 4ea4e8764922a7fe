import * as fc from "fast-check";
import { controlRoutes } from "../../simulator/src/control/routes";
import { effectKinds } from "../../simulator/src/faults/kinds";
import type { Sent } from "./exchange";
import { json, knownIds, objectLike, partOf, rarely, segment, text } from "./values";

const number = fc.constantFrom(0, 1, 2, 50, -1, 1.5, 2 ** 31, 2 ** 53, 1e21, 8.64e15, 1e300, 404, 503, 999);
/** Valid short durations, and invalid ones. */
const wait = fc.constantFrom(0, 1, 5, -1, 2 ** 40);
const id = fc.constantFrom(...knownIds, "1", "日本", "\ud800", "__proto__", "a/b");
const status = fc.constantFrom("ACTIVE", "PAUSED", "ARCHIVED", "DELETED");
const content = fc.oneof(fc.constant({ text: "Hi" }), fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 3 }));

const effect = objectLike({
  kind: fc.constantFrom(...effectKinds, "constructor", "__proto__"),
  status: number,
  code: number,
  body: json,
  headers: fc.dictionary(fc.constantFrom("x-a", "a b", "trailer", "content-length", "é", "date"), text, { maxKeys: 2 }),
  delayMs: wait,
  chunkBytes: fc.constantFrom(1, 1_000, 0),
  everyMs: wait,
  bytes: fc.constantFrom(0, 1, 100_000, 1e21),
  encoding: fc.constantFrom("gzip", "br", "deflate", "identity", "zip"),
  as: text,
  on: fc.constantFrom("answer", "next-request"),
  app: partOf({ callCount: number }),
  business: partOf({ accountId: id, type: text, callCount: number }),
  options: partOf({ idKey: fc.constantFrom("both", "id"), numericIds: fc.boolean(), pageSize: number }),
  name: fc.oneof(fc.constantFrom("trim", "NFC"), fc.record({ cut: number })),
});

/** Effects with members of other effects, which are invalid; one effect in three is valid. */
const slimEffect = effect.map(({ kind, ...members }) => {
  const needed: Readonly<Record<string, readonly string[]>> = {
    status: ["status", "body", "headers"],
    graph: ["code", "headers"],
    delay: ["delayMs"],
    "slow-body": ["chunkBytes", "everyMs"],
    truncate: ["bytes"],
    pad: ["bytes"],
    encode: ["encoding", "as", "bytes"],
    close: ["on"],
    usage: ["app", "business"],
    wire: ["options"],
    transform: ["name"],
  };
  const own = typeof kind === "string" && Object.hasOwn(needed, kind) ? (needed[kind] ?? []) : [];
  return { kind, ...Object.fromEntries(Object.entries(members).filter(([key]) => own.includes(key))) };
});

const rule = objectLike({
  match: partOf({
    method: fc.constantFrom("GET", "POST"),
    path: fc.oneof(fc.constant("*"), text),
    id,
    verb: rarely(text),
  }),
  effect: fc.oneof({ weight: 3, arbitrary: slimEffect }, { weight: 1, arbitrary: effect }),
  when: rarely(fc.constantFrom("before", "after")),
  nth: rarely(fc.constantFrom(1, 0, 1.5)),
  times: rarely(fc.constantFrom(1, 2, "always", -1)),
});

const person = partOf({
  userId: fc.constantFrom("BR.7Q2", "x"),
  waId: fc.constantFrom("5511987654321", "é"),
  name: text,
});

const seed = partOf({
  apps: fc.array(objectLike({ id, name: text, secret: text, createdOn: fc.constantFrom("2025-01-01", "9999-99-99") })),
  wabas: fc.array(objectLike({ id, name: text })),
  adAccounts: fc.array(objectLike({ id })),
  pages: fc.array(objectLike({ id })),
  phoneNumbers: fc.array(objectLike({ id, displayPhoneNumber: text })),
  tokens: fc.array(
    objectLike({ value: fc.constantFrom("EAAseeded", "\ud800seeded-token"), appId: id, expiresAtMs: number }),
  ),
  sequences: fc.array(objectLike({ id, wabaId: id, name: text, content, lastUpdateAtMs: number })),
  ads: fc.array(partOf({ id, creativeId: id, sequenceId: id, status })),
  people: fc.array(person),
  templates: fc.array(objectLike({ name: text, language: text, components: fc.array(json, { maxLength: 2 }) })),
  conversations: fc.array(objectLike({ person: id, lastMessageAtMs: number })),
});

const bodies: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  "/faults": fc.oneof({ weight: 4, arbitrary: rule }, { weight: 1, arbitrary: fc.array(rule, { maxLength: 3 }) }),
  "/seed": seed,
  "/options": objectLike({
    wire: partOf({ listShape: fc.constantFrom("array", "paged"), pageSize: number, next: json }),
    behaviour: partOf({
      updatesInUse: fc.constantFrom("allow", "refuse"),
      refuseAbove: json,
      unavailableFor: fc.array(id),
    }),
  }),
  "/clock": fc.oneof(objectLike({ advanceMs: number }), objectLike({ nowMs: number })),
  "/platform-date": objectLike({ date: fc.constantFrom("2026-11-29", "2000-01-01", "9999-12-31", null, "é") }),
  "/sequences": objectLike({ name: text, content, wabaId: id, lastUpdateAtMs: number, isUsedInAd: fc.boolean() }),
  "/ads": partOf({ name: text, status, sequenceId: id, person, tap: number, say: text, unavailable: text }),
  "/messages": partOf({ text, person, phoneNumberId: id, replyTo: id }),
  "/tokens": partOf({
    value: text,
    appId: id,
    scopes: fc.array(text),
    expiresAtMs: number,
    expiresAfterRequests: number,
  }),
  // No server listens on this port, so the handshake fails at once.
  "/webhook": objectLike({
    url: fc.constantFrom("http://127.0.0.1:1/hook", "http://evil.example", "é"),
    verifyToken: text,
    retryAfterMs: fc.array(wait),
    attemptTimeoutMs: number,
  }),
  "/deliveries": partOf({ payload: json, replay: text, times: number, tamper: fc.boolean() }),
};

/** Calls routes with more input more often. */
const favourites = [
  "POST /faults",
  "POST /faults",
  "POST /faults",
  "POST /seed",
  "POST /seed",
  "PATCH /options",
  "POST /sequences",
];

const known = fc.constantFrom(...controlRoutes.keys(), ...favourites).chain((route) => {
  const [method = "", template = ""] = route.split(" ");
  const collection = /^\/[^/]*/.exec(template)?.[0] ?? "";
  const takesBody = method !== "GET" && method !== "DELETE";
  const body = takesBody ? (bodies[collection] ?? json) : fc.constant(undefined);
  return fc.tuple(segment, body).map(([part, value]) => ({ method, path: template.replace("<ID>", part), value }));
});

const unknown = fc
  .tuple(fc.constantFrom("GET", "POST", "PUT", "OPTIONS", "HEAD", "TRACE"), fc.array(segment, { maxLength: 4 }), json)
  .map(([method, segments, value]) => ({ method, path: `/${segments.join("/")}`, value }));

const headers = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ "content-type": "application/json" }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { "content-type": "text/plain" },
      { "content-type": "application/json", host: "evil.example" },
      { "content-type": "application/json", origin: "https://evil.example" },
      { "content-type": "application/json", origin: "http://localhost:3000", authorization: "Bearer no" },
      { "content-type": "application/json", "sec-fetch-site": "cross-site" },
    ),
  },
);

/** A request to the control port. */
export const controlRequest: fc.Arbitrary<Sent> = fc
  .tuple(fc.oneof({ weight: 9, arbitrary: known }, { weight: 1, arbitrary: unknown }), headers, rarely(text))
  .map(([{ method, path, value }, given, raw]) => {
    const body = raw ?? (value === undefined ? undefined : JSON.stringify(value));
    return {
      port: "control",
      method,
      path,
      headers: given,
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
    };
  });
