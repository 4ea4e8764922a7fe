import { chmodSync, existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DeploymentError, type EngineEvent, type Stack } from "pulumi-whatsapp-engine";
import { ShopProject } from "../support/shop-project";
import { useWarmHost } from "../support/warm-host";

const host = useWarmHost();
let project: ShopProject;
let stack: Stack;
beforeEach(async () => {
  project = new ShopProject(host.startNode);
  stack = await project.stack();
  await stack.setConfig("shop:token", { value: "a token", secret: true });
});
afterEach(() => project.remove());

async function failureOf(run: Promise<unknown>): Promise<DeploymentError> {
  const error = await run.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof DeploymentError) return error;
  throw new Error("expected a failed deployment", { cause: error });
}

function twoThings(text: string, more = ""): string {
  return `
  const a = new Thing("a", { text: ${JSON.stringify(text)}, ${more} });
  const b = new Thing("b", { text: pulumi.interpolate\`after \${a.serial}\` });
  exports.serial = a.serial;
  exports.revision = a.revision;`;
}

test("calls the plugin as the CLI does", async () => {
  project.program(twoThings("hi"));
  await stack.preview();
  expect(project.takeCallNames()).toEqual([
    "checkConfig default",
    "configure default",
    "check a",
    "create a",
    "check b",
    "create b",
  ]);
  expect((await stack.up()).outputs).toMatchObject({ serial: { value: 1 }, revision: { value: 1 } });
  expect(project.takeCallNames()).toEqual([
    "checkConfig default",
    "configure default",
    "check a",
    "create a",
    "check b",
    "create b",
  ]);
  await stack.up({ expectNoChanges: true });
  const unchanged = [
    "checkConfig default",
    "diffConfig default",
    "configure default",
    "check a",
    "diff a",
    "check b",
    "diff b",
  ];
  expect(project.takeCallNames()).toEqual(unchanged);
  project.program(twoThings("bye"));
  await stack.up();
  expect(project.takeCallNames()).toEqual([...unchanged.slice(0, 5), "update a", "check b", "diff b"]);
  await stack.refresh({ expectNoChanges: true });
  expect([...project.takeCallNames()].sort()).toEqual(["configure default", "diff a", "diff b", "read a", "read b"]);
  await stack.destroy();
  expect(project.takeCallNames()).toEqual(["configure default", "delete b", "delete a"]);
  expect(project.objects()).toEqual({});
});

test("previews keep outputs known that the plugin knows", async () => {
  project.program(twoThings("hi"));
  await stack.up();
  project.program(twoThings("bye"));
  project.takeCalls();
  const { changeSummary } = await stack.preview();
  expect(changeSummary).toEqual({ same: 2, update: 1 });
  expect(project.takeCalls().filter(({ method }) => /create|update/.test(method))).toMatchObject([{ preview: true }]);
  expect(project.objects()).toMatchObject({ "br/1": { text: "hi", revision: 1 } });
});

test("shows only the property paths of the plugin's diff", async () => {
  project.program(twoThings("hi", 'parts: [{ label: "x" }, { label: "y" }]'));
  await stack.up();
  project.program(twoThings("hi", 'parts: [{ label: "x" }, { label: "z" }], region: "us"'));
  const events: EngineEvent[] = [];
  const { stdout } = await stack.preview({ onEvent: (event) => events.push(event) });
  expect(stdout).toContain("replace [diff: ~parts,+region]");
  expect(stdout).toContain('label: "y" => "z"');
  expect(stdout).not.toContain('"x"');
  expect(events.find(({ resourcePreEvent }) => resourcePreEvent?.metadata.op === "replace")).toMatchObject({
    resourcePreEvent: {
      metadata: {
        keys: ["region"],
        diffs: ["region", "parts"],
        detailedDiff: {
          "parts[1].label": { diffKind: "update", inputDiff: false },
          region: { diffKind: "update-replace", inputDiff: false },
        },
      },
    },
  });
});

test("a refresh shows the drift that the plugin's diff names", async () => {
  project.program(twoThings("hi"));
  await stack.up();
  project.setObjects({ ...project.objects(), "br/1": { name: "a", text: "drifted", serial: 1, revision: 2 } });
  const { stdout, summary } = await stack.refresh();
  expect(summary.resourceChanges).toEqual({ same: 2, update: 1 });
  expect(stdout).toContain('[diff: ~text]\n      ~ text: "hi" => "drifted"\n\n');
});

test("reports all failures of the settings and calls nothing else", async () => {
  await stack.removeConfig("shop:token");
  await stack.setConfig("shop:typo", { value: "x" });
  project.program(twoThings("hi"));
  const { diagnostics } = await failureOf(stack.up());
  expect(diagnostics.map(({ message }) => message)).toEqual([
    "pulumi:providers:shop resource 'default': property token value {<nil>} has a problem: it is missing: run `pulumi config set --secret shop:token`",
    "pulumi:providers:shop resource 'default' has a problem: typo is no setting",
  ]);
  expect(project.takeCallNames()).toEqual(["checkConfig default"]);
});

test("stores a setting encrypted that the plugin calls secret", async () => {
  await stack.setConfig("shop:token", { value: "clear in the configuration" });
  await stack.setConfig("other:setting", { value: "of another package" });
  project.program(twoThings("hi"));
  await stack.up();
  await stack.up({ expectNoChanges: true });
  expect(project.stateText()).not.toContain("clear in the configuration");
  expect(project.stateText()).not.toContain("of another package");
});

test("secret inputs reach the plugin unmarked and stay encrypted", async () => {
  project.program(`new Thing("a", { text: pulumi.secret("hush"), parts: [{ label: pulumi.secret("hush") }] });`);
  await stack.up();
  expect(project.objects()).toMatchObject({ "br/1": { text: "hush", parts: [{ label: "hush" }] } });
  await stack.up({ expectNoChanges: true });
  expect(project.stateText()).not.toContain("hush");
});

test("a plugin that accepts secrets gets and returns them marked", async () => {
  const accepting = await project.stack({ SHOP_ACCEPTS_SECRETS: "true" });
  project.program(`new Thing("a", { text: "hi", parts: [{ label: pulumi.secret("hush") }] });`);
  await accepting.up();
  expect(project.objects()).toMatchObject({ "br/1": { parts: [{ label: { value: "hush" } }] } });
  await accepting.refresh({ expectNoChanges: true });
  await accepting.up({ expectNoChanges: true });
  expect(project.stateText()).not.toContain("hush");
});

test("an explicit provider has its own settings and process", async () => {
  const program = (account: string): string => `
    const shop = new Shop("mine", { token: "another token", account: ${JSON.stringify(account)} });
    new Thing("a", { text: "hi" }, { provider: shop });`;
  project.program(program("1"));
  await stack.up();
  expect(project.takeCallNames()).toEqual(["checkConfig mine", "configure mine", "check a", "create a"]);
  expect(project.stateText()).not.toContain("another token");
  project.program(program("2"));
  const { stdout } = await stack.up();
  expect(stdout).toContain("pulumi:providers:shop mine replaced");
  expect(stdout).toContain("shop:index:Thing a replaced");
  expect(Object.keys(project.objects())).toEqual(["br/2"]);
});

test("a preview does not configure a provider with unknown settings", async () => {
  project.program(`
    const a = new Thing("a", { text: "hi" });
    const shop = new Shop("mine", { token: pulumi.interpolate\`token \${a.serial}\` });
    exports.serial = new Thing("b", { text: "hi" }, { provider: shop }).serial;`);
  await stack.preview();
  expect(project.takeCallNames()).toEqual([
    "checkConfig default",
    "configure default",
    "check a",
    "create a",
    "checkConfig mine",
  ]);
  const { outputs } = await stack.up();
  expect(outputs).toMatchObject({ serial: { value: 2 } });
});

test("records an incomplete object and continues with it", async () => {
  project.program(twoThings("refused"));
  expect((await failureOf(stack.up())).message).toContain('the shop refuses "refused"');
  project.program(twoThings("partial"));
  const { diagnostics } = await failureOf(stack.up());
  expect(diagnostics[0]?.message).toBe("1 error occurred:\n\t* the object is incomplete");
  expect(project.stateText()).toContain('"initErrors":["the object is incomplete"]');
  project.program(twoThings("complete"));
  expect((await stack.up()).outputs).toMatchObject({ serial: { value: 1 }, revision: { value: 2 } });
});

test("functions return values, failures and errors to the program", async () => {
  project.program(`
    const ask = (id) => pulumi.runtime.invoke("shop:index:getThing", { id }).then((thing) => thing.text, (error) => error.message);
    exports.found = ask("br/9");
    exports.none = ask("br/8");
    exports.invalid = ask("");
    exports.secret = pulumi.runtime.invokeOutput("shop:index:getThing", { id: pulumi.secret("br/9") });`);
  project.setObjects({ "br/9": { text: "hi" } });
  const { outputs } = await stack.up();
  expect(outputs).toMatchObject({
    found: { value: "hi" },
    none: { value: "invocation of shop:index:getThing returned an error: thing br/8 does not exist" },
    invalid: { value: "Invoke of 'shop:index:getThing' failed: it is empty (id)" },
    secret: { value: { text: "hi" }, secret: true },
  });
});

test("imports by type and id what the plugin reads", async () => {
  project.setObjects({ "br/9": { name: "a", text: "hi", serial: 9, revision: 3 } });
  const resources = [{ type: "shop:index:Thing", name: "a", id: "br/9" }];
  expect((await stack.previewImport({ resources })).changeSummary).toEqual({ create: 1, import: 1 });
  await stack.import({ resources, protect: false });
  project.program(`exports.serial = new Thing("a", { text: "hi" }).serial;`);
  expect((await stack.up()).outputs).toEqual({ serial: { value: 9, secret: false } });
  const unknown = await failureOf(
    stack.import({ resources: [{ ...resources[0], type: "shop:index:Thing", name: "b", id: "br/8" }] }),
  );
  expect(unknown.message).toContain("resource 'br/8' does not exist");
});

test("the option import imports an object, then updates it", async () => {
  project.setObjects({ "br/9": { name: "a", text: "hi", serial: 9, revision: 3 } });
  project.program(`exports.revision = new Thing("a", { text: "bye" }, { import: "br/9" }).revision;`);
  expect((await stack.preview()).changeSummary).toEqual({ create: 1, import: 1, update: 1 });
  const { outputs, summary } = await stack.up();
  expect(summary.resourceChanges).toEqual({ create: 1, import: 1, update: 1 });
  expect(outputs).toMatchObject({ revision: { value: 4 } });
  expect(project.stateText()).toContain('"importID":"br/9"');
  await stack.up({ expectNoChanges: true });
});

test("the option import leaves an equal object alone", async () => {
  project.setObjects({ "br/9": { name: "a", text: "hi", serial: 9, revision: 3 } });
  project.program(`exports.revision = new Thing("a", { text: "hi" }, { import: "br/9" }).revision;`);
  const { outputs, summary } = await stack.up();
  expect(summary.resourceChanges).toEqual({ create: 1, import: 1 });
  expect(outputs).toMatchObject({ revision: { value: 3 } });
  await stack.up({ expectNoChanges: true });
});

test("an alias moves a dynamic resource to the plugin without changes", async () => {
  project.write(
    "dynamic.js",
    `exports.provider = {
       async create(inputs) { return { id: "br/" + inputs.text, outs: { ...inputs, serial: 1, revision: 1 } }; },
       async diff(id, olds, news) { return { changes: olds.text !== news.text, replaces: olds.text === news.text ? [] : ["text"] }; },
       async delete(id) { if (process.env.KEEP === "true") throw new Error("kept"); require("fs").appendFileSync("deleted", id); },
     };`,
  );
  const handler = 'exports.handler=()=>require(process.cwd()+"/dynamic.js").provider;';
  const dynamic = (text: string): string => `
    class Old extends pulumi.CustomResource {
      constructor(name, args, opts) {
        super("pulumi-nodejs:dynamic/shop:Thing", name, { __provider: ${JSON.stringify(handler)}, serial: undefined, ...args }, opts);
      }
    }
    new Old("a", { name: "a", text: pulumi.secret(${JSON.stringify(text)}) });`;
  project.program(dynamic("first"));
  await stack.up();
  project.program(dynamic("second"));
  await failureOf((await project.stack({ KEEP: "true" })).up());
  project.program(`
    const alias = { type: "pulumi-nodejs:dynamic/shop:Thing" };
    exports.serial = new Thing("a", { name: "a", text: pulumi.secret("second") }, { aliases: [alias] }).serial;`);
  expect((await stack.preview()).changeSummary).toEqual({ same: 2 });
  project.takeCalls();
  const { outputs, summary } = await stack.up();
  expect(summary.resourceChanges).toEqual({ same: 2 });
  expect(outputs).toMatchObject({ serial: { value: 1 } });
  expect(project.takeCallNames()).toEqual([
    "checkConfig default",
    "configure default",
    "check a",
    "diffConfig default",
    "diff a",
  ]);
  const state = project.stateText();
  expect(state).toContain('"id":"br/second"');
  expect(state).not.toContain("pulumi-nodejs");
  expect(state).not.toMatch(/"(first|second)"/);
  await stack.up({ expectNoChanges: true });
});

test("cancel reaches the plugin, whose running create ends and is saved", async () => {
  project.program(`new Thing("a", { text: "slow" }); new Thing("b", { text: "hi" }, { dependsOn: [] });`);
  const abort = new AbortController();
  const onEvent = ({ resourcePreEvent }: EngineEvent): void => {
    if (resourcePreEvent?.metadata.urn.endsWith("::a") === true) setImmediate(() => abort.abort());
  };
  await failureOf(stack.up({ signal: abort.signal, onEvent }));
  expect(project.stateText()).toContain('"id":"br/1"');
  expect(project.stateText()).not.toContain("pending_operations");
});

test("a plugin that dies leaves a pending operation and shows its output", async () => {
  project.program(`new Thing("a", { text: "dies" });`);
  const error = await failureOf(stack.up());
  expect(error.message).toContain("the provider process ended during this call");
  expect(error.stdout).toContain("the plugin dies, as scripted");
  expect(project.stateText()).toContain('"pending_operations"');
});

test.each([
  ["a missing folder", "packages: { shop: ./nowhere }", "nowhere does not exist: install package shop"],
  ["a folder of another package", "packages: { shop: . }", "has no executable pulumi-resource-shop"],
])("explains %s", async (_case, settings, message) => {
  project.settings(settings);
  project.program(twoThings("hi"));
  expect((await failureOf((await project.stack()).up())).message).toContain(message);
});

test("accepts the executable itself, from the list of plugins", async () => {
  project.settings("plugins: { providers: [{ name: shop, path: plugin/pulumi-resource-shop }] }");
  project.program(`exports.serial = new Thing("a", { text: "hi" }, { version: "1.2.3-beta.1" }).serial;`);
  expect((await (await project.stack()).up()).outputs).toMatchObject({ serial: { value: 1 } });
  expect(project.stateText()).toContain("pulumi:providers:shop::default_1_2_3_beta_1");
});

test("explains a plugin that ends before it listens", async () => {
  project.executable('console.error("a part of it is missing"); process.exit(3);');
  project.program(twoThings("hi"));
  expect((await failureOf(stack.up())).message).toContain(
    "The plugin of package shop ended before it was ready (exit code 3).\na part of it is missing",
  );
  chmodSync(join(project.pluginDir, "pulumi-resource-shop"), 0o644);
  expect((await failureOf(stack.up())).message).toContain("EACCES");
});

test("explains a plugin that fails the handshake, and ends it", async () => {
  project.executable(`
    const { Server, ServerCredentials } = require("@grpc/grpc-js");
    const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");
    const server = new Server();
    server.addService(ResourceProviderService, { handshake: (_call, done) => done(new Error("too old")) });
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (_error, port) => console.log(port));
    process.on("SIGTERM", () => process.exit(require("fs").writeFileSync("ended", "")));`);
  project.program(twoThings("hi"));
  expect((await failureOf(stack.up())).message).toContain("The plugin of package shop failed the handshake: too old");
  expect(existsSync(join(project.dir, "ended"))).toBe(true);
});

test("explains that a YAML program needs a language host", async () => {
  project.write("Pulumi.yaml", "name: shop\nruntime: yaml\npackages: { shop: ./plugin }\n");
  await expect((await project.stack({ PATH: project.dir })).up()).rejects.toThrow(
    "pulumi-language-yaml, which runs YAML programs, is not on PATH: install the Pulumi CLI, which brings it.",
  );
});

test("explains a state whose plugin the project no longer names", async () => {
  project.program(twoThings("hi"));
  await stack.up();
  project.settings("");
  const other = await project.stack();
  expect((await failureOf(other.refresh())).message).toContain(
    "The state has resources of package shop, but Pulumi.yaml names no plugin of it",
  );
  rmSync(join(project.dir, "Pulumi.yaml"));
});
