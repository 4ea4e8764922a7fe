import { startSimulator, type Simulator } from "./index";
import { clientOf, errorCodesOf, featureCodes, greeting } from "./testing/client";
import { bearer, createCurlForm, dataOf, errorOf, sendHttp, jsonBody, textOf } from "./testing/http";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;
const at = Date.UTC(2025, 7, 14, 19, 6, 34);

beforeEach(async () => {
  simulator = await startSimulator({ clock: { nowMs: () => at, sleep: () => Promise.resolve() } });
  client = clientOf(simulator);
});
afterEach(() => simulator.close());

test("a row has name, content, time, use and id", async () => {
  const id = await client.create();
  const got = await client.list();
  const [row = {}] = dataOf(got);
  expect(row).toEqual({
    name: "Driver sign-up",
    welcome_message_sequence: expect.any(String),
    last_update_time: "2025-08-14T19:06:34+0000",
    is_used_in_ad: false,
    id,
  });
  expect(JSON.parse(textOf(row["welcome_message_sequence"]))).toEqual(greeting);
  expect(got.json["paging"]).toEqual({ cursors: { before: expect.any(String), after: expect.any(String) } });
});

test("ids are too large for a double", async () => {
  const id = await client.create();
  expect(BigInt(Number(id)).toString()).not.toBe(id);
});

test("the same ids come in every run", async () => {
  const other = await startSimulator();
  expect(await clientOf(other).create()).toBe(await client.create());
  await other.close();
});

test("an id sent as a JSON number keeps every digit", async () => {
  const id = await client.create();
  const body = `{"sequence_id":${id},"name":"by number"}`;
  const headers = { ...bearer(simulator.accessToken), "content-type": "application/json" };
  const url = `${simulator.url}/${simulator.wabaId}/welcome_message_sequences`;
  expect((await sendHttp(url, { method: "POST", headers, body })).status).toBe(200);
  expect(simulator.sequences()[0]?.name).toBe("by number");
});

test("text is unchanged in every body format", async () => {
  const text = 'Olá 👋🏽 "quoted" \\ / \u2028 line\r\nשלום';
  const url = `${simulator.url}/v25.0/${simulator.wabaId}/welcome_message_sequences`;
  const welcome = JSON.stringify({ text });
  const urlencoded = new URLSearchParams({ name: text, welcome_message_sequence: welcome }).toString();
  const forms = [
    jsonBody({ name: text, welcome_message_sequence: { text } }),
    jsonBody({ name: text, welcome_message_sequence: welcome }),
    createCurlForm([
      ["name", text],
      ["welcome_message_sequence", welcome],
    ]),
    { headers: { "content-type": "application/x-www-form-urlencoded" }, body: urlencoded },
  ];
  for (const form of forms) {
    await sendHttp(url, { method: "POST", ...form, headers: { ...form.headers, ...bearer(simulator.accessToken) } });
  }
  await sendHttp(`${url}?${urlencoded}`, { method: "POST", headers: bearer(simulator.accessToken) });
  const rows = simulator.sequences();
  expect(rows).toHaveLength(5);
  for (const row of rows) expect([row.name, row.content]).toEqual([text, { text }]);
  for (const row of dataOf(await client.list())) {
    expect(JSON.parse(textOf(row["welcome_message_sequence"]))).toEqual({ text });
  }
});

test("cursors lead to the last page, which has no next", async () => {
  const ids = [await client.create("1"), await client.create("2"), await client.create("3")];
  const first = await client.list("?limit=2");
  const { next, cursors } = first.json["paging"] as { next: string; cursors: { after: string } };
  expect(next).not.toContain(simulator.accessToken);
  const second = await sendHttp(next);
  expect(second.json["paging"]).not.toHaveProperty("next");
  expect([...dataOf(first), ...dataOf(second)].map((row) => row["id"])).toEqual(ids);
  const byCursor = await client.list(`?limit=2&after=${cursors.after}`);
  expect(dataOf(byCursor)).toEqual(dataOf(second));
});

test("a page has at most the configured rows, 25 by default", async () => {
  for (let index = 0; index < 30; index += 1) simulator.addSequence({ name: `n${index}`, content: greeting });
  expect(dataOf(await client.list())).toHaveLength(25);
  simulator.setWire({ pageSize: 7 });
  expect(dataOf(await client.list("?limit=100"))).toHaveLength(7);
  expect(errorCodesOf(await client.list("?limit=many"))).toEqual([400, 100, undefined]);
});

test("fields selects fields, and id is always included", async () => {
  const id = await client.create();
  expect(dataOf(await client.list("?fields=name"))).toEqual([{ name: "Driver sign-up", id }]);
  const got = await client.list("?fields=id,nonsense");
  expect(errorCodesOf(got)).toEqual([400, 100, undefined]);
  expect(errorOf(got)["message"]).toContain("nonexisting field (nonsense)");
  expect(errorCodesOf(await client.list("?fields=sequence_id"))).toEqual([400, 100, undefined]);
  expect(errorCodesOf(await client.list("?fields=constructor"))).toEqual([400, 100, undefined]);
});

test("a node can be read until it is deleted", async () => {
  const id = await client.create();
  expect((await client.call("GET", `/${id}?fields=name,eligible_platforms`)).json).toEqual({
    name: "Driver sign-up",
    eligible_platforms: ["WHATSAPP"],
    id,
  });
  await client.remove(id);
  const got = await client.call("GET", `/${id}`);
  expect(errorCodesOf(got)).toEqual([400, 100, 33]);
  expect(errorOf(got)["message"]).toMatch(
    new RegExp(`^Unsupported get request. Object with ID '${id}' does not exist`),
  );
});

test("ids= returns nodes by id until Meta removes it", async () => {
  simulator.setPlatformDate("2026-10-26");
  const [one, two] = [await client.create("one"), await client.create("two")];
  expect((await client.call("GET", `/?ids=${one},${two}&fields=name`)).json).toEqual({
    [one]: { name: "one", id: one },
    [two]: { name: "two", id: two },
  });
  expect(errorCodesOf(await client.call("GET", `/?ids=${one},404`))).toEqual([400, 100, 33]);
});

test("an app only sees its own sequences", async () => {
  const id = await client.create();
  const token = simulator.addToken({ appId: "900100200300400" });
  const other = clientOf(simulator, token);
  expect((await other.list()).json).toEqual({ data: [] });
  expect(errorCodesOf(await other.call("GET", `/${id}`))).toEqual([400, 100, 33]);
  expect(errorCodesOf(await other.remove(id))).toEqual(featureCodes(4027017));
  expect(errorCodesOf(await other.write({ sequence_id: id, name: "x" }))).toEqual(featureCodes(4027017));
  expect(dataOf(await other.list(`?app_id=${simulator.appId}`))).toHaveLength(1);
  expect((await other.call("GET", "/app?fields=id")).json).toEqual({ id: "900100200300400" });
  simulator.setBehaviour({ appIdReadsOtherApps: false });
  expect(dataOf(await other.list(`?app_id=${simulator.appId}`))).toHaveLength(0);
});

test("the same sequence under another business account is not found", async () => {
  const id = await client.create();
  simulator.addWaba({ id: "777000777000777" });
  const other = clientOf(simulator, simulator.accessToken, "777000777000777");
  expect(dataOf(await other.list())).toEqual([]);
  expect(errorCodesOf(await other.remove(id))).toEqual(featureCodes(4027017));
});

test("duplicate names are accepted, unless uniqueNames is set", async () => {
  await client.create("same");
  expect(await client.create("same")).toMatch(/^\d+$/);
  simulator.setBehaviour({ uniqueNames: true });
  const third = await client.write({ name: "same", welcome_message_sequence: greeting });
  expect(errorCodesOf(third)).toEqual(featureCodes(4027005));
});

test("text is stored in full, or cut by a switch", async () => {
  const text = "x".repeat(5000);
  await client.write({ name: "long", welcome_message_sequence: { text } });
  simulator.setBehaviour({ truncateAt: { text: 20, title: null } });
  await client.write({ name: "cut", welcome_message_sequence: { text } });
  expect(simulator.sequences().map((row) => row.content?.text)).toEqual([text, `${"x".repeat(20)}...`]);
});

test.each([
  ["name", 5, { name: "sixsix", welcome_message_sequence: { text: "Hi" } }],
  ["text", 1, { name: "n", welcome_message_sequence: { text: "Hi" } }],
  ["autofill", 1, { name: "n", welcome_message_sequence: { text: "H", autofill_message: { content: "Hi" } } }],
  ["title", 1, { name: "n", welcome_message_sequence: { text: "H", ice_breakers: [{ title: "Hi" }] } }],
  [
    "iceBreakers",
    1,
    { name: "n", welcome_message_sequence: { text: "H", ice_breakers: [{ title: "a" }, { title: "b" }] } },
  ],
] as const)("a %s of any length is accepted, unless above %i is refused", async (field, most, params) => {
  expect((await client.write(params)).status).toBe(200);
  const none = simulator.behaviour().refuseAbove;
  simulator.setBehaviour({ refuseAbove: { ...none, [field]: most } });
  expect(errorCodesOf(await client.write(params))).toEqual(featureCodes(4027001));
  simulator.setBehaviour({ refuseAbove: { ...none, [field]: most + 1 } });
  expect((await client.write(params)).status).toBe(200);
});

test("a parameter missing in an update is kept, cleared or required", async () => {
  const id = await client.create();
  simulator.setBehaviour({ absentParameters: "refuse" });
  expect(errorCodesOf(await client.write({ sequence_id: id, name: "new" }))).toEqual(featureCodes(4027010));
  simulator.setBehaviour({ absentParameters: "keep" });
  await client.write({ sequence_id: id, name: "new" });
  expect(simulator.sequences()).toMatchObject([{ name: "new", content: greeting }]);
  simulator.setBehaviour({ absentParameters: "clear" });
  await client.write({ sequence_id: id, name: "newer" });
  expect(simulator.sequences()).toMatchObject([{ name: "newer", content: null }]);
  await client.write({ sequence_id: id, welcome_message_sequence: greeting });
  expect(simulator.sequences()).toMatchObject([{ name: null, content: greeting }]);
});

test("parts missing in an update are removed, or kept by a switch", async () => {
  const id = await client.create();
  simulator.setBehaviour({ absentParts: "merge" });
  await client.write({ sequence_id: id, welcome_message_sequence: { text: "new" } });
  expect(simulator.sequences()[0]?.content).toEqual({ ...greeting, text: "new" });
  simulator.setBehaviour({ absentParts: "replace" });
  await client.write({ sequence_id: id, welcome_message_sequence: { text: "newer" } });
  expect(simulator.sequences()[0]?.content).toEqual({ text: "newer" });
});

test("an unknown id returns an empty list, or is refused", async () => {
  const id = await client.create();
  expect((await client.list("?sequence_id=1")).json).toEqual({ data: [] });
  simulator.setBehaviour({ unknownSequenceInFilter: "not-loadable" });
  expect(errorCodesOf(await client.list("?sequence_id=1"))).toEqual(featureCodes(4027017));
  simulator.setBehaviour({ unknownSequenceInFilter: "unknown-object" });
  expect(errorCodesOf(await client.list("?sequence_id=1"))).toEqual([400, 100, 33]);
  expect(dataOf(await client.list(`?sequence_id=${id}`))).toHaveLength(1);
});

test("the switch reuseIds reuses ids", async () => {
  const first = await client.create();
  await client.remove(first);
  const second = await client.create();
  expect(second).not.toBe(first);
  simulator.setBehaviour({ reuseIds: true });
  await client.remove(second);
  expect(await client.create()).toBe(second);
});
