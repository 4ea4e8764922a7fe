import { startSimulator, type Simulator } from "./index";
import { clientOf, errorCodesOf, greeting } from "./testing/client";
import { textOf } from "./testing/http";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;

beforeEach(async () => {
  simulator = await startSimulator();
  client = clientOf(simulator);
});
afterEach(() => simulator.close());

test.each([
  ["before", 1],
  ["after", 0],
] as const)("another client creates the same row %s ours", async (when, ours) => {
  const fault = simulator.faults.add({ effect: { kind: "concurrent-duplicate" }, when });
  await client.list();
  const { json } = await client.write({ name: "a", welcome_message_sequence: greeting });
  await fault.hit;
  const rows = simulator.sequences();
  expect(rows.map(({ name, content, appId }) => [name, content, appId])).toEqual([
    ["a", greeting, simulator.appId],
    ["a", greeting, simulator.appId],
  ]);
  expect(rows[ours]?.id).toBe(textOf(json["sequence_id"]));
  expect(new Set(rows.map((row) => row.id)).size).toBe(2);
  await client.create("b");
  expect([simulator.sequences().length, fault.fired]).toEqual([3, 1]);
});

test("a refused create has no duplicate, a lost response two rows", async () => {
  simulator.faults.add({ effect: { kind: "concurrent-duplicate" }, times: "always" });
  expect(errorCodesOf(await client.write({ name: "a" }))[0]).toBe(400);
  expect(simulator.sequences()).toEqual([]);
  simulator.faults.add({ match: { verb: "create" }, when: "after", effect: { kind: "drop" } });
  await expect(client.create()).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(simulator.sequences()).toHaveLength(2);
});

const untidy = {
  text: "  Cafe\u0301 \r\nline\r ",
  autofill_message: { content: " hello " },
  ice_breakers: [{ title: "\u{1f600}\u{1f601}\u{1f602}" }, { title: "ab" }],
};

test("transform changes a write and not its response", async () => {
  simulator.faults.add({
    effect: {
      kind: "transform",
      name: { cut: 3, ellipsis: true },
      text: ["trim", "NFC", "line-ends"],
      title: { cut: 2 },
      autofill: "trim",
    },
  });
  const created = await client.write({ name: "abcdef", welcome_message_sequence: untidy });
  expect(created.json).toEqual({ sequence_id: expect.any(String) });
  expect(simulator.sequences()).toMatchObject([
    {
      name: "abc...",
      content: {
        text: "Caf\u00e9 \nline",
        autofill_message: { content: "hello" },
        ice_breakers: [{ title: "\u{1f600}\u{1f601}" }, { title: "ab" }],
      },
    },
  ]);
});

test("transform only changes the given fields of written rows", async () => {
  await client.write({ name: " other ", welcome_message_sequence: untidy });
  const fault = simulator.faults.add({ effect: { kind: "transform", text: "trim" } });
  await client.list();
  expect(errorCodesOf(await client.write({ sequence_id: "1", name: " x " }))[2]).toBe(4027017);
  expect([fault.fired, simulator.sequences()[0]]).toMatchObject([1, { name: " other ", content: untidy }]);
  simulator.faults.add({ effect: { kind: "transform", name: "trim" } });
  const content = { text: " bare " };
  await client.write({ name: " a ", welcome_message_sequence: content });
  expect(simulator.sequences()).toMatchObject([{ name: " other " }, { name: "a", content }]);
});
