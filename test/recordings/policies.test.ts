import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeploymentError, type EngineEvent, type Stack } from "../../engine/src/index";
import { useWarmHost } from "../support/warm-host";
import { TempProject } from "./temp-project";

const host = useWarmHost();

const head = 'const pulumi = require("@pulumi/pulumi"); const { Thing } = require("recorded-provider");\n';
const program = `${head}
const a = new Thing("a", { label: "a", text: "one", list: [pulumi.secret("hush-hush")] }, { protect: true });
new Thing("b", { label: "b", text: a.serial.apply((n) => "serial " + n) });`;

const fixer = `const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("fixer", { policies: [
  { name: "fix", description: "fixes", enforcementLevel: "remediate", configSchema: { properties: { word: { default: "fixed" } } },
    remediateResource: ({ props, getConfig }) =>
      props.label === "a" ? { ...props, text: getConfig().word, note: "with " + props.list[0] } : undefined },
] });`;
const looker = `const { PolicyPack } = require("@pulumi/policy");
const isThing = ({ type }) => type.endsWith("recorded:Thing");
new PolicyPack("looker", { policies: [
  { name: "off", description: "never seen", enforcementLevel: "mandatory", validateResource: (_a, report) => report("seen") },
  { name: "read", description: "reads", enforcementLevel: "mandatory",
    validateResource: (a, report) => { if (isThing(a)) report(a.props.text + " " + a.props.list); } },
  { name: "see", description: "sees", enforcementLevel: "mandatory", severity: "low",
    validateResource: (a, report) => { if (isThing(a)) report(JSON.stringify([Object.keys(a.props), a.opts, a.provider.urn])); } },
] });`;
/** A policy server of an older protocol, which only implements Analyze. */
const old = `const { createRequire } = require("node:module");
const sdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
const grpc = sdk("@grpc/grpc-js"), proto = sdk("./proto/analyzer_pb"), { AnalyzerService } = sdk("./proto/analyzer_grpc_pb");
const server = new grpc.Server();
const info = new proto.AnalyzerInfo(); info.setName("old"); info.setVersion("0.0.9");
server.addService(AnalyzerService, {
  getAnalyzerInfo: (_call, done) => done(null, info),
  analyze: (_call, done) => done(null, new proto.AnalyzeResponse()),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (_error, port) => console.log(String(port)));`;

let project: TempProject;
beforeEach(() => (project = new TempProject("policies", program)));
afterEach(() => project.remove());

function pack(folder: string, source: string, yaml = "runtime: nodejs\n"): string {
  project.write(`${folder}/PulumiPolicy.yaml`, yaml);
  project.write(`${folder}/package.json`, JSON.stringify({ name: folder, version: "0.0.1", main: "index.js" }));
  project.write(`${folder}/index.js`, source);
  return folder;
}

function config(file: string, settings: object): string {
  project.write(file, JSON.stringify(settings));
  return file;
}

function open(): Promise<Stack> {
  return project.openStack(host.startNode, { step: "1" });
}

async function expectFailure(run: Promise<unknown>): Promise<DeploymentError> {
  const error: unknown = await run.catch((reason: unknown) => reason);
  if (error instanceof DeploymentError) return error;
  throw new Error(`The run was not refused: ${String(error)}`);
}

function urnOf(name: string): string {
  return `urn:pulumi:dev::rec::pulumi-nodejs:dynamic/recorded:Thing::${name}`;
}

test("several packs run with their own configurations; a preview lists all violations", async () => {
  const stack = await open();
  const events: EngineEvent[] = [];
  const settings = {
    policyPacks: [pack("fixer", fixer, "runtime: nodejs\nversion: 2.0.0\n"), `./${pack("looker", looker)}/`],
    policyPackConfigs: [
      // A file beside the folder of that name, which Node would load as the pack.
      config("fixer.json", { fix: { word: "well" } }),
      config("looker.json", { all: "mandatory", off: "disabled", see: "advisory" }),
    ],
    onEvent: (event: EngineEvent) => events.push(event),
  };
  const error = await expectFailure(stack.preview(settings));
  const read = { name: "read", packName: "looker", packVersion: "0.0.1", enforcementLevel: "mandatory" };
  expect(error.diagnostics).toEqual([
    {
      urn: urnOf("a"),
      severity: "error",
      message: "[mandatory] looker@v0.0.1 read: reads\nwell [secret]",
      policy: read,
    },
    { urn: "", severity: "error", message: "preview failed" },
  ]);
  const reported = events.flatMap(({ policyEvent }) => policyEvent ?? []);
  expect(reported.map(({ policyName, resourceUrn, message }) => [policyName, resourceUrn, message])).toEqual([
    ["read", urnOf("a"), "reads\nwell [secret]\n"],
    ["see", urnOf("a"), expect.stringMatching(/\[\["label","list","note","text"\],\{"protect":true,.*::default"\]/)],
    ["read", urnOf("b"), expect.stringContaining("string value at .text can't be known during preview")],
    ["see", urnOf("b"), expect.stringContaining('["label","text"]')],
  ]);
  expect(reported.map(({ enforcementLevel, severity }) => `${enforcementLevel} ${String(severity)}`)).toEqual([
    ...["mandatory undefined", "advisory low", "advisory undefined", "advisory low"],
  ]);
  expect(events.flatMap(({ policyRemediationEvent }) => policyRemediationEvent ?? [])).toMatchObject([
    {
      ...{ policyName: "fix", policyPackVersion: "2.0.0", resourceUrn: urnOf("a") },
      before: { text: "one", list: "[secret]" },
      after: { text: "well", list: "[secret]", note: "[secret]" },
    },
  ]);
  expect(events.find(({ summaryEvent }) => summaryEvent !== undefined)?.summaryEvent?.policyPacks).toEqual({
    ...{ "fixer|local|fixer": "2.0.0", "looker|local|looker": "0.0.1" },
  });
  expect(JSON.stringify([events, error.message, error.stdout])).not.toContain("hush-hush");
});

test("remediated values stay secret in the state", async () => {
  const stack = await open();
  const { stdout } = await stack.up({ policyPacks: [pack("fixer", fixer), pack("old", old)] });
  expect(stdout).toMatch(
    /✅ fixer@v0\.0\.1 .*- \[remediate\] {2}fix {2}\(1 resource\)\n.*✅ old@v0\.0\.9 \(local: old\)/s,
  );
  expect(project.calls().find(({ method }) => method === "create")?.args).toMatchObject({
    inputs: { text: "fixed", list: ["hush-hush"], note: "with hush-hush" },
  });
  expect(readFileSync(join(project.dir, "state/.pulumi/stacks/rec/dev.json"), "utf8")).not.toContain("hush-hush");
});

test("reports all pack problems before any change", async () => {
  const lonely = mkdtempSync(join(tmpdir(), "lonely-"));
  cpSync(join(project.dir, pack("fixer", fixer)), lonely, { recursive: true });
  const strict = fixer.replace('{ default: "fixed" }', '{ type: "string" }');
  const broken = 'console.log("early"); console.error("no such luck"); process.exit(3);';
  const policyPacks = [
    lonely,
    pack("broken", broken),
    "nowhere",
    pack("py", "", "runtime: python\n"),
    pack("strict", strict),
    pack("throws", 'throw new Error("thrown at load");'),
  ];
  const policyPackConfigs = policyPacks.map((name) =>
    config(`${name === "strict" ? name : "empty"}.json`, name === "strict" ? { fix: { word: 5 } } : {}),
  );
  try {
    const stack = await open();
    const { diagnostics, stdout } = await expectFailure(stack.up({ policyPacks, policyPackConfigs }));
    expect(diagnostics.map(({ message }) => message).sort()).toEqual([
      expect.stringMatching(
        /^policy pack ".*lonely-.*" failed to start: @pulumi\/pulumi is not installed .* run "npm install"/,
      ),
      'policy pack "broken" failed to start: The policy pack\'s process ended before it was ready (exit code 3).\nearly\nno such luck',
      'policy pack "nowhere" failed to start: there is no PulumiPolicy.yaml in "nowhere": name the folder of a policy pack.',
      expect.stringContaining("py/PulumiPolicy.yaml: runtime: python is not supported by the embedded engine"),
      // Node 20.20.2 may need a minute to print an error in colors (preload/plain-errors.js).
      expect.stringMatching(/^policy pack "throws" failed to start: [^\u001b]* {4}Error: thrown at load\n[^\u001b]*$/),
      "validating policy config: fixer 0.0.1  fix: word: Invalid type. Expected: string, given: integer",
    ]);
    expect(stdout).not.toContain("Resources:");
    expect(project.calls()).toEqual([]);
  } finally {
    rmSync(lonely, { recursive: true, force: true });
  }
});

test("refresh and destroy run no policies and report it", async () => {
  const stack = await open();
  const settings = { parallel: 1, policyPacks: ["fixer"] };
  await expect(stack.refresh(settings)).rejects.toThrow("policyPacks: refresh runs no policies");
  await expect(stack.destroy(settings)).rejects.toThrow("policyPacks: destroy runs no policies");
});
