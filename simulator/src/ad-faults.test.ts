import { startSimulator, type FaultRule, type JsonObject, type Simulator } from "./index";
import { clientOf, errorCodesOf } from "./testing/client";
import { dataOf, textOf } from "./testing/http";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
let account: string;

beforeEach(async () => {
  simulator = await startSimulator();
  client = clientOf(simulator);
  account = `/act_${simulator.adAccountId}`;
});
afterEach(() => simulator.close());

const story = { object_story_spec: { page_id: "104837265109384" } };

async function create(edge: string, params: JsonObject): Promise<string> {
  return textOf((await client.call("POST", `${account}/${edge}`, params)).json["id"]);
}

function creative(name = "creative"): Promise<string> {
  return create("adcreatives", { name, ...story });
}

function adWith(given: JsonObject): Promise<string> {
  return create("ads", { name: "ad", adset_id: simulator.adSetId, creative: given });
}

function listRows() {
  return {
    adcreatives: simulator.creatives().map(({ id, name }) => [id, name]),
    adsets: simulator.adSets().map(({ id, name }) => [id, name]),
    ads: simulator.ads().map(({ id, name }) => [id, name]),
  };
}

const made: readonly (readonly [keyof ReturnType<typeof listRows>, () => Promise<string>])[] = [
  ["adcreatives", () => creative("made")],
  ["adsets", () => create("adsets", { name: "made" })],
  ["ads", async () => create("ads", { name: "made", adset_id: "1", creative: { creative_id: await creative() } })],
];

describe.each(made)("%s", (edge, make) => {
  const matching = (rule: Omit<FaultRule, "match">): FaultRule => ({
    match: { path: `/act_*/${edge}`, verb: "create" },
    ...rule,
  });

  test.each(["before", "after"] as const)("another client creates the same one %s ours", async (when) => {
    const fault = simulator.faults.add(matching({ effect: { kind: "concurrent-duplicate" }, when }));
    const id = await make();
    await fault.hit;
    const rows = listRows()[edge].filter(([, name]) => name === "made");
    expect(rows).toHaveLength(2);
    expect(rows[when === "before" ? 1 : 0]?.[0]).toBe(id);
  });

  test("is stored with a changed name", async () => {
    const fault = simulator.faults.add(matching({ effect: { kind: "transform", name: { cut: 2 } } }));
    const id = await make();
    await fault.hit;
    expect(listRows()[edge]).toContainEqual([id, "ma"]);
  });

  test("gets a success response and is not stored", async () => {
    simulator.faults.add(matching({ effect: { kind: "drop-write" } }));
    const id = await make();
    expect(listRows()[edge].map(([known]) => known)).not.toContain(id);
  });

  test("is missing from a stale list", async () => {
    const id = await make();
    const listIds = async () => dataOf(await client.call("GET", `${account}/${edge}`)).map((row) => row["id"]);
    simulator.faults.add({ match: { path: `/act_*/${edge}`, verb: "list" }, effect: { kind: "stale-read" } });
    expect(await listIds()).not.toContain(id);
    expect(await listIds()).toContain(id);
  });

  test("matches batches separately", async () => {
    const fault = simulator.faults.add(matching({ effect: { kind: "graph", code: 80004 }, nth: 2 }));
    await client.create();
    await make();
    expect(fault.fired).toBe(0);
    await expect(make()).rejects.toThrow("not text");
    expect(fault.fired).toBe(1);
  });

  test("refuses a transform rule without name", () => {
    const rule = matching({ effect: { kind: "transform", text: "trim" } });
    expect(() => simulator.faults.add(rule)).toThrow(`rule.match.path is about ${edge}`);
  });
});

test("the duplicate of an ad has a creative of its own", async () => {
  const fault = simulator.faults.add({ match: { path: "*/ads" }, effect: { kind: "concurrent-duplicate" } });
  await adWith({ name: "inside", ...story });
  await fault.hit;
  const creativeIds = simulator.ads().map(({ creativeId }) => creativeId);
  expect(new Set(creativeIds)).toEqual(new Set(simulator.creatives().map(({ id }) => id)));
  expect(creativeIds).toHaveLength(2);
});

test("duplicate and text faults do not affect renaming an ad", async () => {
  const id = await creative();
  const duplicate = simulator.faults.add({ effect: { kind: "concurrent-duplicate" } });
  const text = simulator.faults.add({ effect: { kind: "transform", text: "trim" } });
  await client.call("POST", `/${id}`, { name: "renamed" });
  expect([duplicate.fired, text.fired, listRows().adcreatives]).toEqual([0, 0, [[id, "renamed"]]]);
});

test.each([
  ["update", "POST", { name: "renamed" }],
  ["read", "GET", undefined],
  ["delete", "DELETE", undefined],
] as const)("a rule matches the %s of a creative or ad by id", async (verb, method, params) => {
  const id = await creative();
  for (const target of [id, await adWith({ creative_id: id })]) {
    const fault = simulator.faults.add({ match: { verb, id: target }, effect: { kind: "graph", code: 4 } });
    expect(errorCodesOf(await client.call(method, `/${target}`, params))).toEqual([400, 4, undefined]);
    expect(fault.fired).toBe(1);
  }
});
