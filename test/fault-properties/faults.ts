import * as fc from "fast-check";
import type { FaultEffect, FaultKind, FaultRule, NextLink, TextChange, WireOptions } from "pulumi-whatsapp-simulator";
import { kinds } from "../../simulator/src/faults/kinds";
import type { Operation } from "./programs";

type Effects = { readonly [Kind in FaultKind]: fc.Arbitrary<Extract<FaultEffect, { readonly kind: Kind }>> };

function kind<Kind extends FaultKind>(name: Kind): fc.Arbitrary<Kind> {
  return fc.constant(name);
}

const graphCodes = [
  { code: 1 },
  { code: 2 },
  { code: 3 },
  { code: 4 },
  { code: 10 },
  { code: 100 },
  { code: 100, subcode: 33 },
  { code: 190, subcode: 463 },
  { code: 200 },
  { code: 368 },
  { code: 613 },
  { code: 80008 },
  { code: 131000 },
  { code: 131016, isTransient: true },
  { code: 4027001 },
  { code: 4027005 },
  { code: 4027005, status: 500 },
  { code: 4027006 },
  { code: 4027006, status: 500 },
  { code: 4027007 },
  { code: 4027010 },
  { code: 4027012 },
  { code: 4027017 },
] as const;

const bodies = [
  { status: 200, body: "<html>Please log in</html>" },
  { status: 200, body: '{"a' },
  { status: 200, body: {} },
  { status: 200, body: "" },
  { status: 200, body: [] },
  { status: 200, body: { data: [] } },
  { status: 200, body: { error: { code: 2, message: "An unexpected error has occurred", fbtrace_id: "AbC" } } },
  { status: 204 },
  { status: 302, headers: { location: "http://127.0.0.1:9/elsewhere" } },
  { status: 404 },
  { status: 429 },
  { status: 429, headers: { "retry-after": "2" } },
  { status: 429, headers: { "retry-after": "100000" } },
  { status: 500 },
  { status: 502, body: "<html>Bad gateway</html>" },
  { status: 503, body: {} },
  { status: 504 },
] as const;

/**
 * Shapes of responses during the operation. A list in pages always has `paging`: without it no client can know that there are more
 * rows.
 */
export const wires: fc.Arbitrary<Partial<WireOptions>> = fc
  .record(
    {
      listShape: fc.constantFrom("paged", "array", "data"),
      contentShape: fc.constantFrom("string", "object", "double-encoded"),
      idKey: fc.constantFrom("id", "sequence_id", "both", "disagreeing"),
      numericIds: fc.boolean(),
      featureCodes: fc.constantFrom("subcode", "code", "string-code"),
      extraFields: fc.boolean(),
      reorder: fc.boolean(),
      nulls: fc.constantFrom("absent", "null", "empty"),
      pageSize: fc.constantFrom(1, 2, 100),
      filter: fc.constantFrom("honoured", "ignored", "wrong"),
      duplicateRow: fc.boolean(),
      next: fc.constantFrom<NextLink[]>("on", "loop", { url: "http://127.0.0.1:9/elsewhere?after=x" }),
    },
    { requiredKeys: [] },
  )
  .map(({ pageSize = 100, ...options }) => ({
    ...options,
    pageSize: (options.listShape ?? "paged") === "paged" ? pageSize : 100,
  }));

const change = fc.constantFrom<TextChange[]>("trim", "NFC", "line-ends", { cut: 3 }, { cut: 3, ellipsis: true });

const effects: Effects = {
  status: fc.constantFrom(...bodies).map((answer) => ({ kind: "status", ...answer })),
  graph: fc.constantFrom(...graphCodes).map((error) => ({ kind: "graph", ...error })),
  echo: fc.record({ kind: kind("echo") }),
  close: fc.constantFrom({ kind: "close" }, { kind: "close", on: "next-request" }),
  usage: fc.constantFrom(
    { kind: "usage", app: { callCount: 95 } },
    { kind: "usage", business: { callCount: 100, regainAccessMinutes: 3 } },
    { kind: "usage", business: { totalTime: 85, type: "ads_management" } },
  ),
  delay: fc.record({ kind: kind("delay"), delayMs: fc.nat({ max: 8 }) }),
  drop: fc.record({ kind: kind("drop") }),
  hang: fc.record({ kind: kind("hang") }),
  timeout: fc.record({ kind: kind("timeout") }),
  truncate: fc.record({ kind: kind("truncate"), bytes: fc.nat({ max: 40 }) }),
  "slow-body": fc.record({
    kind: kind("slow-body"),
    chunkBytes: fc.constantFrom(1, 30),
    everyMs: fc.constantFrom(1, 30),
  }),
  pad: fc.constantFrom(
    { kind: "pad", bytes: 2_000 },
    { kind: "pad", bytes: 3_000_000 },
    { kind: "pad", endless: true },
  ),
  encode: fc.constantFrom(
    { kind: "encode", encoding: "gzip" },
    { kind: "encode", encoding: "br" },
    { kind: "encode", encoding: "identity", as: "gzip" },
    { kind: "encode", encoding: "gzip", as: "identity" },
    { kind: "encode", encoding: "gzip", bytes: 5_000_000 },
  ),
  "drop-write": fc.record({ kind: kind("drop-write") }),
  wire: fc.record({ kind: kind("wire"), options: wires }),
  "stale-read": fc.record({ kind: kind("stale-read") }),
  "concurrent-duplicate": fc.record({ kind: kind("concurrent-duplicate") }),
  transform: fc
    .record({ name: change, text: change, title: change, autofill: change }, { requiredKeys: [] })
    .filter((changes) => Object.keys(changes).length > 0)
    .map((changes) => ({ kind: "transform", ...changes })),
};

/** Faults that take real time, so they are rare. */
const slow: readonly FaultKind[] = ["hang", "slow-body", "pad", "encode"];
const once: readonly FaultKind[] = ["concurrent-duplicate"];

const requestKinds = ["create", "update", "delete", "list", "read"] as const;
type RequestKind = (typeof requestKinds)[number];

/** Usual requests of an operation. */
const requestsOf: Readonly<Record<Operation["kind"], readonly RequestKind[]>> = {
  up: ["create", "create", "create", "update", "update", "list", "list", "read", "delete"],
  refresh: ["list", "list", "read"],
  destroy: ["delete", "delete", "list", "read"],
  replace: ["create", "create", "list", "delete", "read"],
};

/**
 * True if Meta can send the response after it executed the write. A response that rules this out (a rejection, a rate limit, a
 * redirect) is believed: no client can know better.
 */
function leavesOpen(effect: FaultEffect): boolean {
  if (effect.kind === "status") return effect.status < 300 || effect.status >= 500;
  if (effect.kind === "graph") return [1, 2, 131000, 131016].includes(effect.code) || effect.status === 500;
  return effect.kind !== "echo";
}

function ruleOf(name: FaultKind, asked: readonly RequestKind[]): fc.Arbitrary<FaultRule> {
  return rawRuleOf(name, asked).map(({ when, ...rest }) =>
    when === undefined ? rest : { ...rest, when: leavesOpen(rest.effect) ? when : "before" },
  );
}

function rawRuleOf(name: FaultKind, asked: readonly RequestKind[]): fc.Arbitrary<FaultRule> {
  const { requestKinds: struck, hasWhen } = kinds[name];
  const likely = asked.filter((verb) => struck === "any" || struck.includes(verb));
  const verb = fc.constantFrom(...(likely.length > 0 ? likely : struck === "any" ? requestKinds : struck));
  const times = fc.constantFrom<(number | "always")[]>(1, 1, 1, 2, 3, "always");
  return fc.record({
    match: fc.record({ verb }),
    effect: effects[name],
    nth: fc.constantFrom(1, 1, 1, 2, 3),
    times: once.includes(name) || slow.includes(name) ? fc.constant(1) : times,
    ...(hasWhen ? { when: fc.constantFrom<"before" | "after">("before", "after") } : {}),
  });
}

export const faultKinds = Object.keys(kinds).filter((name): name is FaultKind => name in effects);

function rulesFor(asked: readonly RequestKind[]): fc.Arbitrary<FaultRule> {
  return fc.oneof(
    ...faultKinds.map((name) => ({ weight: slow.includes(name) ? 1 : 6, arbitrary: ruleOf(name, asked) })),
  );
}

export function faultsFor({ kind: operation }: Operation): fc.Arbitrary<readonly FaultRule[]> {
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant([]) },
    {
      weight: 9,
      arbitrary: fc.array(rulesFor(requestsOf[operation]), { minLength: 1, maxLength: 3 }).map(makeDecidable),
    },
  );
}

/**
 * Removes what makes a scenario undecidable for any client: two concurrent duplicates of one create; a list and a node that both
 * wrongly report a deleted sequence; and lists that never show the row of a create with unknown outcome.
 */
function makeDecidable(rules: readonly FaultRule[]): readonly FaultRule[] {
  const firstDuplicate = rules.findIndex(({ effect }) => effect.kind === "concurrent-duplicate");
  const isListHiding = rules.some(hidesFromList);
  const isCreateStruck = rules.some(({ match }) => match?.verb === "create");
  return rules
    .filter(
      (rule, number) =>
        (rule.effect.kind !== "concurrent-duplicate" || number === firstDuplicate) &&
        !(isListHiding && rule.match?.verb === "read" && deniesExistence(rule)),
    )
    .map((rule) => (isCreateStruck && hidesFromList(rule) && rule.times === "always" ? { ...rule, times: 3 } : rule));
}

function hidesFromList({ match, effect }: FaultRule): boolean {
  return (
    match?.verb === "list" &&
    (effect.kind === "stale-read" || (effect.kind === "status" && typeof effect.body === "object"))
  );
}

function deniesExistence({ effect }: FaultRule): boolean {
  return effect.kind === "stale-read" || (effect.kind === "graph" && effect.code === 100 && effect.subcode === 33);
}

/** Token of the run. */
export const tokenKinds = ["usual", "expired", "expires-soon", "other-app", "other-business", "view-only"] as const;
export type TokenKind = (typeof tokenKinds)[number];
export const tokens: fc.Arbitrary<TokenKind> = fc.oneof(
  { weight: 30, arbitrary: fc.constant("usual") },
  ...tokenKinds.slice(1).map((name) => ({ weight: 1, arbitrary: fc.constant(name) })),
);

/** Kills engine and provider when such a request arrives or was executed. */
export interface Kill {
  readonly verb: RequestKind;
  readonly nth: number;
  readonly when: "before" | "after";
  /** The next run starts at once, while the request is still in flight. */
  readonly isLate: boolean;
}
export function killsFor({ kind: operation }: Operation): fc.Arbitrary<Kill | undefined> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.record({
        verb: fc.constantFrom(...requestsOf[operation]),
        nth: fc.constantFrom(1, 1, 2, 3),
        when: fc.constantFrom("before", "after"),
        isLate: fc.boolean(),
      }),
    },
  );
}
