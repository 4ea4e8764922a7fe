import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import Ajv from "ajv-draft-04";
import addFormats from "ajv-formats";
import type * as sarif from "sarif";
import { orderDetails, toWire, wireText, type OrderDetailsArgs } from "pulumi-whatsapp/orders";
import { orderArgs, pix } from "../testing/order-rules";
import { runCommandLine } from "./command-line";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "whatsapp-lint-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function run(
  words = "",
  more: { readonly stdin?: string; readonly isTerminal?: boolean; readonly env?: Record<string, string> } = {},
): Promise<Ran> {
  let [out, err] = ["", ""];
  const code = await runCommandLine(words === "" ? [] : words.split(" "), {
    stdout: (text) => (out += text),
    stderr: (text) => (err += text),
    stdin: () => Promise.resolve(more.stdin ?? ""),
    env: more.env ?? {},
    cwd: folder,
    isTerminal: more.isTerminal ?? false,
    now: () => new Date("2026-03-02T12:00:00Z"),
  });
  return { code, out, err };
}

const clean = "name: a\ntext: Hi there\n";
const placeholder = "name: b\ntext: Hi {{1}} there\n";
const rule = "whatsapp-no-placeholders";
const placeholderMessage = `text, characters 4 to 8: "{{1}}" is an unfilled placeholder. Replace it with the final text; insert values of other resources with Pulumi's interpolation.`;

test("reads a folder without the configuration, packages and hidden folders", async () => {
  write({
    "m/a.yaml": clean,
    "m/deep/b.yml": placeholder,
    "m/deep/c.json": '{"name":"c","text":"Hi"}',
    "m/node_modules/x/package.json": "{}",
    "m/.github/workflow.yml": "on: push",
    "m/pulumi-whatsapp-policy.yaml": "preset: strict",
    "m/notes.md": "no",
  });
  const { code, out, err } = await run("lint m");
  expect(out).toMatch(/^m\/deep\/b\.yml:2:10 error whatsapp-no-placeholders: /);
  expect(out).toMatch(/\n1 error, 0 warnings, 0 waived, \d+ rules not applicable; 3 sequences in 3 files checked\.\n$/);
  expect([code, err]).toEqual([1, ""]);
});

test("exits with 0 without findings, 1 with findings, 2 for unreadable files", async () => {
  write({ "a.yaml": clean, "b.yaml": placeholder, "c.yaml": "text: [", "latin1.yaml": "", "empty/x.md": "" });
  writeFileSync(join(folder, "latin1.yaml"), Buffer.from("name: a\ntext: Ol\u00e1", "latin1"));
  expect(await run("lint a.yaml")).toMatchObject({ code: 0, err: "" });
  expect(await run("lint a.yaml b.yaml")).toMatchObject({ code: 1 });
  const unreadable = await run("lint a.yaml c.yaml");
  expect(unreadable.out).toMatch(/^1 file unreadable or invalid, 0 warnings, /);
  const all = await run("lint a.yaml b.yaml c.yaml latin1.yaml empty gone.yaml");
  expect(all.code).toBe(2);
  expect(all.out).toContain(`b.yaml:2:10 error ${rule}`);
  expect(all.out).toMatch(
    /\n4 files unreadable or invalid, 1 error, 0 warnings, .*; 2 sequences in 2 files checked\.\n$/,
  );
  expect(all.err.split("\n")).toEqual([
    "empty error: contains no *.yaml, *.yml or *.json",
    "gone.yaml error: does not exist",
    expect.stringMatching(/^c\.yaml:1:\d+ error: is not well-formed YAML or JSON: /),
    "latin1.yaml error: is not UTF-8 text; save it as UTF-8",
    "",
  ]);
});

test("reads - as standard input and repeated files once", async () => {
  write({ "b.yaml": placeholder });
  const { out } = await run("lint - b.yaml ./b.yaml", { stdin: placeholder });
  const places = out.split("\n").filter((line) => line.includes(rule));
  expect(places.map((line) => line.split(" ")[0])).toEqual(["<stdin>:2:10", "b.yaml:2:10"]);
});

const configuration = `waivers:
  - rule: ${rule}
    resource: b
    reason: agreed with legal
    expires: 2026-03-02
  - { rule: ${rule}, resource: gone, reason: agreed with legal, expires: 2026-03-01 }
overrides:
  ${rule}: { enforcementLevel: advisory }
`;

test("reads the default or named configuration, and flags take precedence", async () => {
  write({
    "b.yaml": placeholder,
    "pulumi-whatsapp-policy.yaml": configuration,
    "soft.json": `{"overrides":{"${rule}":"advisory"}}`,
  });
  expect(await run("lint b.yaml")).toMatchObject({
    code: 1,
    out: expect.stringContaining("0 errors, 0 warnings, 1 waived, 1 expired waiver,"),
  });
  expect(await run("lint b.yaml --config soft.json")).toMatchObject({
    code: 0,
    out: expect.stringContaining("0 errors, 1 warning,"),
  });
  expect(await run("lint b.yaml --config soft.json --max-warnings 0")).toMatchObject({ code: 1 });
  expect(await run("lint b.yaml --config soft.json --preset brazil --max-warnings 1")).toMatchObject({ code: 0 });
});

test.each([
  [
    "preset: loose\nwaivers: [{ rule: x }]",
    /^error: pulumi-whatsapp-policy\.yaml:1:9: preset: .*\nerror: pulumi-whatsapp-policy\.yaml:2:11: waivers\[0\]\.resource: is required\n/,
  ],
  ["preset: [", /^error: pulumi-whatsapp-policy\.yaml:1:\d+: is not well-formed/],
  ["- a", /must be a mapping with preset, overrides and waivers/],
  [
    "overrides: { whatsapp-no-such: advisory }",
    /^error: pulumi-whatsapp-policy\.yaml:1:\d+: overrides\.whatsapp-no-such: there is no rule "whatsapp-no-such"$/m,
  ],
  [
    "overrides: { whatsapp-nfc: advisory }",
    /^error: pulumi-whatsapp-policy\.yaml:1:\d+: overrides\.whatsapp-nfc: .* was renamed to "whatsapp-unicode-nfc"; use the new id$/m,
  ],
])("rejects the configuration %j", async (text, reason) => {
  write({ "a.yaml": clean, "pulumi-whatsapp-policy.yaml": text });
  const { code, out, err } = await run("lint a.yaml");
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(reason);
});

const seeLint = "Run pulumi-whatsapp-policy lint --help.\n";

test.each([
  ["lint", `error: Missing argument <file>: files, folders, or - for standard input. ${seeLint}`],
  ["lint a --nope", `error: Unknown option "--nope". ${seeLint}`],
  ["lint a --fromat sarif", `error: Unknown option "--fromat". Did you mean "--format"? ${seeLint}`],
  ["lint a --output --format sarif", `error: Option "--output <file>" needs a value. ${seeLint}`],
  [
    "lint a --preset x --format y --max-warnings z --lang fr",
    `error: --preset "x": must be one of recommended, strict, brazil.\nerror: --format "y": must be one of text, sarif.\nerror: --max-warnings "z": must be a number, 0 or more.\nerror: --lang "fr": must be one of pt, es, en. ${seeLint}`,
  ],
  ["lint a --config none.yaml", "error: none.yaml: does not exist; correct --config\n"],
  ["check", 'error: Unknown command "check". Run pulumi-whatsapp-policy --help.\n'],
  ["lnit a", 'error: Unknown command "lnit". Did you mean "lint"? Run pulumi-whatsapp-policy --help.\n'],
  ["help digset", 'error: Unknown command "digset". Did you mean "digest"? Run pulumi-whatsapp-policy --help.\n'],
])("rejects the command line %s", async (words, reason) => {
  expect(await run(words)).toEqual({ code: 2, out: "", err: reason });
});

test.each(["--help", "help", "help lint", "lint -h", "digest --help", "help complete"])(
  "%s prints help with examples in short lines",
  async (words) => {
    const { code, out, err } = await run(words);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^Usage: pulumi-whatsapp-policy[^]*\nExamples:\n/);
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  },
);

test("prints the help as an error without a command", async () => {
  const { code, out, err } = await run();
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/^Usage: pulumi-whatsapp-policy /);
});

test("--version prints the version", async () => {
  expect(await run("--version")).toEqual({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/), err: "" });
});

test("colors levels on a terminal unless disabled", async () => {
  write({ "b.yaml": placeholder });
  const colored = /\u001b\[31merror/;
  expect((await run("lint b.yaml", { isTerminal: true })).out).toMatch(colored);
  expect((await run("lint b.yaml --no-color", { isTerminal: true })).out).not.toMatch(colored);
  expect((await run("lint b.yaml", { isTerminal: true, env: { NO_COLOR: "1" } })).out).not.toMatch(colored);
});

const summaries = {
  pt: /^b\.yaml:2:10 erro whatsapp-no-placeholders: text, caracteres 4 a 8: "\{\{1\}\}" é um campo não preenchido\. Troque-o .*\n1 erro, 0 avisos, 0 dispensados, \d regras não se aplicam; verificação de 1 sequência em 1 arquivo\.\n$/,
  es: /^b\.yaml:2:10 error whatsapp-no-placeholders: text, caracteres 4 a 8: "\{\{1\}\}" es un campo sin rellenar\. Cámbialo .*\n1 error, 0 advertencias, 0 exentos, \d reglas no se aplican; revisión de 1 secuencia en 1 archivo\.\n$/,
  en: /^b\.yaml:2:10 error whatsapp-no-placeholders: text, characters 4 to 8: "\{\{1\}\}" is an unfilled placeholder\. Replace .*\n1 error, 0 warnings, 0 waived, \d rules not applicable; 1 sequence in 1 file checked\.\n$/,
} as const;

test.each(["pt", "es", "en"] as const)("--lang %s prints the report in the language", async (language) => {
  write({ "b.yaml": placeholder });
  const { out } = await run(`lint b.yaml --lang ${language}`);
  expect(out).toMatch(summaries[language]);
});

test.each([
  [{ LANG: "pt_BR.UTF-8" }, "pt"],
  [{ LANG: "es" }, "es"],
  [{ LANG: "PT" }, "pt"],
  [{ LANG: "en_US.UTF-8" }, "en"],
  [{ LANG: "C" }, "en"],
  [{ LANG: "ptolemaic" }, "en"],
  [{}, "en"],
  [{ LC_ALL: "", LC_MESSAGES: "", LANG: "es_MX" }, "es"],
  [{ LC_MESSAGES: "pt@x", LANG: "es_MX" }, "pt"],
  [{ LC_ALL: "C.UTF-8", LC_MESSAGES: "pt_BR", LANG: "es_MX" }, "en"],
] as const)("a terminal with the locale %j shows the report in %s", async (env, language) => {
  write({ "b.yaml": placeholder });
  const { out } = await run("lint b.yaml --no-color", { isTerminal: true, env });
  expect(out).toMatch(summaries[language]);
  expect((await run("lint b.yaml", { env })).out).toMatch(summaries.en);
  expect((await run("lint b.yaml --lang en --no-color", { isTerminal: true, env })).out).toMatch(summaries.en);
});

test("SARIF is in English, and the printed report in the language", async () => {
  write({ "b.yaml": placeholder });
  const { out } = await run("lint b.yaml --format sarif --output report.sarif --lang pt");
  expect(out).toMatch(summaries.pt);
  const [result] = runIn(readFileSync(join(folder, "report.sarif"), "utf8")).results ?? [];
  expect(result?.message.text).toMatch(/is an unfilled placeholder\. Replace it/);
});

test("--verbose lists the rules that do not apply", async () => {
  write({ "a.yaml": clean });
  const skipped = /^not applicable whatsapp-plain-ice-breakers \(1 time\): the sequence has no ice breakers$/m;
  expect((await run("lint a.yaml")).out).toMatch(/^0 errors, .*\n$/);
  expect((await run("lint a.yaml --verbose")).out).toMatch(skipped);
  expect((await run("lint a.yaml --verbose --lang es")).out).toMatch(
    /^no se aplica whatsapp-plain-ice-breakers \(1 vez\): la secuencia no tiene rompehielos$/m,
  );
});

test("labels sequences without a name by file and position", async () => {
  write({
    "one.yaml": "text: Hi {{1}}",
    "list.yaml": "- { text: Olá }\n- { name: null, text: Olá }\n- { name: x, text: Olá }",
    "map.yaml": "sequences:\n  a: { name: null, text: Bom dia }",
  });
  const { code, out } = await run("lint one.yaml list.yaml map.yaml");
  expect(code).toBe(1);
  expect(out.split("\n").slice(0, -2)).toEqual([
    expect.stringMatching(/^one\.yaml:1:10 error whatsapp-no-placeholders: /),
    'list.yaml:2:23 warning whatsapp-unique-content: text: "list.yaml:2:5" and "list.yaml:1:5" have the same texts. Keep one of them: a sequence can serve several ads.',
    'list.yaml:3:20 warning whatsapp-unique-content: text: "x" and "list.yaml:1:5" have the same texts. Keep one of them: a sequence can serve several ads.',
  ]);
  const { results = [] } = runIn((await run("lint one.yaml --format sarif")).out);
  expect(results.map(({ locations }) => locations?.[0]?.logicalLocations)).toEqual([[]]);
  expect(await run("digest one.yaml map.yaml")).toEqual({
    code: 0,
    out: expect.stringMatching(/^[0-9a-f]{64} {2}map\.yaml:a\n$/),
    err: "one.yaml:1:1 warning: has no digest, because it has no name; add one\n",
  });
});

test("escapes control characters", async () => {
  write({ "b.yaml": 'name: "a\\e[31m"\ntext: "{{\\u202e\\e[2J}}"\n' });
  const { out } = await run("lint b.yaml");
  expect(out).toContain("\\u202e");
  expect(out).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
});

test("prints equal digests for equal contents, and none for secrets", async () => {
  const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:Zm9vYmFy" };
  const type = "pulumi-nodejs:dynamic/whatsapp:WelcomeMessageSequence";
  const resources = [
    { urn: `urn:pulumi:d::p::${type}::one`, type, inputs: { name: "a", text: "Hi there" } },
    {
      urn: `urn:pulumi:d::p::${type}::two`,
      type,
      inputs: { name: "a", text: "Hi", autofillMessage: { content: secret } },
    },
  ];
  write({ "a.yaml": clean, "s.json": JSON.stringify({ version: 3, deployment: { resources } }) });
  const { code, out, err } = await run("digest a.yaml s.json");
  expect(code).toBe(0);
  expect(out).toMatch(/^([0-9a-f]{64}) {2}a\.yaml:a\n\1 {2}s\.json:one\n$/);
  expect(err).toMatch(
    /^s\.json:two warning: has no digest, because some of its texts are not known\ns\.json:1:\d+ note: autofillMessage/,
  );
  expect(out + err).not.toContain("Zm9vYmFy");
});

const schema = join(__dirname, "../../../test/policy/fixtures/sarif/sarif-schema-2.1.0.json");
const ajv = new Ajv({ strict: false });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(schema, "utf8")) as object);

/** Returns the run of a log that matches the SARIF schema. */
function runIn(text: string): sarif.Run {
  const log = JSON.parse(text) as sarif.Log;
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  expect(text).not.toContain(folder);
  const [only] = log.runs;
  if (only === undefined) throw new Error("no run");
  return only;
}

test("SARIF matches its schema and contains positions, rules, waivers and errors", async () => {
  write({
    "mé dir/b.yaml": placeholder,
    "c.yaml": "text: [",
    "d.yaml": "name: d\ntext: Hi {{1}} {{1}}\n",
    "pulumi-whatsapp-policy.yaml": configuration,
  });
  const { code, out } = await run("lint . --format sarif --preset strict");
  const { tool, results = [], invocations = [] } = runIn(out);
  expect(code).toBe(2);
  expect(tool.driver.rules?.map(({ id }) => id)).toEqual(expect.arrayContaining([rule, "whatsapp-expired-waivers"]));
  expect(tool.driver.rules?.find(({ id }) => id === rule)).toMatchObject({
    defaultConfiguration: { level: "warning" },
  });
  for (const { ruleId, ruleIndex = -1 } of results) expect(tool.driver.rules?.[ruleIndex]?.id).toBe(ruleId);
  const brief = results
    .filter(({ ruleId }) => ruleId === rule || ruleId === "whatsapp-expired-waivers")
    .map(({ level, locations, suppressions }) => {
      const { artifactLocation, region } = locations?.[0]?.physicalLocation ?? {};
      return [
        level,
        artifactLocation?.uri,
        region?.startLine,
        region?.startColumn,
        region?.endColumn,
        suppressions?.length,
      ];
    });
  expect(brief).toEqual([
    ["warning", "d.yaml", 2, 10, 15, 0],
    ["warning", "d.yaml", 2, 16, 21, 0],
    ["warning", "m%C3%A9%20dir/b.yaml", 2, 10, 15, 1],
    ["error", "pulumi-whatsapp-policy.yaml", 6, 13, 37, 0],
  ]);
  expect(results.find(({ suppressions = [] }) => suppressions.length > 0)?.suppressions).toEqual([
    { kind: "external", status: "accepted", justification: "agreed with legal" },
  ]);
  expect(invocations).toMatchObject([
    {
      executionSuccessful: false,
      exitCode: 2,
      toolExecutionNotifications: [
        { level: "error", locations: [{ physicalLocation: { artifactLocation: { uri: "c.yaml" } } }] },
      ],
    },
  ]);
});

test("checks order messages, waives them by reference id, locates them", async () => {
  const paymentSettings = [pix("CPF")];
  const body = (referenceId: string): string =>
    wireText(toWire(orderDetails(orderArgs({ referenceId, paymentSettings }) as OrderDetailsArgs)), 2);
  const keys = "whatsapp-order-pix-key-kinds";
  const waiver = { rule: keys, resource: "order-2", reason: "trades under a CPF", expires: "2026-03-02" };
  write({
    "a.yaml": clean,
    "one.json": body("order-1"),
    "two.json": body("order-2"),
    "pulumi-whatsapp-policy.yaml": JSON.stringify({ preset: "strict", waivers: [waiver] }),
  });
  const { code, out } = await run("lint .");
  expect(out).toContain("1 error, 0 warnings, 1 waived");
  expect(out).toMatch(/; 1 sequence and 2 orders in 3 files checked\.\n$/);
  expect(code).toBe(1);
  const { tool, results = [] } = runIn((await run("lint . --format sarif")).out);
  expect(results.map(({ ruleId, suppressions = [] }) => [ruleId, suppressions.length])).toEqual([
    [keys, 0],
    [keys, 1],
  ]);
  const { physicalLocation, logicalLocations } = results[0]?.locations?.[0] ?? {};
  expect(physicalLocation).toMatchObject({ artifactLocation: { uri: "one.json" } });
  expect(body("order-1").split("\n")[(physicalLocation?.region?.startLine ?? 0) - 1]).toContain('"key_type": "CPF"');
  expect(logicalLocations).toEqual([{ name: "order-1", fullyQualifiedName: "order-1", kind: "resource" }]);
  expect(tool.driver.rules?.find(({ id }) => id === keys)?.properties?.tags).toEqual(["whatsapp", "orders"]);
});

test("escapes braces and links in SARIF messages", async () => {
  write({ "b.yaml": 'name: b\ntext: "Hi ${a](http://x.example)}"\n' });
  const { results = [] } = runIn((await run("lint b.yaml --format sarif")).out);
  expect(results.find(({ ruleId }) => ruleId === rule)?.message.text).toContain("${{a] (http://x.example)}}");
});

test("fingerprints survive moved lines and distinguish equal findings", async () => {
  const prints = async (text: string): Promise<unknown[]> => {
    write({ "b.yaml": text });
    const { results = [] } = runIn((await run("lint b.yaml --format sarif")).out);
    return results.map(({ partialFingerprints }) => partialFingerprints);
  };
  expect(await prints("# A comment\ntext: Hi {{1}}")).toEqual(await prints("text: Hi {{1}}"));
  const text = "name: b\ntext: Hi {{1}} and {{1}}\n";
  const before = await prints(text);
  expect(new Set(before.map((one) => JSON.stringify(one))).size).toBe(2);
  expect(await prints(`# A comment\n\n${text}`)).toEqual(before);
});

test("SARIF names exported resources by URN and notes secrets", async () => {
  const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:Zm9vYmFy" };
  const type = "pulumi-nodejs:dynamic/whatsapp:WelcomeMessageSequence";
  const urn = `urn:pulumi:d::p::${type}::one`;
  const resources = [{ urn, type, inputs: { name: "{{x}}", text: secret } }];
  const { out } = await run("lint - --format sarif", {
    stdin: JSON.stringify({ version: 3, deployment: { resources } }),
  });
  const { results, invocations } = runIn(out);
  expect(results?.[0]?.locations?.[0]).toMatchObject({
    physicalLocation: { artifactLocation: { uri: "stdin" } },
    logicalLocations: [{ name: "one", fullyQualifiedName: urn }],
  });
  expect(invocations?.[0]?.toolExecutionNotifications).toMatchObject([
    { level: "note", message: { text: "text of one is secret and not checked" } },
  ]);
  expect(out).not.toContain("Zm9vYmFy");
});

test("writes the report to a file and a summary to standard output", async () => {
  write({ "b.yaml": placeholder });
  const { code, out } = await run("lint b.yaml --format sarif --output report.sarif");
  expect(code).toBe(1);
  expect(out).toContain(`b.yaml:2:10 error ${rule}`);
  expect(runIn(readFileSync(join(folder, "report.sarif"), "utf8")).results).toHaveLength(1);
  expect((await run("lint b.yaml --output report.txt")).out).toMatch(
    /^1 error, 0 warnings, 0 waived, \d+ rules not applicable; 1 sequence in 1 file checked\.\n$/,
  );
  expect(readFileSync(join(folder, "report.txt"), "utf8")).toContain(placeholderMessage);
  expect(await run("lint b.yaml --output no/such/report")).toMatchObject({
    code: 2,
    err: "error: no/such/report: cannot be written (ENOENT); correct --output\n",
  });
});
