import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "../..");
const programs = {
  "pulumi-whatsapp": "provider",
  "pulumi-whatsapp-simulator": "simulator",
  "pulumi-whatsapp-policy": "policy-pack",
} as const;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "whatsapp-completion-"));
  for (const [name, pack] of Object.entries(programs)) {
    symlinkSync(join(root, pack, "bin", `${name}.js`), join(folder, name));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a script in a real shell, where the commands are on PATH. */
function runShell(shell: string, script: string, flags: readonly string[] = []): { out: string; err: string } {
  const env = { ...process.env, PATH: `${folder}:${process.env["PATH"] ?? ""}` };
  const { stdout, stderr } = spawnSync(shell, [...flags, "-c", script], { cwd: folder, encoding: "utf8", env });
  return { out: stdout, err: stderr };
}

function hasShell(shell: string): boolean {
  return spawnSync(shell, ["-c", "true"]).status === 0;
}

/** Words of a command line with an unfinished last one, and the candidates that the shell offers. */
const cases: readonly (readonly [words: string, candidates: string])[] = [
  ["pulumi-whatsapp _", "list import-file audit orders show review forecast complete help"],
  ["pulumi-whatsapp orders va_", "validate"],
  ["pulumi-whatsapp orders status --payment _", "pending captured failed"],
  ["pulumi-whatsapp orders validate _", ""],
  ["pulumi-whatsapp show --lang p_", "pt"],
  ["pulumi-whatsapp-policy lint --preset b_", "brazil"],
  ["pulumi-whatsapp-policy lint --lang _", "pt es en"],
  ["pulumi-whatsapp-simulator --s_", "--seed"],
];

test("bash completes commands, options and values of all scripts in one shell", () => {
  const sources = Object.keys(programs).map((name) => `source <(${name} complete bash)`);
  const completions = cases.map(([line]) => {
    const words = line.replace("_", "").split(" ");
    return [
      `COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}) COMP_CWORD=${words.length - 1}`,
      `__${(words[0] ?? "").replace(/-/g, "_")}_complete 2> /dev/null`,
      'echo "${COMPREPLY[*]}"',
    ].join("\n");
  });
  const { out, err } = runShell("bash", [...sources, sources[0], "complete -p", ...completions].join("\n"), ["--norc"]);
  expect(err).toBe("");
  const lines = out.trimEnd().split("\n");
  // Without a candidate, bash completes file names.
  for (const name of Object.keys(programs)) {
    expect(lines).toContain(`complete -o default -F __${name.replace(/-/g, "_")}_complete ${name}`);
  }
  const offered = out.split("\n").slice(Object.keys(programs).length, -1);
  expect(offered).toEqual(cases.map(([, candidates]) => candidates));
});

(hasShell("fish") ? test : test.skip)("fish completes them", () => {
  const source = Object.keys(programs).map((name) => `${name} complete fish | source`);
  const script = [...source, ...cases.map(([line]) => `complete -C "${line.replace("_", "")}"; echo .`)].join("\n");
  const { out, err } = runShell("fish", script, ["--no-config"]);
  expect(err).toBe("");
  const offered = out.split(".\n").slice(0, -1);
  for (const [i, [, candidates]] of cases.entries()) {
    for (const candidate of candidates.split(" ")) expect(offered[i]).toContain(candidate);
  }
});

(hasShell("zsh") ? test : test.skip)("zsh completes them", () => {
  const completions = cases.map(([line]) => {
    const words = line.replace("_", "").split(" ");
    return `words=(${words.map((word) => `'${word}'`).join(" ")}) CURRENT=${words.length}; _${words[0] ?? ""}; echo .`;
  });
  const script = [
    // The completion system needs a terminal. These functions replace it.
    "compdef() { }",
    "_arguments() { }",
    "_describe() { print -l -- ${(P)2}; (( ${(P)#2} )) }",
    ...Object.keys(programs).map((name) => `source <(${name} complete zsh)`),
    ...completions,
  ].join("\n");
  const { out } = runShell("zsh", script);
  const offered = out.split(".\n").slice(0, -1);
  for (const [i, [, candidates]] of cases.entries()) {
    for (const candidate of candidates.split(" ")) expect(offered[i]).toContain(candidate);
  }
});
