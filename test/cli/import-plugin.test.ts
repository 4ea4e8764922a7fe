import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { creatives, sequences } from "../../provider/src/cli/kinds";
import { kindOfType } from "../../provider/src/schema/resource-kinds";
import { calls, TestAccount } from "../support/world/account";
import { createCreative, creativeIdOf } from "../support/world/ads";
import { runCommand, type Ran } from "../support/command";

const account = TestAccount.forFile();
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "whatsapp-import-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function importFile(...words: readonly string[]): Promise<Ran> {
  return runCommand(["import-file", ...words], account.environment(), dir);
}
function writeProject(text: string): void {
  writeFileSync(join(dir, "Pulumi.yaml"), text);
}
function readImportFile(): unknown {
  return JSON.parse(readFileSync(join(dir, "import.json"), "utf8"));
}
function addOffer(): string {
  return account.meta.addSequence({ name: "Offer", content: { text: "Hi!" } });
}
const commands = /^ {5}(pulumi.*)$/gm;

test("--plugin writes plugin types and ids, and no program", async () => {
  const id = addOffer();
  const { code, out, err } = await importFile("--plugin");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(readdirSync(dir)).toEqual(["import.json"]);
  expect(readImportFile()).toEqual({
    resources: [{ type: "whatsapp:index:WelcomeMessageSequence", name: "offer", id: `${account.meta.wabaId}/${id}` }],
  });
  expect(out).toContain(`Wrote import.json: 1 sequence of account ${account.meta.wabaId}.\n`);
  expect([...out.matchAll(commands)].map(([, command]) => command)).toEqual([
    "pulumi import --file import.json --yes",
    "pulumi preview --expect-no-changes",
  ]);
});

test("--plugin --creatives writes ad creatives with the plugin's type", async () => {
  const { id } = await createCreative(account.run(), { name: "Driver ad" });
  account.meta.clearJournal();
  const { code, out } = await importFile("--plugin", "--creatives", creativeIdOf(id));
  expect(code).toBe(0);
  expect(calls(account.meta.journal())).toEqual([`GET /${creativeIdOf(id)}`]);
  expect(readdirSync(dir)).toEqual(["import.json"]);
  expect(readImportFile()).toEqual({ resources: [{ type: "whatsapp:index:AdCreative", name: "driver-ad", id }] });
  expect(out).toContain("Pulumi reads each creative");
});

test("the written types are those of the plugin", () => {
  for (const [kind, expected] of [
    [sequences, "sequence"],
    [creatives, "creative"],
  ] as const) {
    expect(kind.pluginType).toMatch(/^whatsapp:index:/);
    expect([kindOfType(kind.type), kindOfType(kind.pluginType)]).toEqual([expected, expected]);
  }
});

test.each([
  ["yaml", "name: ads\nruntime: yaml\n"],
  ["python", 'name: ads\nruntime: "python" # managed by uv\n'],
  ["go", "name: ads\r\nruntime:\r\n  name: go\r\n  options:\r\n    binary: ads\r\n"],
  ["dotnet", "name: ads\nruntime: # C#\n\n  # the compiler\n  options: {}\n  name: dotnet\ndescription: x\n"],
  ["java", "runtime: java"],
  ["python", "runtime: { name: python, options: { toolchain: pip } }\n"],
])("a project with runtime %s gets the plugin's types by default", async (runtime, project) => {
  writeProject(project);
  addOffer();
  const { code, out } = await importFile();
  expect(code).toBe(0);
  expect(readdirSync(dir).sort()).toEqual(["Pulumi.yaml", "import.json"]);
  expect(readImportFile()).toMatchObject({ resources: [{ type: sequences.pluginType }] });
  expect(out).toContain(`because Pulumi.yaml has \`runtime: ${runtime}\``);
});

test.each([
  ["nodejs", "name: ads\nruntime: nodejs\n"],
  ["nodejs with options", "name: ads\nruntime:\n  name: nodejs\n  options:\n    packagemanager: pnpm\n"],
  ["no runtime", "name: ads\nconfig:\n  runtime: python\n"],
])("a project with %s gets the dynamic types and a program", async (_what, project) => {
  writeProject(project);
  addOffer();
  const { out } = await importFile();
  expect(readdirSync(dir).sort()).toEqual(["Pulumi.yaml", "import.json", "sequences.ts"]);
  expect(readImportFile()).toMatchObject({ resources: [{ type: sequences.type }] });
  expect(out).not.toContain("runtime");
});

test("a folder of the project has the project's runtime", async () => {
  writeProject("name: ads\nruntime: python\n");
  addOffer();
  mkdirSync(join(dir, "texts"));
  const ran = await runCommand(["import-file", "--json"], account.environment(), join(dir, "texts"));
  expect(ran.code).toBe(0);
  const { importFile: file, ...rest } = JSON.parse(ran.out) as { readonly importFile: unknown };
  expect(file).toMatchObject({ resources: [{ type: sequences.pluginType }] });
  expect(rest).toEqual({ leftOut: [] });
});

test("--program writes a TypeScript program in every project", async () => {
  writeProject("name: ads\nruntime: python\n");
  addOffer();
  await importFile("--program", "ads/sequences.ts");
  expect(readdirSync(join(dir, "ads"))).toEqual(["sequences.ts"]);
  expect(readImportFile()).toMatchObject({ resources: [{ type: sequences.type }] });
});

test("--plugin and --program exclude each other", async () => {
  const { code, err } = await importFile("--plugin", "--program", "sequences.ts");
  expect(code).toBe(2);
  expect(err).toContain("--plugin");
  expect(err).toContain("--program");
  expect(readdirSync(dir)).toEqual([]);
});

test("--plugin reports sequences that no program can declare", async () => {
  addOffer();
  account.meta.addSequence({ name: "Empty", content: { text: "" } });
  const { code, err } = await importFile("--plugin");
  expect(code).toBe(1);
  expect(err).toContain('"Empty"');
  expect(readdirSync(dir)).toEqual([]);
  expect((await importFile("--plugin", "--skip-invalid")).code).toBe(0);
  expect(readImportFile()).toMatchObject({ resources: [{ name: "offer" }] });
});
