import { mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOrSelectStack, createStack, createTemporaryStack, selectStack } from "../index";
import { readProject } from "./project";
import { parseStackName } from "./stack-name";

test.each(["dev", "organization/dev", "organization/shop/dev", "/dev", "//dev", "organization//dev"])(
  "%s names the stack dev of this project",
  (text) => expect(parseStackName(text, "shop")).toBe("dev"),
);

test.each(["...", ".dev", "dev.", "..dev", "-dev", "a_b-c.9", "x".repeat(100)])(
  "accepts the name %s, like the CLI",
  (text) => expect(parseStackName(text, "shop")).toBe(text),
);

test.each([
  [".", "a stack name may not be . or .., which are folders"],
  ["..", "a stack name may not be . or .., which are folders"],
  ["organization/shop/..", "a stack name may not be . or .., which are folders"],
  ["", "a stack name may not be empty"],
  ["organization/shop/", "a stack name may not be empty"],
  ["x".repeat(101), "a stack name cannot exceed 100 characters"],
  [
    "a b",
    "a stack name may only contain alphanumeric, hyphens, underscores, or periods: invalid character ' ' at position 1",
  ],
  ["größe", "invalid character 'ö' at position 2"],
  ["a\\b", "invalid character '\\\\' at position 1"],
  ["a\u001b[2J", "invalid character '\\u001b' at position 1"],
  ["a\u0085", "invalid character '\\u{85}' at position 1"],
  ["dev\n", "invalid character '\\n' at position 3"],
  ["../dev", "organization name must be 'organization'"],
  ["shop/dev", "organization name must be 'organization'"],
  ["organization/other/dev", `provided project name "other" doesn't match Pulumi.yaml, which has "shop"`],
  ["organization/../dev", `provided project name ".." doesn't match Pulumi.yaml`],
  ["a/b/c/d", "expected <stack>, organization/<stack> or organization/<project>/<stack>"],
])("rejects %j with the CLI's message", (text, problem) => {
  expect(() => parseStackName(text, "shop")).toThrow(problem);
  expect(() => parseStackName(text, "shop")).toThrow(/^invalid stack name "/);
});

test("escapes control characters of an invalid name", () => {
  expect(() => parseStackName("\u001b[2J\u009b2J\u202e", "shop")).toThrow(/^[\x20-\x7e]*$/);
});

test("every library function rejects a path as name and writes nothing", async () => {
  const workDir = await mkdtemp(join(tmpdir(), "engine-names-"));
  await writeFile(join(workDir, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  for (const stackName of ["..", ".", "../../etc", ""]) {
    const options = { stackName, workDir, passphrase: "x" };
    for (const open of [createStack, selectStack, createOrSelectStack, createTemporaryStack]) {
      await expect(open(options)).rejects.toThrow("invalid stack name");
    }
  }
  expect(await readdir(workDir)).toEqual(["Pulumi.yaml"]);
});

test.each(["rejects the project name %j", "..", "a/b", ""])("a project cannot be named %j", async (name) => {
  const dir = await mkdtemp(join(tmpdir(), "engine-names-"));
  await writeFile(join(dir, "Pulumi.yaml"), `name: ${JSON.stringify(name)}\nruntime: nodejs\n`);
  await expect(readProject(dir)).rejects.toThrow("Pulumi.yaml: name: expected 1 to 100 letters");
});
