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

const hasTerminal = process.platform === "linux" && spawnSync("script", ["--version"]).status === 0;

(hasTerminal ? test : test.skip)("a terminal shows the language of its locale, a pipe English", () => {
  writeFileSync(join(folder, "b.yaml"), "text: Oi {{1}}\n");
  const line = [process.execPath, bin, "lint", "b.yaml", "--no-color"].map((word) => `'${word}'`).join(" ");
  const { LC_ALL: _all, LC_MESSAGES: _messages, ...others } = process.env;
  const options = { cwd: folder, encoding: "utf8", env: { ...others, LANG: "pt_BR.UTF-8" } } as const;
  const terminal = spawnSync("script", ["-qec", line, "/dev/null"], options);
  expect(terminal.status).toBe(1);
  expect(terminal.stdout).toContain('"{{1}}" é um campo não preenchido. Troque-o pelo texto final');
  expect(terminal.stdout).toContain("; verificação de 1 sequência em 1 arquivo.");
  const pipe = spawnSync("sh", ["-c", line], options);
  expect(pipe.stdout).toContain('"{{1}}" is an unfilled placeholder. Replace it with the final text');
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
