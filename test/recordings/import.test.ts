import type { EngineEvent } from "@pulumi/pulumi/automation";
import { DeploymentError, type Stack, StateError } from "../../engine/src/index";
import type { JsonMap } from "./recording";
import { useWarmHost } from "../support/warm-host";
import { TempProject } from "./temp-project";

const host = useWarmHost();

const __provider = 'exports.handler=()=>require("recorded-provider/runtime").thing;';
const secretSignature = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const head = 'const pulumi = require("@pulumi/pulumi"); const { Thing, Group } = require("recorded-provider");\n';

function thing(name: string, values: object = {}): { type: string; name: string; id: string } & Values {
  const inputs = { label: name, ...values, __provider };
  const type = "pulumi-nodejs:dynamic/recorded:Thing";
  return { type, name, id: `t-${name}-1`, inputs, outputs: { ...inputs, serial: 2 } };
}
interface Values {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}

let project: TempProject;
afterEach(() => project.remove());

function open(program: string): Promise<Stack> {
  project = new TempProject("import", head + program);
  return reopen();
}

function reopen(): Promise<Stack> {
  project.clearCalls();
  return project.openStack(host.startNode, { step: "1" });
}

async function rowsOf(stack: Stack): Promise<readonly JsonMap[]> {
  const { deployment } = await stack.exportStack({ showSecrets: true });
  return JSON.parse(JSON.stringify(deployment["resources"] ?? [])) as readonly JsonMap[];
}

async function addRows(stack: Stack, resources: readonly object[]): Promise<void> {
  const { version, deployment } = await stack.exportStack();
  await stack.importStack({ version, deployment: { ...deployment, resources } });
}

test("imports a component, its child and a secret without later changes", async () => {
  const stack = await open(
    'const g = new Group("g"); new Thing("x", { label: "x", text: pulumi.secret("hush") }, { parent: g }); g.done({});',
  );
  const secret = { text: { ...secretSignature, plaintext: '"hush"' } };
  const resources = [
    { ...thing("x", secret), parent: "g" },
    { type: "recorded:index:Group", name: "g", component: true },
  ];
  const { summary, generatedCode } = await stack.import({ resources });
  expect(summary).toMatchObject({ kind: "import", result: "succeeded", resourceChanges: { create: 1, import: 2 } });
  expect(generatedCode).toBe("");
  expect(project.calls().map(({ method }) => method)).toEqual(["configure", "check"]);
  const urn = "urn:pulumi:dev::rec::recorded:index:Group";
  expect((await rowsOf(stack)).slice(2)).toMatchObject([
    { urn: `${urn}::g`, custom: false, protect: true, parent: "urn:pulumi:dev::rec::pulumi:pulumi:Stack::rec-dev" },
    {
      ...{ urn: `${urn}$pulumi-nodejs:dynamic/recorded:Thing::x`, id: "t-x-1", protect: true, parent: `${urn}::g` },
      ...{ inputs: { label: "x", ...secret }, outputs: { serial: 2, ...secret } },
    },
  ]);
  expect(JSON.stringify(await stack.exportStack())).not.toContain("hush");

  const up = await (await reopen()).up({ expectNoChanges: true });
  expect(up.summary.resourceChanges).toEqual({ same: 3 });
  expect(up.stdout.match(/\[diff: ~protect\]/g)).toHaveLength(2);
  expect(project.calls().map(({ method }) => method)).toEqual(["configure", "check", "diff"]);
  expect((await rowsOf(stack)).map(({ protect }) => protect)).toEqual([undefined, undefined, undefined, undefined]);
});

test("skips resources in the state and rejects another id for them", async () => {
  const stack = await open("");
  const parent = "urn:pulumi:dev::rec::pulumi:pulumi:Stack::rec-dev";
  const own = "urn:pulumi:dev::rec::pulumi:providers:pulumi-nodejs::own";
  const { name: _name, ...a } = thing("a");
  const provider = `${own}::4f2a`;
  await addRows(stack, [
    { urn: parent, custom: false, type: "pulumi:pulumi:Stack", outputs: { count: 1 } },
    { urn: own, custom: true, id: "4f2a", type: "pulumi:providers:pulumi-nodejs", parent },
    { ...a, urn: `urn:pulumi:dev::rec::${a.type}::a`, custom: true, parent, provider },
  ]);
  const before = await rowsOf(stack);
  const nameTable = { own };
  const resources = [thing("a"), { ...thing("b"), provider: "own" }];
  const { summary } = await stack.import({ resources, nameTable, protect: false });
  expect(summary.resourceChanges).toEqual({ same: 3, import: 1 });
  expect(project.calls().map(({ method }) => method)).toEqual(["configure", "check"]);
  const after = await rowsOf(stack);
  expect(after.slice(0, -1)).toEqual(before);
  expect(after.at(-1)).toMatchObject({ id: "t-b-1", provider });
  expect(after.at(-1)).not.toHaveProperty("protect");

  const others = resources.map((each) => ({ ...each, id: "t-other-9" }));
  const refused: unknown = await stack.import({ resources: others, nameTable }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(DeploymentError);
  const messages = (refused as DeploymentError).diagnostics.map(({ message }) => message);
  expect(messages).toEqual([
    ...["a", "b"].map(
      (name) => `resource 'urn:pulumi:dev::rec::${a.type}::${name}' already exists, with the id 't-${name}-1'`,
    ),
    "update failed",
  ]);
  expect(await rowsOf(stack)).toEqual(after);
  await expect(stack.previewImport({ resources: others, nameTable })).rejects.toThrow("already exists");
});

test("250 resources take one check each, also after a cancelled import", async () => {
  const stack = await open("");
  const names = Array.from({ length: 250 }, (_, index) => `thing-${index}`);
  project.write("import.json", JSON.stringify({ resources: names.map((name) => thing(name)) }));
  const file = project.path("import.json");
  const cancelling = new AbortController();
  let imported = 0;
  const onEvent = ({ resOutputsEvent }: EngineEvent): void => {
    if (resOutputsEvent?.metadata.op === "import" && ++imported === 100) cancelling.abort();
  };
  await expect(stack.import({ file, onEvent, signal: cancelling.signal })).rejects.toThrow("import failed");
  const kept = await rowsOf(stack);
  expect(kept).toHaveLength(imported + 2);
  expect(imported).toBeLessThan(250);

  const { summary } = await stack.import({ file });
  expect(summary.resourceChanges).toEqual({ same: imported + 1, import: 250 - imported });
  const calls = project.calls().map(({ method, args }) => [method, (args["news"] as JsonMap | undefined)?.["label"]]);
  const checks = names.map((name) => ["check", name]);
  expect(calls.sort()).toEqual([...checks, ["configure", undefined], ["configure", undefined]].sort());
  expect(await rowsOf(stack)).toHaveLength(252);
});

test("rejects missing, conflicting and unsupported options", async () => {
  const stack = await open("");
  for (const [options, message] of [
    [{}, "give either resources or a file"],
    [{ resources: [thing("a")], file: "import.json" }, "give either resources or a file"],
    [{ resources: [thing("a")], generateCode: true }, "no code can be generated for dynamic resources"],
    [
      { resources: [{ type: "pulumi-nodejs:dynamic/recorded:Thing", name: "a", id: "1" }] },
      "inputs and outputs missing",
    ],
  ] as const) {
    const refused: unknown = await stack.import(options).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(StateError);
    expect((refused as StateError).message).toContain(message);
  }
  expect(await rowsOf(stack)).toEqual([]);
});
