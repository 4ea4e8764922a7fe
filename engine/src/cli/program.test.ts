import { mkdtemp, readdir, readFile, symlink, writeFile } from "node:fs/promises";
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
      ...{ env, cwd: dir, ask: undefined, isOutputVisible: true, isColorTerminal: false },
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

test("`--replace` takes URNs and patterns, several times, in preview and up", async () => {
  const { dir, run } = await project();
  await run("stack init dev");
  const groups = ["g", "h"].map((name) => `new pulumi.ComponentResource("shop:index:Group", "${name}");`);
  await writeFile(join(dir, "index.js"), `const pulumi = require("@pulumi/pulumi"); ${groups.join(" ")}`);
  await run("up --yes --skip-preview");
  const urn = "urn:pulumi:dev::shop::shop:index:Group::g";
  const document = (words: string): Promise<unknown> => run(words).then(({ out }) => JSON.parse(out) as unknown);
  expect(await document(`preview --json --replace ${urn}`)).toMatchObject({ changeSummary: { replace: 1, same: 2 } });
  const up = await run(`up --yes --replace ${urn} --replace **Group::h`);
  expect(up.out).toMatch(/\+-2 to replace.*\+-2 replaced\n {4}1 unchanged/s);
  const missing = await run("up --yes --skip-preview --replace urn:a,b --replace urn:c$d");
  expect(missing).toMatchObject({ code: 1 });
  expect(missing.out).toContain(
    "Target 'urn:a,b' could not be found in the stack. Did you forget to escape $ in your shell?",
  );
  expect(missing.out).toContain("Target 'urn:c$d' could not be found in the stack.\n");
  expect((await run(`refresh --yes --replace ${urn}`)).err).toContain("unknown option '--replace'");
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

// Its whole code, so that it needs no module.
const PROVIDER = `exports.handler = () => ({
  check: async (olds, news) => ({ inputs: news, failures: news.text === "bad" ? [{ property: "text", reason: "is bad" }] : [] }),
  diff: async () => ({ changes: false }),
});`;
const values = (text: unknown): object => ({ __provider: PROVIDER, text });
const thing = (name: string, text: unknown): object => ({
  ...{ type: "pulumi-nodejs:dynamic/shop:Thing", name, id: `1/${name}`, parent: "g" },
  ...{ inputs: values(text), outputs: values(text) },
});
const group = { type: "shop:index:Group", name: "g", component: true };

async function stateOf(
  dir: string,
): Promise<{ readonly text: string; readonly rows: readonly Record<string, unknown>[] }> {
  const text = await readFile(join(dir, ".pulumi/stacks/shop/dev.json"), "utf8");
  const { checkpoint } = JSON.parse(text) as { checkpoint: { latest: { resources?: Record<string, unknown>[] } } };
  return { text, rows: checkpoint.latest.resources ?? [] };
}

test("a file of resources is imported: secrets closed, protected, what check says is only a warning", async () => {
  const { dir, run } = await project();
  await run("stack init dev");
  const secret = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    plaintext: '"hush"',
  };
  const file = JSON.stringify({ resources: [thing("a", secret), thing("b", "bad"), group] });
  await writeFile(join(dir, "import.json"), file);
  const preview = await run("import --file import.json --preview-only --json");
  expect(preview.out).not.toContain("hush");
  expect(JSON.parse(preview.out)).toMatchObject({
    steps: [{ op: "create" }, { op: "import" }, { newState: { importID: "1/a" } }, { newState: { importID: "1/b" } }],
    changeSummary: { create: 1, import: 3 },
  });
  expect((await stateOf(dir)).rows).toEqual([]);

  const imported = await run("import -f import.json --yes --skip-preview");
  expect(imported).toMatchObject({ code: 0 });
  expect(imported.out).toMatch(/^Importing \(dev\):\n.*= {2}shop:Thing a imported.*= 3 imported\n/s);
  expect(imported.out).toMatch(
    /warning: One or more imported inputs failed to validate\..*text value \{bad\} has a problem: is bad/s,
  );
  expect(imported.out).toContain("Now write the imported resources into the program");
  expect(imported.out).not.toContain("hush");
  const { text, rows } = await stateOf(dir);
  expect(text).not.toContain("hush");
  expect(rows.map(({ urn, id, protect }) => [String(urn).split("::").slice(2).join(" "), id, protect])).toEqual([
    ["pulumi:pulumi:Stack shop-dev", undefined, undefined],
    ["pulumi:providers:pulumi-nodejs default", expect.any(String), undefined],
    ["shop:index:Group g", undefined, true],
    ...["a", "b"].map((name) => [`shop:index:Group$pulumi-nodejs:dynamic/shop:Thing ${name}`, `1/${name}`, true]),
  ]);
  const history = join(dir, ".pulumi/history/shop/dev");
  const [record = ""] = (await readdir(history)).filter((name) => name.endsWith(".history.json"));
  expect(JSON.parse(await readFile(join(history, record), "utf8"))).toMatchObject({
    ...{ kind: "resource-import", result: "succeeded", resourceChanges: { create: 1, import: 3 } },
  });

  const again = await run("import --file import.json --generate-code=false --protect=false --yes --skip-preview");
  expect(again.out).toMatch(/Resources:\n {4}4 unchanged\n\nDuration: \S+\n\n$/);
  await writeFile(join(dir, "import.json"), file.replaceAll('"1/', '"2/'));
  const other = await run("import --file import.json --yes --skip-preview");
  expect(other).toMatchObject({ code: 1 });
  for (const name of ["a", "b"]) expect(other.out).toContain(`Thing::${name}' already exists, with the id '1/${name}'`);
  expect((await stateOf(dir)).rows).toEqual(rows);
});

test("an import that the file or the state does not allow changes nothing", async () => {
  const { dir, run } = await project();
  await run("stack init dev");
  const write = (resources: readonly object[], nameTable = {}): Promise<void> =>
    writeFile(join(dir, "import.json"), JSON.stringify({ resources, nameTable }));
  const attempt = "import --file import.json --generate-code=false --yes --skip-preview";
  await write([{ ...thing("a", "x"), outputs: undefined }, group]);
  const { text: before } = await stateOf(dir);
  expect(await run(attempt)).toMatchObject({
    code: 1,
    err: expect.stringMatching(
      /error: import.json: 1 problem, so nothing was imported:\n {2}resources\[0\] 'a': outputs missing/,
    ),
  });
  expect(await run("import --file nowhere.json --yes")).toMatchObject({
    code: 1,
    err: expect.stringMatching(/could not read import file: .*ENOENT/),
  });
  const fromElsewhere = await run(`-C ${dir} ${attempt}`, { cwd: tmpdir() });
  expect(fromElsewhere.err).toContain("error: import.json: 1 problem, so nothing was imported:");
  expect((await stateOf(dir)).text).toBe(before);

  await write([group]);
  expect(await run(attempt)).toMatchObject({ code: 0 });
  const { rows } = await stateOf(dir);
  const far = "urn:pulumi:dev::shop::shop:index:Group::far";
  await write([{ ...thing("g", "x"), type: "pulumi-nodejs:dynamic/shop:Thing", parent: "far" }], { far });
  const orphan = await run(attempt);
  expect(orphan).toMatchObject({
    code: 1,
    out: expect.stringContaining(`error: unknown parent '${far}' for resource`),
  });
  await write([{ ...thing("other", "x"), parent: undefined, provider: "own" }], {
    own: "urn:pulumi:dev::shop::pulumi:providers:pulumi-nodejs::own",
  });
  expect((await run(attempt)).out).toContain("error: unknown provider 'urn:pulumi:dev::shop::pulumi:providers");
  expect((await stateOf(dir)).rows).toEqual(rows);
});

test("pending creates stay until `refresh --clear-pending-creates` drops them", async () => {
  const { dir, run } = await project();
  await run("stack init dev");
  const path = join(dir, ".pulumi/stacks/shop/dev.json");
  const { text } = await stateOf(dir);
  const urn = "urn:pulumi:dev::shop::shop:index:Group::cut-off";
  const pending = [{ resource: { urn, custom: false, type: "shop:index:Group" }, type: "creating" }];
  await writeFile(path, text.replace('"metadata"', `"pending_operations":${JSON.stringify(pending)},"metadata"`));
  expect(await run("refresh --yes --skip-preview")).toMatchObject({ code: 0 });
  expect((await stateOf(dir)).text).toContain("cut-off");
  expect(await run("refresh --yes --clear-pending-creates")).toMatchObject({ code: 0 });
  expect((await stateOf(dir)).text).not.toContain("cut-off");
});

test.each([
  [
    "up --target urn:x",
    "--target is not supported by the embedded engine (choosing single resources); use the Pulumi CLI.",
  ],
  ["up -t urn:x", "-t is not supported"],
  ["policy publish", "policy is not supported by the embedded engine (publishing"],
  ["up --show-policy-remediations", "--show-policy-remediations is not supported"],
  ["refresh --import-pending-creates urn:x", "use `import`, then `refresh --clear-pending-creates`"],
  ["refresh --clear-pending-creates --preview-only", "cannot be used together: a preview changes nothing"],
  ["import shop:index:Thing a 1", "an inline resource is not supported by the embedded engine"],
  ["import", "name the import file with --file <path>"],
  ["import --file x.json --out code.ts", "--out is not supported by the embedded engine (generating code"],
  ["import --file x.json --generate-code", "--generate-code is not supported by the embedded engine"],
  ["import --from terraform x.tfstate", "--from is not supported by the embedded engine (converters)"],
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
