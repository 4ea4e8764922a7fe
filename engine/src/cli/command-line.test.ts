import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { CommandIo } from "./io";
import { runCommandLine } from "./command-line";

interface RunResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}
type Run = (words: string, more?: Partial<CommandIo>) => Promise<RunResult>;

// Belongs to the passphrase "x": its key is derived once for all tests.
const salt = "v1:ORLFOOiM/CY=:v1:45NMKXa/oJQyLIvp:oX5f514vARsM9gveZsoTVeOxVT2WMQ==";
const program = `const pulumi = require("@pulumi/pulumi");
const config = new pulumi.Config();
exports.greeting = config.require("greeting");
exports.token = config.getSecret("token");
exports.list = [1, { two: null }];
`;

async function project(): Promise<{ readonly dir: string; readonly run: Run }> {
  const dir = await mkdtemp(join(tmpdir(), "engine-cli-"));
  await writeFile(join(dir, "Pulumi.yaml"), "name: shop\nruntime: { name: nodejs, options: { typescript: false } }\n");
  await writeFile(join(dir, "Pulumi.dev.yaml"), `encryptionsalt: ${salt}\n`);
  await writeFile(join(dir, "package.json"), '{"name":"shop","private":true,"main":"index.js"}');
  await writeFile(join(dir, "index.js"), program);
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
    const code = await runCommandLine(words === "" ? [] : words.split(" "), io);
    return { code, out, err };
  };
  return { dir, run };
}

test("runs the whole life of a stack, from configuration to removal", async () => {
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

test("unexpected changes exit with the CLI's code and message", async () => {
  const { run } = await project();
  await run("stack init dev");
  await run("config set greeting hello");
  const ran = await run("preview --expect-no-changes");
  expect([ran.code, ran.err.split("\n").at(-2)]).toEqual([
    7,
    "error: no changes were expected for preview but changes were proposed",
  ]);
});

test("a failing program ends with code 1 and prints its message once", async () => {
  const { dir, run } = await project();
  await run("stack init dev");
  await writeFile(join(dir, "index.js"), "process.exit(3);");
  const ran = await run("up --yes --skip-preview");
  expect(ran.code).toBe(1);
  expect(ran.out.match(/non-zero exit code: 3/g)).toHaveLength(1);
  expect(ran.err).not.toContain("error:");
});

test("`--replace` accepts URNs and patterns, repeatedly, in preview and up", async () => {
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
  expect((await run(`refresh --yes --replace ${urn}`)).err).toContain('Unknown option "--replace"');
});

test("lists configuration without the project's namespace and masks secrets", async () => {
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

test("global flags work before and after the command", async () => {
  const { dir, run } = await project();
  await run("stack init dev");
  await run("stack init prod");
  const elsewhere = { cwd: tmpdir() };
  for (const words of [`-C ${dir} stack -s dev`, `stack -s dev -C ${dir}`]) {
    expect((await run(words, elsewhere)).out).toContain("Current stack is dev");
  }
  expect((await run(`-C ${dir} stack ls`, elsewhere)).out).toBe("NAME\ndev\nprod*\n");
  await run("stack select dev");
  expect((await run("stack")).out).toContain("Current stack is dev");
});

test("rejects an update that cannot be confirmed", async () => {
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
const provider = `exports.handler = () => ({
  check: async (olds, news) => ({ inputs: news, failures: news.text === "bad" ? [{ property: "text", reason: "is bad" }] : [] }),
  diff: async () => ({ changes: false }),
});`;
function values(text: unknown): object {
  return { __provider: provider, text };
}
function thing(name: string, text: unknown): object {
  return {
    ...{ type: "pulumi-nodejs:dynamic/shop:Thing", name, id: `1/${name}`, parent: "g" },
    ...{ inputs: values(text), outputs: values(text) },
  };
}
const group = { type: "shop:index:Group", name: "g", component: true };

async function stateOf(
  dir: string,
): Promise<{ readonly text: string; readonly rows: readonly Record<string, unknown>[] }> {
  const text = await readFile(join(dir, ".pulumi/stacks/shop/dev.json"), "utf8");
  const { checkpoint } = JSON.parse(text) as { checkpoint: { latest: { resources?: Record<string, unknown>[] } } };
  return { text, rows: checkpoint.latest.resources ?? [] };
}

test("imports a file: encrypts secrets, protects, warns of check failures", async () => {
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
  expect(imported.out).toContain("Now declare the imported resources in the program");
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

test("an invalid import changes nothing", async () => {
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
    "--target is not supported by the embedded engine (selecting single resources); use the Pulumi CLI.",
  ],
  ["up -t urn:x", "-t is not supported"],
  ["policy publish", "policy is not supported by the embedded engine (publishing"],
  ["up --show-policy-remediations", "--show-policy-remediations is not supported"],
  ["refresh --import-pending-creates urn:x", "use `import`, then `refresh --clear-pending-creates`"],
  ["refresh --clear-pending-creates --preview-only", "cannot be used together: a preview changes nothing"],
  ["import shop:index:Thing a", "name one resource by its type, name and id"],
  ["import shop:index:Thing a 1 --file x.json", "name the import file with --file <path>, or one resource"],
  ["import", "name the import file with --file <path>"],
  ["import --file x.json --out code.ts", "--out is not supported by the embedded engine (generating code"],
  ["import --file x.json --generate-code", "--generate-code is not supported by the embedded engine"],
  ["import --from terraform x.tfstate", "--from is not supported by the embedded engine (converters)"],
  ["state delete x", "state is not supported"],
  ["stack rename y", "stack rename is not supported"],
  ["config set --path a.b c", "--path is not supported"],
])("rejects `%s` by name", async (words, message) => {
  const { run } = await project();
  const ran = await run(words);
  expect(ran.code).toBe(2);
  expect(ran.err).toContain(message);
});

test.each([
  ["preview --bogus", 2, 'Unknown option "--bogus". Run pulumi-whatsapp-engine preview --help.'],
  ["up --jsno", 2, 'Unknown option "--jsno". Did you mean "--json"? Run pulumi-whatsapp-engine up --help.'],
  ["up --json=yes", 2, "Option --json takes no value. Run pulumi-whatsapp-engine up --help."],
  ["dance", 2, 'Unknown command "dance". Run pulumi-whatsapp-engine --help.'],
  ["prview", 2, 'Unknown command "prview". Did you mean "preview"? Run'],
  ["stack inti dev", 2, 'Unknown command "inti". Did you mean "init"? Run pulumi-whatsapp-engine stack --help.'],
  ["config gett a", 2, 'Unknown command "gett". Did you mean "get"?'],
  ["help stack selct", 2, 'Unknown command "selct". Did you mean "select"?'],
  ["stack constructor", 2, 'Unknown command "constructor".'],
  ["config get", 2, "Missing argument <key>. Run pulumi-whatsapp-engine config get --help."],
  ["stack init a b", 2, 'Unexpected argument "b". Run pulumi-whatsapp-engine stack init --help.'],
  ["up --parallel many", 2, "Expected a whole number"],
  ["up --color pink", 2, "Allowed choices are auto, always, never, raw."],
  ["config set --secret --plaintext a b", 2, "Option '--secret' cannot be used with option '--plaintext'."],
  ["config set a:b:c d --stack dev", 2, 'invalid configuration key "a:b:c": expected name or namespace:name'],
  ["complete csh", 2, "Allowed choices are bash, zsh, fish."],
  ["refresh --policy-pack pp", 2, "'--policy-pack <folder>' argument 'pp' is invalid. refresh runs no policies"],
  ["destroy --policy-pack-config=c", 2, "argument 'c' is invalid. destroy runs no policies"],
  ["preview --stack ..", 2, 'invalid stack name "..": a stack name may not be . or .., which are folders'],
  ["stack init a/b", 2, "organization name must be 'organization'"],
  ["stack rm .. --yes", 2, 'invalid stack name ".."'],
  ["preview --stack nope", 6, "no stack named 'nope'"],
  ["preview", 2, "no stack selected"],
])("`%s` ends with %d", async (words, code, message) => {
  const { run } = await project();
  if (words.includes("--stack dev")) await run("stack init dev");
  const ran = await run(words);
  expect(ran).toMatchObject({ code, out: "", err: expect.stringContaining(message) });
});

test("help and version exit with success", async () => {
  const { run } = await project();
  expect(await run("--version")).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  for (const words of ["up --help", "help up", "up -h", "help update"]) {
    expect(await run(words)).toMatchObject({ code: 0, out: expect.stringContaining("--skip-preview") });
  }
  for (const words of ["stack init --help", "help stack init", "stack help init"]) {
    expect(await run(words)).toMatchObject({ code: 0, out: expect.stringContaining("--no-select") });
  }
  expect(await run("help")).toMatchObject({ code: 0, out: expect.stringContaining("Deployment commands:") });
});

test("prints the help as a usage error without a command", async () => {
  const { run } = await project();
  const ran = await run("");
  expect(ran).toMatchObject({
    code: 2,
    out: "",
    err: expect.stringContaining("Usage: pulumi-whatsapp-engine <command>"),
  });
});

test.each([
  ...["stack select -c dev", "stack select dev -c", "stack select --create dev", "stack select -c -- dev"],
  ...["stack select -c -s dev", "stack select -s dev -c", "-s dev stack select -c", "stack -s dev select -c"],
  ...["stack select -cs dev", "-C . stack select -c dev", "stack select -c -C . dev", "stack select -cC . dev"],
])("`%s` creates the stack and selects it", async (words) => {
  const { run } = await project();
  expect(await run(words)).toMatchObject({ code: 0, err: "" });
  expect((await run("stack ls")).out).toBe("NAME\ndev*\n");
});

test("rejects `up -c`, which would be configuration", async () => {
  const { run } = await project();
  expect(await run("up -c a=b")).toMatchObject({ code: 2, err: expect.stringContaining("-c is not supported") });
});

test.each([
  ["whatsapp:accessToken", "EAAFinventedTokenABCDEFghijklmnop"],
  ["whatsapp:acessToken", "abc"],
  ["other:note", "EAAFinventedTokenABCDEFghijklmnop"],
  ["dbPassword", "hunter2"],
])("rejects `config set %s` without --secret or --plaintext", async (key, value) => {
  const { dir, run } = await project();
  await run("stack init dev");
  const fullKey = key.includes(":") ? key : `shop:${key}`;
  const refused = await run(`config set ${key} ${value}`);
  expect(refused).toEqual({
    ...{ code: 1, out: "" },
    err: `error: config value for '${fullKey}' looks like a secret; rerun with --secret to encrypt it, or --plaintext if you meant to store in plaintext\n`,
  });
  expect(await readFile(join(dir, "Pulumi.dev.yaml"), "utf8")).not.toContain(value);
  expect(await run(`config set --plaintext ${key} ${value}`)).toMatchObject({ code: 0 });
  expect(await readFile(join(dir, "Pulumi.dev.yaml"), "utf8")).toContain(value);
});

test("rejects a piped token, and plain text for an encrypted key", async () => {
  const { dir, run } = await project();
  await run("stack init dev");
  const piped = await run("config set note", { readStdin: () => Promise.resolve("EAAFinventedTokenABCDEF\n") });
  expect(piped).toMatchObject({ code: 1, err: expect.stringContaining("looks like a secret") });
  await run("config set --secret note hush");
  expect(await run("config set note louder")).toMatchObject({
    code: 1,
    err: expect.stringContaining("config value for 'shop:note' is stored as a secret; rerun with --secret"),
  });
  await run("config set --secret note louder");
  expect((await run("config get note")).out).toBe("louder\n");
  expect(await readFile(join(dir, "Pulumi.dev.yaml"), "utf8")).not.toContain("louder");
});

test("`config set` asks on a terminal, without echo if --secret is given", async () => {
  const { run } = await project();
  await run("stack init dev");
  const asked: unknown[] = [];
  const ask: CommandIo["ask"] = (question, options) => {
    asked.push([question, options?.hidden === true]);
    return Promise.resolve("typed");
  };
  await run("config set --secret token", { ask });
  await run("config set greeting", { ask });
  expect(asked).toEqual([
    ["value: ", true],
    ["value: ", false],
  ]);
  expect((await run("config get token")).out).toBe("typed\n");
  // Typed without --secret it would be on the screen before it is refused.
  expect(await run("config set accessToken", { ask })).toMatchObject({ code: 1 });
  expect(await run("config set --secret token --non-interactive", { ask })).toMatchObject({
    code: 2,
    err: "error: config value must be specified in non-interactive mode\n",
  });
  expect(asked).toHaveLength(2);
});

test("asks for a missing passphrase, twice for a new stack", async () => {
  const { dir, run } = await project();
  await writeFile(join(dir, "Pulumi.dev.yaml"), "");
  const env = { PULUMI_HOME: join(dir, "home"), PULUMI_BACKEND_URL: `file://${dir}` };
  const asked: string[] = [];
  const askFor =
    (...answers: readonly string[]): CommandIo["ask"] =>
    (question, options) => {
      asked.push(`${question.split(/[\n:]/)[0] ?? ""} ${options?.hidden === true ? "hidden" : "shown"}`);
      return Promise.resolve(answers[asked.length - 1] ?? "");
    };
  expect(await run("stack init dev", { env, ask: askFor("x", "y") })).toMatchObject({
    code: 1,
    err: "error: passphrases do not match\n",
  });
  asked.length = 0;
  expect(await run("stack init dev", { env, ask: askFor("x", "x") })).toMatchObject({ code: 0 });
  expect(asked).toEqual([
    "Enter your passphrase to protect config/secrets hidden",
    "Re-enter your passphrase to confirm hidden",
  ]);
  asked.length = 0;
  expect(await run("config", { env, ask: askFor("x") })).toMatchObject({ code: 0 });
  expect(asked).toEqual(["Enter your passphrase to unlock config/secrets hidden"]);
  expect(await run("config", { env, ask: askFor("x") }).then(({ code }) => code)).toBe(0);
  expect(await run("config --non-interactive", { env, ask: askFor("x") })).toMatchObject({
    code: 1,
    err: expect.stringContaining("set PULUMI_CONFIG_PASSPHRASE"),
  });
});

test("`stack ls` reports a stack whose state file is missing", async () => {
  const { dir, run } = await project();
  await run("stack init dev");
  const exported = (await run("export")).out;
  const row = { urn: "urn:pulumi:dev::shop::shop:index:Group::g", custom: false, type: "shop:index:Group" };
  const withRow = exported.replace('"metadata"', `"resources": [${JSON.stringify(row)}], "metadata"`);
  await run("stack import", { readStdin: () => Promise.resolve(withRow) });
  await rm(join(dir, ".pulumi/stacks/shop/dev.json"));
  expect(await run("stack ls")).toMatchObject({
    ...{ code: 0, out: "NAME\n" },
    err: expect.stringMatching(/^warning: stack 'dev': its state file .* is missing, but there is a backup: /),
  });
  expect(await run("config set greeting hello")).toMatchObject({
    code: 6,
    err: expect.stringContaining("there is a backup"),
  });
  expect(await run("stack select -c dev")).toMatchObject({
    code: 1,
    err: expect.stringContaining("cannot be created"),
  });
});

test("only the owner can read an exported state, even an existing file", async () => {
  const { dir, run } = await project();
  await run("stack init dev");
  const path = join(dir, "state.json");
  await writeFile(path, "", { mode: 0o644 });
  await run("stack export --show-secrets --file state.json");
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});
