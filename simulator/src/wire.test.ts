import { startSimulator, type JsonObject, type Simulator, type WireOptions } from "./index";
import { clientOf, greeting } from "./testing/client";
import { dataOf, sendHttp, textOf } from "./testing/http";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
let id: string;

beforeEach(async () => {
  simulator = await startSimulator();
  client = clientOf(simulator);
  id = await client.create();
});
afterEach(() => simulator.close());

async function row(wire: Partial<WireOptions>): Promise<JsonObject> {
  simulator.setWire(wire);
  return dataOf(await client.list())[0] ?? {};
}

test("a list is paged, an array, or only data", async () => {
  expect(Object.keys((await client.list()).json)).toEqual(["data", "paging"]);
  simulator.setWire({ listShape: "data" });
  expect(Object.keys((await client.list()).json)).toEqual(["data"]);
  simulator.setWire({ listShape: "array" });
  expect((await client.list()).value).toEqual([expect.objectContaining({ id })]);
});

test("content is JSON text, an object, or double-encoded", async () => {
  expect((await row({ contentShape: "object" }))["welcome_message_sequence"]).toEqual(greeting);
  const twice = textOf((await row({ contentShape: "double-encoded" }))["welcome_message_sequence"]);
  expect(JSON.parse(JSON.parse(twice) as string)).toEqual(greeting);
});

test("the id is under id, sequence_id or both", async () => {
  expect(await row({ idKey: "sequence_id" })).not.toHaveProperty("id");
  expect(await row({ idKey: "sequence_id" })).toHaveProperty("sequence_id", id);
  expect(await row({ idKey: "both" })).toMatchObject({ id, sequence_id: id });
});

test("ids are numbers with every digit", async () => {
  simulator.setWire({ numericIds: true });
  expect((await client.list()).text).toContain(`"id":${id}`);
  const created = await client.write({ name: "n", welcome_message_sequence: greeting });
  expect(created.text).toMatch(/^\{"sequence_id":\d{17}\}$/);
});

test("rows can have unknown fields, reordered keys, nulls and empty values", async () => {
  const usual = Object.keys(await row({}));
  expect(Object.keys(await row({ reorder: true }))).toEqual([...usual].reverse());
  expect(Object.keys(await row({ reorder: false, extraFields: true })).length).toBeGreaterThan(usual.length);
  simulator.editSequence(id, { content: { text: "Hi" } });
  expect((await row({ contentShape: "object", nulls: "null" }))["welcome_message_sequence"]).toEqual({
    text: "Hi",
    ice_breakers: null,
    autofill_message: null,
  });
  expect((await row({ nulls: "empty" }))["welcome_message_sequence"]).toHaveProperty("ice_breakers", []);
});

test("the id filter can be ignored", async () => {
  await client.create("another");
  simulator.setWire({ filter: "ignored" });
  expect(dataOf(await client.list(`?sequence_id=${id}`))).toHaveLength(2);
});

test("edited rows show their remaining fields", async () => {
  simulator.editSequence(id, { name: null, content: null, isUsedInAd: true });
  const edited = await row({});
  expect(edited).toEqual({ id, is_used_in_ad: true, last_update_time: expect.any(String) });
});

test("a reset restores the initial wire options", async () => {
  const other = await startSimulator({ wire: { idKey: "both" }, behaviour: { uniqueNames: true } });
  other.setWire({ idKey: "id" });
  other.reset();
  expect([other.wire().idKey, other.behaviour().uniqueNames]).toEqual(["both", true]);
  await other.close();
});

test("the two ids of a row can disagree", async () => {
  const shown = await row({ idKey: "disagreeing" });
  expect(shown).toMatchObject({ id, sequence_id: expect.stringMatching(/^\d{17}$/) });
  expect(shown["sequence_id"]).not.toBe(id);
});

test("a wrong filter returns another row, or none", async () => {
  simulator.setWire({ filter: "wrong" });
  expect(dataOf(await client.list(`?sequence_id=${id}`))).toEqual([]);
  const other = await client.create("another");
  expect(dataOf(await client.list(`?sequence_id=${id}`))).toMatchObject([{ id: other }]);
  expect(dataOf(await client.list())).toHaveLength(2);
});

test("a row appears twice", async () => {
  await client.create("another");
  simulator.setWire({ duplicateRow: true });
  expect(dataOf(await client.list()).map((shown) => shown["name"])).toEqual([
    "Driver sign-up",
    "another",
    "Driver sign-up",
  ]);
});

describe("a list with several pages", () => {
  /** Creates five more sequences; returns all ids in order of creation, and as the list shows them. */
  async function listAll(listOrder: WireOptions["listOrder"]): Promise<readonly [string[], string[]]> {
    const ids = [id];
    for (let count = 0; count < 5; count++) ids.push(await client.create(`s${count}`));
    simulator.setWire({ listOrder, pageSize: 2 });
    const shown: string[] = [];
    for (let query = "", hasNext = true; hasNext;) {
      const answer = await client.list(query);
      const { next, cursors } = answer.json["paging"] as { next?: string; cursors: { after: string } };
      shown.push(...dataOf(answer).map((listed) => textOf(listed["id"])));
      [query, hasNext] = [`?after=${cursors.after}`, next !== undefined];
    }
    return [ids, shown];
  }

  test("begins with the newest if asked to", async () => {
    const [ids, shown] = await listAll("newest-first");
    expect(shown).toEqual([...ids].reverse());
  });

  test("can have an arbitrary order that shows each row once", async () => {
    const [ids, shown] = await listAll("arbitrary");
    expect([...shown].sort()).toEqual([...ids].sort());
  });
});

test("paging can loop", async () => {
  await client.create("another");
  simulator.setWire({ next: "loop", pageSize: 1 });
  const first = await client.list();
  const { next, cursors } = first.json["paging"] as { next: string; cursors: { after: string } };
  const second = await sendHttp(next);
  expect(second.json).toEqual(first.json);
  expect((await client.list(`?after=${cursors.after}`)).json["data"]).toEqual(first.json["data"]);
});

test("paging.next can name another host", async () => {
  simulator.setWire({ next: { url: "http://127.0.0.2:9/next" } });
  expect((await client.list()).json).toMatchObject({ paging: { next: "http://127.0.0.2:9/next" } });
});

test("the wire effect changes one response", async () => {
  simulator.faults.add({ match: { verb: "list" }, nth: 2, effect: { kind: "wire", options: { listShape: "array" } } });
  const bare: boolean[] = [];
  for (let index = 0; index < 3; index += 1) bare.push(Array.isArray((await client.list()).value));
  expect([bare, simulator.wire().listShape]).toEqual([[false, true, false], "paged"]);
});
