import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");
function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

test("docs/testing.md quotes the test of the example", () => {
  expect(read("docs/testing.md")).toContain(read("examples/welcome-message-sequence/index.test.ts"));
});

test("docs/webhooks.md quotes the receiver of the example", () => {
  const [, shown = ""] = read("examples/webhook-receiver/delivery.ts").split(/^(?=export async function)/m);
  expect(shown).toContain("receive(");
  expect(read("docs/webhooks.md")).toContain(shown);
});

/** Replaces durations, which differ between runs. */
function withoutDurations(text: string): string {
  return text.replace(/[\d.]+m?s\b/g, "TIME");
}

test("the README quotes the output of npm start", () => {
  const [, quoted = ""] = /^```\n(Outputs[^]*?)^```$/m.exec(read("README.md")) ?? [];
  expect(quoted).not.toBe("");
  const environment = { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "" };
  const { stdout } = spawnSync(process.execPath, ["scripts/start.mjs"], {
    cwd: root,
    encoding: "utf8",
    env: environment,
  });
  expect(withoutDurations(stdout)).toContain(withoutDurations(quoted));
}, 120_000);

const handWritten = readdirSync(join(root, "docs")).filter(
  (name) => name.endsWith(".md") && !/written by `|writes this page/i.test(read(`docs/${name}`)),
);

test("README and hand-written pages stay within their line limits", () => {
  expect(read("README.md").split("\n").length).toBeLessThanOrEqual(151);
  for (const name of handWritten) expect([name, read(`docs/${name}`).split("\n").length < 202]).toEqual([name, true]);
});

const docPages = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));

test("docs/README.md lists every page", () => {
  const index = read("docs/README.md");
  for (const name of docPages) {
    if (name !== "README.md") expect(index).toContain(`](${name})`);
  }
});

test.each([
  /by hand" on|never makes a silent|never sent twice|never sends a message twice/,
  /up to 50 are read by one request/,
])("no page promises %s", (promise) => {
  for (const name of ["README.md", "CHANGELOG.md", ...docPages.map((page) => `docs/${page}`)]) {
    expect([name, promise.test(read(name))]).toEqual([name, false]);
  }
});

test("the README counts the rules of the policy pack", () => {
  const rules = read("docs/policies.md").match(/^#+ .*whatsapp-/gm) ?? [];
  expect(read("README.md")).toContain(`[${String(rules.length)} rules](docs/policies.md)`);
});
