import type { SecretReader } from "../state";
import { parseImportFile } from "./import-file";

const scope = { stackName: "dev", projectName: "shop" };
const type = "pulumi-nodejs:dynamic/shop:Thing";
const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const group = "urn:pulumi:dev::shop::shop:index:Group::g";
const inputs = { __provider: "exports.handler=()=>{}", text: "hi" };
const thing = { type: type, name: "a", id: "1", inputs, outputs: inputs };

const reader: SecretReader = {
  read: (_path, { ciphertext }) => {
    if (ciphertext === "ours") return '"opened"';
    throw new Error("A secret cannot be decrypted.");
  },
};
function parse(file: unknown) {
  return parseImportFile(file, "import.json", scope, reader);
}

function problemsOf(file: unknown): readonly string[] {
  try {
    parse(file);
  } catch (error) {
    const [head = "", ...lines] = error instanceof Error ? error.message.split("\n") : [];
    expect(head).toBe(
      `import.json: ${lines.length === 1 ? "1 problem" : `${lines.length} problems`}, so nothing was imported:`,
    );
    return lines.map((line) => line.trim());
  }
  return [];
}

test("resolves parents by name, in any order", () => {
  const resources = [
    { ...thing, parent: "inner" },
    { type: "shop:index:Group", name: "inner", logicalName: "told", component: true, parent: "outer" },
    { ...thing, name: "b", provider: "own" },
  ];
  const own = "urn:pulumi:dev::shop::pulumi:providers:pulumi-nodejs::own";
  const found = parse({ nameTable: { outer: group, own }, resources });
  expect(found).toEqual([
    {
      urn: `urn:pulumi:dev::shop::shop:index:Group$shop:index:Group$${type}::a`,
      parent: "urn:pulumi:dev::shop::shop:index:Group$shop:index:Group::told",
      ...{ type: type, id: "1", provider: undefined, inputs, outputs: inputs },
    },
    {
      urn: "urn:pulumi:dev::shop::shop:index:Group$shop:index:Group::told",
      parent: group,
      ...{ type: "shop:index:Group", id: undefined, provider: undefined, inputs: {}, outputs: {} },
    },
    {
      urn: `urn:pulumi:dev::shop::${type}::b`,
      ...{ parent: undefined, type: type, id: "1", provider: own, inputs, outputs: inputs },
    },
  ]);
});

test("reads secrets as JSON text or ciphertext, at any depth", () => {
  const values = {
    ...inputs,
    plain: { [signature]: secretSignature, plaintext: '{"a":[1]}' },
    deep: [{ ciphered: { [signature]: secretSignature, ciphertext: "ours" } }],
  };
  expect(parse({ resources: [{ ...thing, inputs: values }] })[0]?.inputs).toEqual({
    ...inputs,
    plain: { [signature]: secretSignature, value: { a: [1] } },
    deep: [{ ciphered: { [signature]: secretSignature, value: "opened" } }],
  });
});

test("reports all problems with their location and without secrets", () => {
  const secret = (form: object): object => ({ [signature]: secretSignature, ...form });
  const resources = [
    "nonsense",
    { name: "nameless type", id: "1", inputs, outputs: inputs },
    { ...thing, id: "", version: "1.2.3", propertys: ["a"], parent: "unknown" },
    { ...thing, name: "only id", inputs: undefined, outputs: {} },
    {
      ...thing,
      name: "values",
      inputs: { ...inputs, text: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
      outputs: { a: 1 },
    },
    {
      ...{ ...thing, name: "secrets" },
      inputs: { ...inputs, bare: secret({ plaintext: "hush" }), other: secret({ ciphertext: "theirs" }) },
      outputs: { ...inputs, none: secret({ value: "hush" }) },
    },
    { type: "shop:index:Group", name: "group", component: true, id: "1", provider: "own" },
    { ...thing, name: "elsewhere", provider: "own", inputs: "text" },
    { ...thing, name: "duplicate" },
    { ...thing, name: "duplicate", component: "yes" },
    { ...thing, name: "child", parent: "duplicate" },
    { ...thing, name: "ouroboros", parent: "ouroboros" },
    { ...thing, name: "bucket", type: "aws:s3:Bucket" },
    { type: "pulumi:providers:pulumi-nodejs", name: "provider" },
  ];
  const nameTable = { far: "urn:pulumi:prod::shop::shop:index:Group::g" };
  expect(problemsOf({ resources, nameTable, providerInputs: {}, resource: [] })).toEqual([
    "providerInputs is not supported by the embedded engine: providers cannot be imported. Remove it.",
    "field resource is not known to the embedded engine. Remove it.",
    "nameTable.far: expected the URN of a resource of this stack (urn:pulumi:dev::shop::<type>::<name>).",
    "resources[0]: name is missing: give the name the resource has in the program.",
    "resources[0]: type is missing: give the resource's type, such as pulumi-nodejs:dynamic/module:Type.",
    expect.stringMatching(/^resources\[1\] 'nameless type': type is missing/),
    "resources[2] 'a': version is not supported by the embedded engine: dynamic providers have no versions, and a plugin runs as Pulumi.yaml names it. Remove it.",
    expect.stringMatching(/^resources\[2\] 'a': field propertys is not known/),
    "resources[2] 'a': id is missing: give the id the resource has at its provider.",
    "resources[2] 'a': parent 'unknown' is neither in nameTable nor the name of a resource of the file.",
    expect.stringMatching(/^resources\[3\] 'only id': inputs missing: .* cannot read a resource by id alone/),
    expect.stringMatching(/^resources\[3\] 'only id' outputs: __provider is missing/),
    "resources[4] 'values' inputs.text: the value is not known yet. Fill it in.",
    expect.stringMatching(/^resources\[4\] 'values' outputs: __provider is missing/),
    "resources[5] 'secrets' inputs.bare: The secret bare does not contain JSON text.",
    "resources[5] 'secrets' inputs.other: A secret cannot be decrypted.",
    expect.stringMatching(/^resources\[5\] 'secrets' outputs.none: A secret needs its plaintext/),
    "resources[6] 'group': id: a component has none. Remove it, or remove component.",
    "resources[6] 'group': provider: a component has none of its own. Remove it.",
    expect.stringMatching(/^resources\[6\] 'group': provider 'own' needs an entry in nameTable/),
    "resources[7] 'elsewhere': inputs: expected names and values.",
    expect.stringMatching(/^resources\[7\] 'elsewhere': provider 'own' needs an entry in nameTable/),
    "resources[9] 'duplicate': component: expected true or false.",
    "resources[9] 'duplicate': another entry has the same URN. Set name (or logicalName) to be unique.",
    "resources[10] 'child': parent 'duplicate' is ambiguous: several resources of the file have that name.",
    "resources[11] 'ouroboros': parent 'ouroboros': the resource would be its own ancestor.",
    expect.stringMatching(/^resources\[12\] 'bucket': type aws:s3:Bucket: only resources of dynamic providers/),
    "resources[13] 'provider': type: providers cannot be imported. Declare it in the program, run `up`, then name it in nameTable.",
  ]);
});

test.each([[[]], [{}], [{ resources: [] }], [{ resources: {} }]])("rejects %j, which contains no resources", (file) => {
  expect(problemsOf(file).at(-1)).toBe("resources: expected a list of at least one resource.");
});
