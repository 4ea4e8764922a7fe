import { DeploymentError, type Stack } from "pulumi-whatsapp-engine";
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

/** A program with `a`, `b` that depends on it, and `c`. */
function program(texts: { readonly a: string; readonly c: string }, more = ""): string {
  return `
  const a = new Thing("a", { text: ${JSON.stringify(texts.a)} });
  const b = new Thing("b", { text: pulumi.interpolate\`after \${a.revision}\` });
  const c = new Thing("c", { text: ${JSON.stringify(texts.c)} });
  exports.a = a.revision;
  exports.c = c.revision;
  ${more}`;
}

async function up(text: string): Promise<void> {
  project.program(text);
  await stack.up();
}

/** Runs one step at a time, so that the order is fixed. */
async function continueUp(text: string): Promise<DeploymentError> {
  project.program(text);
  project.takeCalls();
  const settings = { continueOnError: true, parallel: 1 };
  const error: unknown = await stack.up(settings).catch((reason: unknown) => reason);
  if (error instanceof DeploymentError) return error;
  throw new Error("expected a failed deployment", { cause: error });
}

/** Calls that change objects. */
function takeWrites(): readonly string[] {
  return project.takeCallNames().filter((name) => /^(create|update|delete) /.test(name));
}

async function namesInState(): Promise<readonly string[]> {
  const exported = (await stack.exportStack()) as {
    readonly deployment: { readonly resources?: readonly { readonly urn: string }[] };
  };
  const names = (exported.deployment.resources ?? []).map(({ urn }) => urn.split("::").at(-1) ?? "");
  return names.filter((name) => name.length === 1).sort();
}

test("a failed create skips its dependents only", async () => {
  const error = await continueUp(program({ a: "refused", c: "hi" }));
  expect(takeWrites()).toEqual(["create a", "create c"]);
  expect(await namesInState()).toEqual(["c"]);
  expect(error.diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual([
    expect.stringContaining("refused"),
    "update failed",
  ]);
  await up(program({ a: "hi", c: "hi" }));
  expect(takeWrites()).toEqual(["create a", "create b"]);
});

test("a failed update keeps the old states of its dependents", async () => {
  await up(program({ a: "hi", c: "hi" }));
  await continueUp(program({ a: "refused", c: "bye" }));
  expect(takeWrites()).toEqual(["update a", "update c"]);
  expect(await namesInState()).toEqual(["a", "b", "c"]);
  await up(program({ a: "bye", c: "bye" }));
  expect(takeWrites()).toEqual(["update a", "update b"]);
});

test("outputs of failed resources keep their old value", async () => {
  await up(program({ a: "hi", c: "hi" }));
  await continueUp(program({ a: "refused", c: "bye" }));
  expect(await stack.outputs()).toMatchObject({ a: { value: 1 }, c: { value: 2 } });
});

test("removed resources are deleted, except those that a failed one needs", async () => {
  await up(`
  const first = new Thing("f", { text: "hi" });
  const second = new Thing("s", { text: pulumi.interpolate\`after \${first.revision}\` });
  new Thing("r", { text: "hi" });`);
  await continueUp(`new Thing("s", { text: "refused" });`);
  expect(takeWrites()).toEqual(["update s", "delete r"]);
  expect(await namesInState()).toEqual(["f", "s"]);
});

test("without the option, a failure stops the update", async () => {
  project.program(program({ a: "refused", c: "hi" }));
  await expect(stack.up({ parallel: 1 })).rejects.toThrow(DeploymentError);
  expect(takeWrites()).toEqual(["create a"]);
});
