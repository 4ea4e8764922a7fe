import { mkdtemp, readFile, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { CommandIo } from "./io";
import { runCommandLine } from "./program";

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
type Run = (words: string, more?: Partial<CommandIo>) => Promise<Ran>;

// Belongs to the passphrase "x": its key is derived once for all tests.
const SALT = "v1:ORLFOOiM/CY=:v1:45NMKXa/oJQyLIvp:oX5f514vARsM9gveZsoTVeOxVT2WMQ==";
const PROGRAM = `const pulumi = require("@pulumi/pulumi");
const config = new pulumi.Config();
exports.greeting = config.require("greeting");
exports.token = config.getSecret("token");
exports.list = [1, { two: null }];
`;

async function project(): Promise<{ readonly dir: string; readonly run: Run }> {
  const dir = await mkdtemp(join(tmpdir(), "engine-cli-"));
  await writeFile(join(dir, "Pulumi.yaml"), "name: shop\nruntime: { name: nodejs, options: { typescript: false } }\n");
  await writeFile(join(dir, "Pulumi.dev.yaml"), `encryptionsalt: ${SALT}\n`);
  await writeFile(join(dir, "package.json"), '{"name":"shop","private":true,"main":"index.js"}');
  await writeFile(join(dir, "index.js"), PROGRAM);
  const modules = dirname(dirname(dirname(require.resolve("@pulumi/pulumi/package.json"))));
  await symlink(modules, join(dir, "node_modules"), "dir");
  const env = {
    ...process.env,
    PULUMI_HOME: join(dir, "home"),
    PULUMI_CONFIG_PASSPHRASE: "x",
    PULUMI_BACKEND_URL: `file://${dir}`,
  };
  const run: Run = async (words, more = {}) => {
    let [out, err] = ["", ""];
    const io: CommandIo = {
      stdout: (text) => (out += text),
      stderr: (text) => (err += text),
      ...{ env, cwd: dir, ask: undefined, isColorTerminal: false },
      readStdin: () => Promise.resolve(""),
      onInterrupt: () => () => undefined,
      ...more,
    };
    const code = await runCommandLine(words.split(" "), io);
    return { code, out, err };
  };
  return { dir, run };
}

test("a stack's whole life: configuration, preview, update, outputs, no change, destroy, removal", async () => {
  const { dir, run } = await project();
  expect(await run("stack init dev")).toMatchObject({ code: 0, out: "Created stack 'dev'\n" });
  await run("config set greeting hello");
  await run("config set --secret token", { readStdin: () => Promise.resolve("hush\n") });
  const up = await run("up --yes");
  expect(up.err).toMatch(
    /^pulumi-whatsapp-engine \S+ \(embedded engine, not the Pulumi CLI\); state in file:\/\/.*\n$/,
  );
  expect(up).toMatchObject({ code: 0 });
  expect(up.out).toMatch(
    /Previewing update \(dev\).*\+ 1 to create.*Updating \(dev\).*greeting: "hello".*token {3}: \[secret\].*\+ 1 created/s,
  );
  expect((await run("stack output --json")).out).toBe(
    '{\n  "greeting": "hello",\n  "list": [\n    1,\n    {\n      "two": null\n    }\n  ],\n  "token": "[secret]"\n}\n',
  );
  expect((await run("outputs token --show-secrets")).out).toBe("hush\n");
  expect(await run("preview --expect-no-changes")).toMatchObject({ code: 0 });
  await run("config set greeting changed");
  const document: unknown = JSON.parse((await run("preview --json")).out);
  expect(document).toMatchObject({ steps: [{ op: "same" }], changeSummary: { same: 1 } });
  await run("export --file state.json");
  expect(await readFile(join(dir, "state.json"), "utf8")).not.toContain("hush");
  expect(await run("stack import --file state.json")).toMatchObject({ code: 0, out: "Import complete.\n" });
  expect(await run("destroy --yes --skip-preview")).toMatchObject({ code: 0 });
  expect(await run("stack rm dev --yes")).toMatchObject({ code: 0, out: "Stack 'dev' has been removed!\n" });
  expect((await run("stack ls")).out).toBe("NAME\n");
});

test("changes nobody expected end with the CLI's code and words", async () => {
  const { run } = await project();
  await run("stack init dev");
  await run("config set greeting hello");
  const ran = await run("preview --expect-no-changes");
  expect([ran.code, ran.err.split("\n").at(-2)]).toEqual([
    7,
    "error: no changes were expected for preview but changes were proposed",
  ]);
});

test("a failing program ends with 1 and its message, once", async () => {
  const { dir, run } = await project();
  await run("stack init dev");
  await writeFile(join(dir, "index.js"), "process.exit(3);");
  const ran = await run("up --yes --skip-preview");
  expect(ran.code).toBe(1);
  expect(ran.out.match(/non-zero exit code: 3/g)).toHaveLength(1);
  expect(ran.err).not.toContain("error:");
});

test("configuration is listed without the project's name, secrets hidden unless asked for", async () => {
  const { run } = await project();
  await run("stack init dev");
  await run("config set greeting hello");
  await run("config set other:token hush --secret");
  expect((await run("config")).out).toBe("KEY          VALUE\nother:token  [secret]\ngreeting     hello\n");
  expect((await run("config ls --show-secrets")).out).toContain("other:token  hush");
  expect((await run("config get other:token")).out).toBe("hush\n");
  await run("config rm other:token");
  expect(await run("config get other:token")).toMatchObject({
    code: 1,
    err: "error: configuration key 'other:token' not found for stack 'dev'\n",
  });
});

test("flags that every command has may stand before or behind the verb", async () => {
  const { dir, run } = await project();
  await run("stack init dev");
  await run("stack init prod");
  const elsewhere = { cwd: tmpdir() };
  for (const words of [`-C ${dir} stack -s dev`, `stack -s dev -C ${dir}`])
    expect((await run(words, elsewhere)).out).toContain("Current stack is dev");
  expect((await run(`-C ${dir} stack ls`, elsewhere)).out).toBe("NAME\ndev\nprod*\n");
  await run("stack select dev");
  expect((await run("stack")).out).toContain("Current stack is dev");
});

test("an update is not started where nobody can agree to it, nor when somebody does not", async () => {
  const { run } = await project();
  await run("stack init dev");
  await run("config set greeting hello");
  expect(await run("up")).toMatchObject({
    code: 2,
    err: expect.stringContaining("--yes or --skip-preview must be passed"),
  });
  const declined = await run("up", { ask: () => Promise.resolve("no") });
  expect(declined).toMatchObject({ code: 1, err: expect.stringContaining("confirmation declined") });
  expect((await run("stack output")).out).toContain("No output values");
});

test.each([
  [
    "up --target urn:x",
    "--target is not supported by the embedded engine (choosing single resources); use the Pulumi CLI.",
  ],
  ["up -t urn:x", "-t is not supported"],
  ["policy publish", "policy is not supported by the embedded engine (publishing"],
  ["up --show-policy-remediations", "--show-policy-remediations is not supported"],
  ["refresh --clear-pending-creates", "`stack export` and `stack import` drop them"],
  ["import t n id", "import is not supported by the embedded engine (importing resources)"],
  ["state delete x", "state is not supported"],
  ["stack rename y", "stack rename is not supported"],
  ["config set --path a.b c", "--path is not supported"],
])("`%s` is refused by name", async (words, message) => {
  const { run } = await project();
  const ran = await run(words);
  expect(ran.code).toBe(2);
  expect(ran.err).toContain(message);
});

test.each([
  ["preview --bogus", 1, "unknown option '--bogus'"],
  ["dance", 1, "unknown command 'dance'"],
  ["up --parallel many", 1, "Expected a whole number"],
  ["refresh --policy-pack pp", 1, "'--policy-pack <folder>' argument 'pp' is invalid. refresh runs no policies"],
  ["destroy --policy-pack-config=c", 1, "argument 'c' is invalid. destroy runs no policies"],
  ["preview --stack nope", 6, "no stack named 'nope'"],
  ["preview", 2, "no stack selected"],
])("`%s` ends with %d", async (words, code, message) => {
  const { run } = await project();
  const ran = await run(words);
  expect(ran).toMatchObject({ code, err: expect.stringContaining(message) });
});

test("help and version are no errors", async () => {
  const { run } = await project();
  expect(await run("--version")).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  expect(await run("up --help")).toMatchObject({ code: 0, out: expect.stringContaining("--skip-preview") });
});
