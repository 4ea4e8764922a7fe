import { startSimulator, type Simulator } from "./index";
import { sendHttp } from "./testing/http";
import { exampleSeed } from "./seed/example-seed";
import { formatYaml, parseYaml } from "./yaml";

describe("parseYaml", () => {
  test("large integers become text, others stay numbers", () => {
    expect(parseYaml("[9007199254740991, 9007199254740993, -3, 1.5, '7']", "it")).toEqual([
      ...[9007199254740991, "9007199254740993", -3],
      ...[1.5, "7"],
    ]);
  });

  test.each([
    ["a: [1", /^it is not YAML: .* at line 1, column 6$/],
    ["a: 1\na: 2", /^it is not YAML: Map keys must be unique at line 2, column 1$/],
    [`${"[".repeat(70)}${"]".repeat(70)}`, /^it is nested deeper than 64 levels$/],
    ["[".repeat(1_000_000), /^it is nested deeper than 64 levels$/],
    ["- ".repeat(100_000), /^it is nested deeper than 64 levels$/],
    ["{a: ".repeat(200_000), /^it is nested deeper than 64 levels$/],
    [`a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [${"*a,".repeat(12)}*a]\nc: [${"*b,".repeat(30)}*b]`, /Excessive alias count/],
    ["- a: 1\n".repeat(10_000), /^it has more than 50,000 parts$/],
  ])("%.40j is refused with its place", (text, message) => {
    expect(() => parseYaml(text, "it")).toThrow(message);
  });

  test("formatted YAML keeps ids, dates and numbers as text", () => {
    const value = { ids: ["0184", "1784205103946301", "2026-11-29", "true", "null", "1e3", "~"], lines: "a\nb\n" };
    expect(parseYaml(formatYaml(value), "it")).toEqual(value);
  });
});

describe("the control API", () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator();
  });
  beforeEach(() => simulator.reset());
  afterAll(() => simulator.close());

  const yaml = { "content-type": "application/yaml" };

  test("loads the example seed and saves it again", async () => {
    const loaded = await sendHttp(`${simulator.controlUrl}/seed`, { method: "POST", headers: yaml, body: exampleSeed });
    expect(loaded.status).toBe(200);
    const before = simulator.state();
    const saved = await sendHttp(`${simulator.controlUrl}/seed`, { headers: { accept: "application/yaml" } });
    expect(saved.headers["content-type"]).toBe("application/yaml; charset=utf-8");
    simulator.reset();
    await sendHttp(`${simulator.controlUrl}/seed`, { method: "POST", headers: yaml, body: saved.text });
    expect(simulator.state()).toMatchObject({
      ...{ sequences: before.sequences, ads: before.ads, people: before.people, templates: before.templates },
    });
  });

  test("a saved seed contains no defaults, tokens and secrets", async () => {
    expect(simulator.exportSeed()).toEqual({});
    const token = simulator.addToken({ appId: "5005" });
    simulator.addApp({ id: "5006", secret: "a-secret-of-an-app" });
    const { text } = await sendHttp(`${simulator.controlUrl}/seed`);
    expect(JSON.parse(text)).toMatchObject({ apps: [{ id: "5005" }, { id: "5006" }] });
    for (const secret of [token, "a-secret-of-an-app", simulator.appSecret]) expect(text).not.toContain(secret);
  });

  test("YAML problems are refused with 400 and their place", async () => {
    const got = await sendHttp(`${simulator.controlUrl}/seed`, {
      method: "POST",
      headers: yaml,
      body: "ads:\n  - name: [",
    });
    expect([got.status, got.text]).toEqual([400, expect.stringMatching(/the body is not YAML: .* at line 2/)]);
  });

  test("YAML of a foreign page is refused", async () => {
    const headers = { ...yaml, origin: "https://evil.example" };
    const got = await sendHttp(`${simulator.controlUrl}/seed`, { method: "POST", headers, body: exampleSeed });
    expect([got.status, simulator.ads()]).toEqual([403, []]);
  });
});
