import { startSimulator, type Simulator } from "./index";
import { bearer, createCurlForm, dataOf, sendHttp, type TestResponse } from "./testing/http";

// The samples of Meta's page "Welcome Message Sequences", with its ids and version, sent like curl.
const wabaId = "395394933592466";
const content = `
      {
       "text":"This is a welcome message authored in a 3P tool",
"autofill_message": {"content": "Hello! Can I get more info on this!"},
"ice_breakers":[
    {"title":"Quick reply 1"},
           {"title":"Quick reply 2"},
           {"title":"Quick reply 3"}
        ]
      }`;

let simulator: Simulator;
let token: string;

beforeEach(async () => {
  simulator = await startSimulator({ seed: { wabas: [{ id: wabaId }] } });
  token = simulator.addToken({ value: "BEAiilSampleTokenOfThePage" });
});
afterEach(() => simulator.close());

function curl(method: string, parts: readonly (readonly [string, string])[] = []): Promise<TestResponse> {
  const form = parts.length === 0 ? { headers: {} } : createCurlForm(parts);
  return sendHttp(`${simulator.url}/v14.0/${wabaId}/welcome_message_sequences`, {
    method,
    ...form,
    headers: { ...form.headers, ...bearer(token), "user-agent": "curl/7.88.1", accept: "*/*" },
  });
}

test("Meta's sample creates a sequence", async () => {
  const got = await curl("POST", [
    ["welcome_message_sequence", content],
    ["name", "Driver sign-up"],
  ]);
  expect(got.status).toBe(200);
  expect(got.json).toEqual({ sequence_id: expect.stringMatching(/^\d{15,17}$/) });
  expect(simulator.sequences(wabaId)).toEqual([
    expect.objectContaining({ name: "Driver sign-up", content: JSON.parse(content), isUsedInAd: false }),
  ]);
});

test("Meta's sample updates only the name of a sequence", async () => {
  simulator.addSequence({ id: "186473890", wabaId, name: "Driver sign-up", content: JSON.parse(content) });
  const got = await curl("POST", [
    ["sequence_id", "186473890"],
    ["name", "Driver sign-up updated name"],
  ]);
  expect(got.text).toBe('{"success":true}');
  expect(simulator.sequences(wabaId)).toEqual([
    expect.objectContaining({ id: "186473890", name: "Driver sign-up updated name", content: JSON.parse(content) }),
  ]);
});

test("Meta's sample lists sequences", async () => {
  const rows = [
    ["8716291", "Driver Sign up", true],
    ["4362", "Basic Triage", false],
    ["0139138", "Appointment Schedule", true],
    ["6987565", "Car Leads", false],
  ] as const;
  simulator.seed({
    sequences: rows.map(([id, name, isUsedInAd]) => ({ id, wabaId, name, isUsedInAd, content: JSON.parse(content) })),
  });
  const got = await curl("GET");
  expect(dataOf(got).map((row) => [row["id"], row["name"], row["is_used_in_ad"]])).toEqual(rows);
});

test("Meta's sample reads one sequence with a form on GET", async () => {
  simulator.addSequence({ id: "6987565", wabaId, name: "Driver Sign up", content: JSON.parse(content) });
  simulator.addSequence({ id: "4362", wabaId, name: "Basic Triage", content: JSON.parse(content) });
  const got = await curl("GET", [["sequence_id", "6987565"]]);
  expect(dataOf(got).map((row) => row["name"])).toEqual(["Driver Sign up"]);
});

test("Meta's sample limits the number of sequences", async () => {
  for (const name of ["a", "b", "c"]) simulator.addSequence({ wabaId, name, content: JSON.parse(content) });
  const got = await curl("GET", [["limit", "2"]]);
  expect(dataOf(got).map((row) => row["name"])).toEqual(["a", "b"]);
});

test("Meta's sample deletes a sequence with a form on DELETE", async () => {
  simulator.addSequence({ id: "1234567890", wabaId, name: "gone soon", content: JSON.parse(content) });
  const got = await curl("DELETE", [["sequence_id", "1234567890"]]);
  expect(got.text).toBe('{"success":true}');
  expect(simulator.sequences()).toEqual([]);
});

test("a wire option returns the bare array of Meta's page", async () => {
  simulator.setWire({ listShape: "array", idKey: "sequence_id", contentShape: "object" });
  simulator.addSequence({ id: "8716291", wabaId, name: "Driver Sign up", content: JSON.parse(content) });
  const got = await curl("GET");
  expect(got.value).toEqual([
    {
      sequence_id: "8716291",
      name: "Driver Sign up",
      welcome_message_sequence: JSON.parse(content),
      is_used_in_ad: false,
      last_update_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/),
    },
  ]);
});
