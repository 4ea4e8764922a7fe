import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const bin = join(__dirname, "../../policy-pack/bin/pulumi-whatsapp-policy.js");

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "whatsapp-lint-"));
  writeFileSync(join(folder, "a.yaml"), "name: a\ntext: Hi there\n");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function node(words: readonly string[], input = ""): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8", input });
}

test("the command reads files and standard input and reports findings", () => {
  const { status, stdout, stderr } = node([bin, "lint", "a.yaml", "-"], '{"name":"b","text":"Olá 💚 {{1}}"}');
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^<stdin>:1:28 error whatsapp-no-placeholders: text, characters 8 to 12: /);
  expect(stdout).toContain("1 error, 0 warnings, 0 waived");
  expect(status).toBe(1);
});

test("the command loads neither Pulumi nor HTTP client nor provider", () => {
  const script = `
    process.argv.splice(1, 0, "pulumi-whatsapp-policy");
    process.on("exit", () => process.stderr.write(Object.keys(require.cache).join("\\n")));
    require(${JSON.stringify(bin)});`;
  const { status, stderr } = node(["-e", script, "lint", "a.yaml"]);
  expect(status).toBe(0);
  expect(stderr).toMatch(/dist\/lint\/main\.js/);
  expect(stderr).not.toMatch(/@pulumi|axios|provider\/dist\/(?!schema\/)/);
});
