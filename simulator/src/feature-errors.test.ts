import { startSimulator, type Json, type Simulator } from "./index";
import { clientOf, errorCodesOf, featureCodes, greeting } from "./testing/client";
import { bearer, dataOf, errorOf, sendHttp, textOf } from "./testing/http";

let simulator: Simulator;
let client: ReturnType<typeof clientOf>;

beforeEach(async () => {
  simulator = await startSimulator();
  client = clientOf(simulator);
});
afterEach(() => simulator.close());

const malformed: readonly (readonly [string, Json, Json])[] = [
  ["content that is not JSON", "a name", '{"text":'],
  ["content that is a list", "a name", []],
  ["content that is a number", "a name", 5],
  ["an empty text", "a name", { text: "" }],
  ["a blank text", "a name", { text: " \n" }],
  ["no text", "a name", { ice_breakers: [{ title: "Hi" }] }],
  ["a text that is a number", "a name", { text: 5 }],
  ["ice breakers that are an object", "a name", { text: "Hi", ice_breakers: { title: "Hi" } }],
  ["an ice breaker without a title", "a name", { text: "Hi", ice_breakers: [{}] }],
  ["an ice breaker that is text", "a name", { text: "Hi", ice_breakers: ["Hi"] }],
  ["an autofill message that is text", "a name", { text: "Hi", autofill_message: "Hi" }],
  ["a key Meta's page does not name", "a name", { text: "Hi", iceBreakers: [] }],
  ["an empty name", "", { text: "Hi" }],
  ["a name that is a list", ["a"], { text: "Hi" }],
];

test.each(malformed)("4027001 for %s, and nothing is stored", async (_what, name, welcome_message_sequence) => {
  expect(errorCodesOf(await client.write({ name, welcome_message_sequence }))).toEqual(featureCodes(4027001));
  expect(simulator.sequences()).toEqual([]);
});

test("4027001 for a body of another content type", async () => {
  const headers = { ...bearer(simulator.accessToken), "content-type": "application/json" };
  const url = `${simulator.url}/v25.0/${simulator.wabaId}/welcome_message_sequences`;
  expect(errorCodesOf(await sendHttp(url, { method: "POST", headers, body: '{"name":' }))).toEqual(
    featureCodes(4027001),
  );
});

test("4027001 for an empty sequence_id instead of a create", async () => {
  const params = { sequence_id: "", name: "a", welcome_message_sequence: greeting };
  expect(errorCodesOf(await client.write(params))).toEqual(featureCodes(4027001));
  expect(simulator.sequences()).toEqual([]);
});

test("unknown keys can be dropped or kept", async () => {
  const welcome_message_sequence = { text: "Hi", tone: "warm" };
  simulator.setBehaviour({ unknownContentKeys: "drop" });
  await client.write({ name: "dropped", welcome_message_sequence });
  simulator.setBehaviour({ unknownContentKeys: "keep" });
  await client.write({ name: "kept", welcome_message_sequence });
  expect(simulator.sequences().map((row) => row.content)).toEqual([{ text: "Hi" }, welcome_message_sequence]);
});

describe("unknown keys in nested objects", () => {
  const title = "Opening hours?";
  const contents = [
    [
      { text: "Hi", ice_breakers: [{ title }, { title: "Prices?", response: "9h" }] },
      [{ title }, { title: "Prices?" }],
    ],
    [{ text: "Hi", autofill_message: { content: "Hello", type: "text" } }, { content: "Hello" }],
  ] as const;

  test.each(contents)("%j is refused, dropped or kept like top-level keys", async (content, plain) => {
    const write = (name: string) => client.write({ name, welcome_message_sequence: content });
    expect(errorCodesOf(await write("refused"))).toEqual(featureCodes(4027001));
    const asText = JSON.stringify(content);
    expect(errorCodesOf(await client.write({ name: "text", welcome_message_sequence: asText }))).toEqual(
      featureCodes(4027001),
    );
    simulator.setBehaviour({ unknownContentKeys: "drop" });
    await write("dropped");
    simulator.setBehaviour({ unknownContentKeys: "keep" });
    await write("kept");
    const [dropped, kept] = simulator.sequences();
    expect(Object.values(dropped?.content ?? {})).toEqual(["Hi", plain]);
    expect(kept?.content).toEqual(content);
  });

  test("an update with both greetings changes nothing", async () => {
    const id = await client.create();
    const before = simulator.sequences();
    const [[welcome_message_sequence]] = contents;
    expect(errorCodesOf(await client.write({ sequence_id: id, welcome_message_sequence }))).toEqual(
      featureCodes(4027001),
    );
    expect(simulator.sequences()).toEqual(before);
  });
});

describe("without a text", () => {
  const { text: _text, ...welcome_message_sequence } = greeting;

  test("a sequence is refused by default", async () => {
    for (const content of [welcome_message_sequence, { ...welcome_message_sequence, text: null }]) {
      expect(errorCodesOf(await client.write({ name: "a", welcome_message_sequence: content }))).toEqual(
        featureCodes(4027001),
      );
    }
  });

  test("it is accepted with the switch, unless it is empty", async () => {
    simulator.setBehaviour({ textRequired: false });
    expect((await client.write({ name: "a", welcome_message_sequence })).status).toBe(200);
    expect(simulator.sequences()[0]?.content).toEqual(welcome_message_sequence);
    const [row] = dataOf(await client.list());
    expect(JSON.parse(textOf(row?.["welcome_message_sequence"]))).toEqual(welcome_message_sequence);
    for (const content of [{ ...welcome_message_sequence, text: " " }, {}, { text: null }]) {
      expect(errorCodesOf(await client.write({ name: "b", welcome_message_sequence: content }))).toEqual(
        featureCodes(4027001),
      );
    }
  });
});

test("null parts count as absent", async () => {
  const welcome_message_sequence = { text: "Hi", autofill_message: null, ice_breakers: null };
  expect((await client.write({ name: "a", welcome_message_sequence })).status).toBe(200);
  expect(simulator.sequences()[0]?.content).toEqual({ text: "Hi" });
});

test("4027005 for a token with view access, or by a fault", async () => {
  const viewer = clientOf(simulator, simulator.addToken({ access: "view" }));
  const params = { name: "a", welcome_message_sequence: greeting };
  expect(errorCodesOf(await viewer.write(params))).toEqual(featureCodes(4027005));
  simulator.faults.add({ match: { verb: "create" }, effect: { kind: "graph", code: 4027005 } });
  const got = await client.write(params);
  expect(errorCodesOf(got)).toEqual(featureCodes(4027005));
  expect(errorOf(got)["error_user_title"]).toBe("Unable to create a welcome message sequence");
});

test("4027006 for an update without permission", async () => {
  const id = await client.create();
  const viewer = clientOf(simulator, simulator.addToken({ access: "view" }));
  expect(errorCodesOf(await viewer.write({ sequence_id: id, name: "b" }))).toEqual(featureCodes(4027006));
  expect(errorCodesOf(await viewer.remove(id))).toEqual(featureCodes(4027017));
});

test("4027007 while the API is unavailable for account or app", async () => {
  simulator.setBehaviour({ unavailableFor: [simulator.wabaId] });
  expect(errorCodesOf(await client.list())).toEqual(featureCodes(4027007));
  simulator.setBehaviour({ unavailableFor: [simulator.appId] });
  expect(errorCodesOf(await client.write({ name: "a", welcome_message_sequence: greeting }))).toEqual(
    featureCodes(4027007),
  );
  simulator.setBehaviour({ unavailableFor: [] });
  expect((await client.list()).status).toBe(200);
});

test("4027010 for missing required parameters", async () => {
  const id = await client.create();
  const edge = `/${simulator.wabaId}/welcome_message_sequences`;
  expect(errorCodesOf(await client.call("POST", edge))).toEqual(featureCodes(4027010));
  expect(errorCodesOf(await client.write({ name: "a" }))).toEqual(featureCodes(4027010));
  expect(errorCodesOf(await client.write({ welcome_message_sequence: greeting }))).toEqual(featureCodes(4027010));
  expect(errorCodesOf(await client.write({ sequence_id: id }))).toEqual(featureCodes(4027010));
  expect(errorCodesOf(await client.call("DELETE", edge))).toEqual(featureCodes(4027010));
});

test("4027012 for updating or deleting a sequence in use, unless allowed", async () => {
  const id = await client.create();
  simulator.addAd({ sequenceId: id });
  expect(errorCodesOf(await client.remove(id))).toEqual(featureCodes(4027012));
  expect(errorCodesOf(await client.write({ sequence_id: id, name: "b" }))).toEqual(featureCodes(4027012));
  simulator.setBehaviour({ updatesInUse: "allow" });
  expect((await client.write({ sequence_id: id, name: "b" })).json).toEqual({ success: true });
  expect(errorCodesOf(await client.remove(id))).toEqual(featureCodes(4027012));
});

test("4027017 for updating or deleting an unknown sequence", async () => {
  expect(errorCodesOf(await client.remove("186473890"))).toEqual(featureCodes(4027017));
  expect(errorCodesOf(await client.write({ sequence_id: "186473890", name: "b" }))).toEqual(featureCodes(4027017));
});

test("an error has Graph's envelope with Meta's title and description", async () => {
  const got = await client.remove("186473890");
  expect(got.json).toEqual({
    error: {
      message: "Invalid parameter",
      type: "OAuthException",
      code: 100,
      error_subcode: 4027017,
      is_transient: false,
      error_user_title: "Could not load the sequence",
      error_user_msg: "Could not load the sequence being updated or deleted.",
      fbtrace_id: got.headers["x-fb-trace-id"],
    },
  });
});

test("the switch featureCodes moves a feature code to code", async () => {
  simulator.setWire({ featureCodes: "code" });
  expect(errorCodesOf(await client.remove("186473890"))).toEqual([400, 4027017, undefined]);
  simulator.setWire({ featureCodes: "string-code" });
  expect(errorCodesOf(await client.remove("186473890"))).toEqual([400, "4027017", undefined]);
});
