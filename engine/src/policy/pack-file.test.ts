import { mkdtemp, realpath, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { readPackFile } from "./pack-file";

async function createPack(text: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "engine-pack-"));
  await writeFile(join(dir, "PulumiPolicy.yaml"), text);
  return dir;
}

test("finds a pack relative to the base directory", async () => {
  const dir = await createPack("runtime:\n  name: nodejs\nversion: 1.2.3\nmain: dist/pack.js\ndescription: of ours\n");
  expect(await readPackFile(dirname(dir), basename(dir))).toEqual({
    ...{ dir: await realpath(dir), typescript: true, nodeArgs: [], version: "1.2.3" },
  });
});

test.each([
  ["runtime: python\n", "runtime: python is not supported by the embedded engine, only nodejs is"],
  ["description: no runtime\n", "runtime: a runtime without a name is not supported"],
  ["runtime: nodejs\nversion: 1.2\n", 'version: expected text such as "1.0.0"'],
  ["runtime: nodejs\nrequiredPulumiVersion: '>=4.0.0'\n", "requiredPulumiVersion: Pulumi CLI version 3."],
  ["runtime: [\n", "not valid YAML"],
])("rejects %j", async (text, message) => {
  const dir = await createPack(text);
  await expect(readPackFile("/", dir)).rejects.toThrow(`${dir}/PulumiPolicy.yaml: ${message}`);
});

test("rejects files, and folders without PulumiPolicy.yaml", async () => {
  const dir = await createPack("");
  for (const path of [join(dir, "nowhere"), join(dir, "PulumiPolicy.yaml")]) {
    await expect(readPackFile("/", path)).rejects.toThrow(`there is no PulumiPolicy.yaml in "${path}"`);
  }
});
