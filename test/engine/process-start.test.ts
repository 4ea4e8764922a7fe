import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TestProject } from "../support/project";

const root = join(__dirname, "../..");
const preload = join(root, "engine/preload/defer-closure-serialization.js");
const closureModules =
  "Object.keys(require.cache).filter((file) => /runtime.closure.(serializeClosure|codePaths)/.test(file))";

describe("in a project", () => {
  let project: TestProject;
  beforeEach(() => (project = new TestProject({})));
  afterEach(() => project.remove());

  test("program and provider start without loading the SDK's closure serialization", async () => {
    const handler = `exports.handler=()=>({create:async()=>({id:"1",outs:{loaded:${closureModules}.length}})});`;
    project.program(`
      class Thing extends pulumi.CustomResource {
        constructor(name) { super("pulumi-nodejs:dynamic/test:Thing", name, { __provider: ${JSON.stringify(handler)}, loaded: undefined }); }
      }
      exports.provider = new Thing("a").loaded;
      exports.program = ${closureModules}.length;`);
    const { outputs } = await (await project.stack()).up();
    expect(outputs).toMatchObject({ provider: { value: 0 }, program: { value: 0 } });
  });

  test("a hand-written pulumi.dynamic.Resource is created, updated and deleted", async () => {
    const program = (text: string): string => `
      const suffix = "!";
      const provider = {
        async create(inputs) { return { id: "1", outs: { shout: inputs.text + suffix } }; },
        async update(id, olds, news) { return { outs: { shout: news.text + suffix } }; },
      };
      class Shout extends pulumi.dynamic.Resource {
        constructor(name, text) { super(provider, name, { text, shout: undefined }); }
      }
      exports.shout = new Shout("a", "${text}").shout;`;
    const stack = await project.stack();
    project.program(program("hello"));
    expect((await stack.up()).outputs).toMatchObject({ shout: { value: "hello!" } });
    project.program(program("goodbye"));
    expect((await stack.up()).outputs).toMatchObject({ shout: { value: "goodbye!" } });
    expect((await stack.destroy()).summary.resourceChanges).toMatchObject({ delete: 2 });
  });

  test("pulumi.runtime serializes functions and computes code paths when asked to", async () => {
    project.program(`
      exports.names = Object.keys(pulumi.runtime).filter((name) => /serializeFunction|computeCodePaths/.test(name)).sort();
      exports.text = pulumi.output(pulumi.runtime.serializeFunction(() => 42)).apply(({ text }) => text.includes("42"));
      exports.paths = pulumi.runtime.computeCodePaths().then((paths) => paths instanceof Map);`);
    expect((await (await project.stack()).up()).outputs).toMatchObject({
      names: { value: ["computeCodePaths", "serializeFunction", "serializeFunctionAsync"] },
      text: { value: true },
      paths: { value: true },
    });
  });
});

describe("loads an SDK with another file layout normally", () => {
  const dir = mkdtempSync(join(tmpdir(), "other-sdk-"));
  const runtime = join(dir, "node_modules/@pulumi/pulumi/runtime");
  const index = readFileSync(join(root, "node_modules/@pulumi/pulumi/runtime/index.js"), "utf8");
  const loads = `require(${JSON.stringify(runtime)}); console.log(${closureModules}.length);`;
  const findLoadedModules = (): string =>
    spawnSync(process.execPath, ["--require", preload, "-e", loads], { encoding: "utf8" }).stdout.trim();

  beforeAll(() => {
    cpSync(join(root, "node_modules/@pulumi/pulumi/runtime"), runtime, { recursive: true });
    for (const file of ["config", "invoke", "resource", "rpc", "settings", "stack", "mocks"]) {
      writeFileSync(join(runtime, `${file}.js`), "");
    }
    writeFileSync(
      join(runtime, "closure/codePaths.js"),
      "exports.computeCodePaths = computeCodePaths;\nfunction computeCodePaths() {}\n",
    );
    writeFileSync(
      join(runtime, "closure/serializeClosure.js"),
      "exports.serializeFunction = serializeFunction;\nexports.serializeFunctionAsync = serializeFunctionAsync;\nfunction serializeFunction() {}\nfunction serializeFunctionAsync() {}\n",
    );
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  test.each([
    ["as today: deferred", index, "0"],
    ["a function is called at load", `${index}\nserializeClosure_1.serializeFunction;`, "1"],
    ["a re-export is missing", index.replace(/exports.computeCodePaths = .*/, ""), "1"],
    ["everything is re-exported", index.replace(/exports.serialize.*/g, "__export(serializeClosure_1);"), "1"],
  ])("%s", (_case, text, loaded) => {
    writeFileSync(join(runtime, "index.js"), text);
    expect(findLoadedModules()).toBe(loaded);
  });
});
