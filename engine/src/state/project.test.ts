import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBackend } from "./backend";
import { readProject } from "./project";
import type { Project } from "./stack-state";

async function project(
  yaml: string,
): Promise<{ readonly dir: string; readonly read: (from?: string) => Promise<Project> }> {
  const dir = await mkdtemp(join(tmpdir(), "engine-project-"));
  await mkdir(join(dir, "program", "deep"), { recursive: true });
  await writeFile(join(dir, "program", "start.ts"), "");
  await writeFile(join(dir, "Pulumi.yaml"), yaml);
  return { dir, read: (from = ".") => readProject(join(dir, from)) };
}

test("a short project file runs TypeScript in its own folder", async () => {
  const { dir, read } = await project("name: shop\nruntime: nodejs\ndescription: for people\n");
  expect(await read()).toMatchObject({
    name: "shop",
    root: dir,
    programDir: dir,
    entry: ".",
    typescript: true,
    nodeArgs: [],
  });
});

test("finds the project file from a folder below it", async () => {
  const { dir, read } = await project("name: shop\nruntime: nodejs\n");
  expect((await read("program/deep")).root).toBe(dir);
});

test("main may be a folder or a file", async () => {
  const { dir, read } = await project("name: shop\nruntime: nodejs\nmain: program/\n");
  expect(await read()).toMatchObject({ programDir: join(dir, "program"), entry: "." });
  await writeFile(join(dir, "Pulumi.yaml"), "name: shop\nruntime: nodejs\nmain: program/start.ts\n");
  expect(await read()).toMatchObject({ programDir: join(dir, "program"), entry: "start.ts" });
});

test("reads runtime options", async () => {
  const { read } = await project(
    "name: shop\nruntime: { name: nodejs, options: { typescript: false, nodeargs: \"--import tsx --title 'a b'\" } }\n",
  );
  expect(await read()).toMatchObject({ typescript: false, nodeArgs: ["--import", "tsx", "--title", "a b"] });
});

test("a YAML program is part of the project file", async () => {
  const { read } = await project("name: shop\nruntime: yaml\nvariables: {}\nresources: {}\noutputs: {}\n");
  expect(await read()).toMatchObject({ runtime: "yaml" });
});

test("finds the plugins of packages and of the list of plugins", async () => {
  const { dir, read } = await project(
    "name: shop\nruntime: nodejs\npackages: { a: ./plugins/a, b: { source: ../b } }\nplugins: { providers: [{ name: c, path: plugins/c }] }\n",
  );
  expect((await read()).plugins).toEqual({
    a: join(dir, "plugins/a"),
    b: join(dir, "../b"),
    c: join(dir, "plugins/c"),
  });
});

test.each([
  [
    "name: shop\nruntime: python\n",
    "runtime: python is not supported by the embedded engine, only nodejs and yaml are.",
  ],
  ["name: shop\nruntime: nodejs\nresources: {}\n", "resources: the key is not known"],
  ["name: shop\nruntime: { name: yaml, options: { compiler: x } }\n", "runtime.options of yaml are not supported"],
  ["name: shop\n", "runtime: a runtime without a name is not supported"],
  ["runtime: nodejs\n", "name: expected"],
  [
    "name: shop\nruntime: nodejs\npackages: { aws: 7.0.0 }\n",
    "packages.aws: the embedded engine supports only the path",
  ],
  [
    "name: shop\nruntime: nodejs\npackages: { shop: { source: ./shop, parameters: [x] } }\n",
    "packages.shop: the embedded engine supports only the path",
  ],
  ["name: shop\nruntime: nodejs\nplugins: { languages: [] }\n", "plugins.languages is not supported"],
  ["name: shop\nruntime: nodejs\nplugins: { providers: [{ name: x }] }\n", "plugins.providers[0]: expected only name"],
  ["name: shop\nruntime: nodejs\noptions: { refresh: always }\n", "options: project options are not supported"],
  ["name: shop\nruntime: nodejs\nsurprise: 1\n", "surprise: the key is not known"],
  ["name: shop\nruntime: { name: nodejs, options: { surprise: 1 } }\n", "runtime.options.surprise is not supported"],
  ["name: shop\nruntime: nodejs\nmain: nowhere\n", "main: nowhere does not exist"],
])("rejects %j by name", async (yaml, message) => {
  const { read } = await project(yaml);
  await expect(read()).rejects.toThrow(`Pulumi.yaml: ${message}`);
});

test.each([
  [">=3.200.0", undefined],
  [">=3.259.0 <4.0.0 || 5.x", undefined],
  [">=4.0.0", 'Pulumi CLI version 3.259.0 does not satisfy the version range ">=4.0.0"'],
  ["!!", 'parsing CLI version range "!!"'],
])("checks the version range %s against the implemented CLI version", async (range, problem) => {
  const { read } = await project(`name: shop\nruntime: nodejs\nrequiredPulumiVersion: "${range}"\n`);
  if (problem === undefined) await expect(read()).resolves.toMatchObject({ name: "shop" });
  else await expect(read()).rejects.toThrow(`Pulumi.yaml: requiredPulumiVersion: ${problem}`);
});

test("a missing project file is an error with an example", async () => {
  await expect(readProject(tmpdir())).rejects.toThrow("Make one with `name:` and `runtime: nodejs`");
});

const shop = { root: join(tmpdir(), "shop"), backendUrl: "file://./from-project" };

test("finds the backend: option, variable, project setting, project folder", () => {
  const env = { PULUMI_BACKEND_URL: "file:///from/variable" };
  expect(findBackend(shop, "file:///given", env).dir).toBe("/given");
  expect(findBackend(shop, undefined, env).dir).toBe("/from/variable");
  expect(findBackend(shop, undefined, {}).dir).toBe(join(shop.root, "from-project"));
  expect(findBackend({ root: shop.root }, undefined, {}).url).toBe(`file://${shop.root}`);
});

test.each(["https://api.pulumi.com", "s3://bucket", "file:///x?metadata=skip", "relative/folder"])(
  "rejects the backend %s and suggests an alternative",
  (url) => {
    expect(() => findBackend(shop, url, {})).toThrow(/not supported by the embedded engine.*Pulumi CLI/);
  },
);
