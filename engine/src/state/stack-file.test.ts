import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStack, readProject, type StackStore } from "./index";

// Written by the CLI 3.259.0 with the passphrase "x".
const stackFileText = `# who owns this stack
encryptionsalt: v1:ORLFOOiM/CY=:v1:45NMKXa/oJQyLIvp:oX5f514vARsM9gveZsoTVeOxVT2WMQ==
config:
  rec:n: "5" # five
  rec:tok:
    secure: v1:V+Vl4YL0d8lKKxME:37H9+c+1ufz+azkGA5gF2yTvyQ==
  o:x: 'hello world: y'
  rec:obj:
    k:
      - 1.5
      - 102290129340398
    s:
      secure: v1:VXZKstv3NaNltV5M:/qd6kBpihnadNv5J9WN5Fy6EPA==
  rec:big: 12345678901234567890
  rec:flag: true
`;

// A fixed salt: its key is derived once for all tests.
const saltOnly = `${stackFileText.split("\n")[1] ?? ""}\n`;

async function setUp(
  stackFile: string | undefined,
  projectYaml = "name: rec\nruntime: nodejs\n",
): Promise<{ readonly store: () => Promise<StackStore>; readonly text: () => Promise<string> }> {
  const dir = await mkdtemp(join(tmpdir(), "engine-config-"));
  await writeFile(join(dir, "Pulumi.yaml"), projectYaml);
  if (stackFile !== undefined) await writeFile(join(dir, "Pulumi.dev.yaml"), stackFile);
  return {
    store: async () =>
      await openStack({ project: await readProject(dir), stackName: "dev", env: { PULUMI_CONFIG_PASSPHRASE: "x" } }),
    text: () => readFile(join(dir, "Pulumi.dev.yaml"), "utf8"),
  };
}

test("converts values for the program: JSON, exact numbers, decrypted secrets", async () => {
  const { store } = await setUp(stackFileText);
  expect(await (await store()).config()).toEqual({
    "o:x": { value: "hello world: y", secret: false },
    "rec:big": { value: "12345678901234567890", secret: false },
    "rec:flag": { value: "true", secret: false },
    "rec:n": { value: "5", secret: false },
    "rec:obj": { value: '{"k":[1.5,102290129340398],"s":"hid"}', secret: true },
    "rec:tok": { value: "abc", secret: true },
  });
});

test("changing a value changes only its lines", async () => {
  const { store, text } = await setUp(stackFileText);
  const stack = await store();
  await stack.setConfig("n", { value: "6" });
  await stack.setConfig("rec:tok", { value: "abc", secret: true });
  await stack.removeConfig("o:x");
  const before = stackFileText.split("\n");
  const after = (await text()).split("\n");
  expect(before.filter((line) => !after.includes(line))).toEqual(['  rec:n: "5" # five', "  o:x: 'hello world: y'"]);
  expect(after.filter((line) => !before.includes(line))).toEqual(['  rec:n: "6" # five']);
});

test("writes the salt first, quotes numeric text and encrypts secrets", async () => {
  const { store, text } = await setUp(undefined);
  await (await store()).setAllConfig({ count: { value: "5" }, "other:token": { value: "hush", secret: true } });
  expect(await text()).toMatch(
    /^encryptionsalt: v1:.*\nconfig:\n  rec:count: "5"\n  other:token:\n    secure: v1:[^\n]*\n$/,
  );
  expect(await text()).not.toContain("hush");
  expect(await (await store()).getConfig("other:token")).toEqual({ value: "hush", secret: true });
});

test("concurrent changes are all written", async () => {
  const { store } = await setUp(saltOnly);
  const stack = await store();
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      stack.setConfig(`k${index}`, { value: String(index), secret: index % 2 === 0 }),
    ),
  );
  expect(Object.keys(await stack.config())).toHaveLength(20);
});

test("the error for a missing key names key and stack", async () => {
  const { store } = await setUp(saltOnly);
  await expect((await store()).getConfig("nope")).rejects.toThrow("configuration key 'nope' not found for stack 'dev'");
});

test("a secret of another salt is reported without its value", async () => {
  const { store } = await setUp(stackFileText.replace("V+Vl4YL0d8lKKxME", "AAAAAAAAAAAAAAAA"));
  await expect((await store()).config()).rejects.toThrow("Configuration rec:tok cannot be decrypted");
});

const project = `name: rec
runtime: { name: nodejs, options: { typescript: false, nodeargs: "--import tsx --title 'a b'", packagemanager: pnpm } }
config:
  short: value
  list: [1, 2]
  long: { type: integer, default: 5, description: how many }
  needed: { type: boolean }
  other:namespaced: { value: there }
`;

test("applies project defaults and requires values without a default", async () => {
  const { store } = await setUp(saltOnly, project);
  const stack = await store();
  await expect(stack.config()).rejects.toThrow("rec:needed is missing");
  await stack.setConfig("needed", { value: "maybe" });
  await expect(stack.config()).rejects.toThrow("rec:needed: expected a value of type boolean");
  await stack.setAllConfig({ needed: { value: "true" }, short: { value: "own" } });
  const values = Object.entries(await stack.config()).map(([key, { value }]) => `${key}=${value}`);
  expect(values).toEqual([
    "other:namespaced=there",
    "rec:list=[1,2]",
    "rec:long=5",
    "rec:needed=true",
    "rec:short=own",
  ]);
});

test.each([
  ["environment:\n  - base\n", "environment: Pulumi ESC"],
  ["secretsprovider: awskms://x\n", "secretsprovider: awskms://x is not supported"],
  ["encryptedkey: abc\n", "encryptedkey: cloud secrets providers"],
  ["surprise: 1\n", "surprise: the key is not known"],
  ["config: [1]\n", "config: expected keys and values"],
  ["config: {a: b: c}\n", "not valid YAML"],
])("rejects a stack file with %j by name", async (text, message) => {
  const { store } = await setUp(text);
  await expect(store()).rejects.toThrow(`Pulumi.dev.yaml: ${message}`);
});
