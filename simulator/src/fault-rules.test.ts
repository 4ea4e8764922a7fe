import { startSimulator, type FaultEffect, type FaultKind, type FaultRule, type Json, type Simulator } from "./index";
import { effectKinds, kinds } from "./faults/kinds";
import { clientOf, greeting } from "./testing/client";
import { sendHttp, jsonBody, textOf } from "./testing/http";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;

beforeEach(async () => {
  simulator = await startSimulator({ clock: { nowMs: () => Date.UTC(2026, 10, 22), sleep: () => Promise.resolve() } });
  client = clientOf(simulator);
});
afterEach(() => simulator.close());

const examples: { readonly [Kind in FaultKind]: Extract<FaultEffect, { kind: Kind }> } = {
  status: { kind: "status", status: 502, body: "<html>" },
  graph: { kind: "graph", code: 4 },
  echo: { kind: "echo" },
  delay: { kind: "delay", delayMs: 5 },
  drop: { kind: "drop" },
  hang: { kind: "hang" },
  timeout: { kind: "timeout" },
  truncate: { kind: "truncate", bytes: 3 },
  "slow-body": { kind: "slow-body", chunkBytes: 7, everyMs: 1 },
  pad: { kind: "pad", bytes: 1000 },
  encode: { kind: "encode", encoding: "gzip", bytes: 1000 },
  close: { kind: "close", on: "answer" },
  usage: { kind: "usage", app: { callCount: 90 } },
  wire: { kind: "wire", options: { idKey: "sequence_id" } },
  "drop-write": { kind: "drop-write" },
  "stale-read": { kind: "stale-read" },
  "concurrent-duplicate": { kind: "concurrent-duplicate" },
  transform: { kind: "transform", text: ["trim", { cut: 3 }] },
};

function postRule(rule: FaultRule) {
  return sendHttp(`${simulator.controlUrl}/faults`, { method: "POST", ...jsonBody(rule as unknown as Json) });
}

function outcome(answered: Promise<unknown>): Promise<unknown> {
  return answered.catch(() => null);
}

test.each(effectKinds.filter((kind) => kind !== "timeout"))(
  "a %s rule from the control API affects the second matching request",
  async (kind) => {
    const whens = kinds[kind].hasWhen ? (["before", "after"] as const) : [undefined];
    const reads = kinds[kind].requestKinds !== "any" && kinds[kind].requestKinds.includes("list");
    const send = () => (reads ? client.list() : client.write({ name: "a", welcome_message_sequence: greeting }));
    for (const when of whens) {
      simulator.clearJournal();
      const { status, json } = await postRule({
        effect: examples[kind],
        nth: 2,
        ...(when === undefined ? {} : { when }),
      });
      const id = textOf(json["id"]);
      await outcome(send());
      const hit = sendHttp(`${simulator.controlUrl}/faults/${id}/hit`);
      const struck = outcome(send());
      expect([status, (await hit).status]).toEqual([200, 200]);
      if (kind !== "hang") await struck;
      expect(simulator.journal().map((entry) => entry.faults)).toEqual([[], [id]]);
    }
  },
);

const nonsense: readonly (readonly [FaultRule, string])[] = [
  [{ effect: { kind: "stale-read" }, when: "after" }, "rule.when has no meaning with effect"],
  [{ effect: { kind: "pad", bytes: 9 }, when: "before" }, "leave it out"],
  [{ effect: { kind: "drop" }, nth: 0 }, "rule.nth counts matching requests from 1"],
  [{ effect: { kind: "drop" }, times: 0 }, "rule.times must let the rule fire"],
  [
    { effect: { kind: "concurrent-duplicate" }, match: { verb: "list" } },
    'rule.match.verb is "list", but effect "concurrent-duplicate" applies to create only',
  ],
  [{ effect: { kind: "stale-read" }, match: { method: "post" } }, "rule.match.method is POST"],
  [
    { effect: { kind: "drop" }, match: { method: "GET", verb: "create" } },
    'rule.match.verb "create" never comes as GET',
  ],
  [{ effect: { kind: "timeout" }, match: { verb: "batch" } }, 'rule.match.verb is "batch", but effect "timeout"'],
  [{ effect: { kind: "pad" } }, "give one of bytes and endless: true"],
  [{ effect: { kind: "pad", bytes: 1, endless: true } }, "give one of bytes and endless: true"],
  [{ effect: { kind: "encode", encoding: "identity" } }, "rule.effect.as is missing"],
  [{ effect: { kind: "transform" } }, "give name, text, title or autofill"],
  [{ effect: { kind: "usage" } }, "give app or business"],
  [{ effect: { kind: "status", status: 99 } }, "give 200 to 599"],
  [
    { effect: { kind: "slow-body", chunkBytes: 0, everyMs: 1 } },
    "rule.effect.chunkBytes must be a whole number from 1",
  ],
];

test.each(nonsense)("%j is refused in process and by the control API", async (rule, why) => {
  expect(() => simulator.faults.add(rule)).toThrow(why);
  const got = await postRule(rule);
  expect([got.status, simulator.faults.list()]).toEqual([400, []]);
  expect(JSON.parse(got.text)).toMatchObject({
    error: { message: expect.stringContaining(why.replace("rule.", "body.")) },
  });
});

test("a rule is refused with all problems at once", () => {
  const rule: FaultRule = { effect: { kind: "stale-read" }, match: { verb: "create" }, when: "after", times: 0 };
  expect(() => simulator.faults.add(rule)).toThrow(/rule\.when .*; rule\.times .*; rule\.match\.verb/);
});

test.each([
  ["dribble", "slow-body"],
  ["lag", "stale-read"],
  ["twin", "concurrent-duplicate"],
])("the former kind %s is refused and names %s", async (former, name) => {
  const rule = { effect: { kind: former } } as unknown as FaultRule;
  const why = `rule.effect.kind "${former}" is now called "${name}"`;
  expect(() => simulator.faults.add(rule)).toThrow(why);
  expect((await postRule(rule)).json).toEqual({ error: { message: why.replace("rule.", "body.") } });
});

test("rules match by app and account", async () => {
  const id = await client.create();
  const stranger = clientOf(simulator, simulator.addToken({ appId: "5005" }));
  const effect = { kind: "status", status: 503 } as const;
  simulator.faults.add({ match: { appId: "5005" }, effect });
  expect([(await client.list()).status, (await stranger.list()).status]).toEqual([200, 503]);
  simulator.faults.add({ match: { wabaId: simulator.wabaId }, effect });
  expect([(await client.call("GET", "/app")).status, (await client.call("GET", `/${id}`)).status]).toEqual([200, 503]);
});
