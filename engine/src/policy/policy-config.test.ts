import type { AnalyzerInfo, PolicyInfo } from "../host/analyzer-types";
import type { PropertyMap } from "../state";
import { resolvePolicyConfig } from "./policy-config";
import { parseConfig } from "./config-file";
import { resolvePackSettings } from "./packs";

function policy(name: string, changes: Partial<PolicyInfo> = {}): PolicyInfo {
  const configSchema = { properties: {}, required: [] };
  return { name, enforcementLevel: "advisory", kind: "resource", severity: undefined, configSchema, ...changes };
}
function pack(policies: readonly PolicyInfo[], initialConfig: AnalyzerInfo["initialConfig"] = {}): AnalyzerInfo {
  return { name: "pp", version: "0.0.1", supportsConfig: true, policies, initialConfig };
}
function withSchema(properties: PropertyMap, required: readonly string[] = []): PolicyInfo {
  return policy("rule", { configSchema: { properties, required } });
}

test("reads levels as text or with properties, and skips empty entries", () => {
  expect(
    parseConfig('{ "a": "mandatory", "b": { "enforcementLevel": "disabled", "n": 1 }, "c": {} }', "f.json"),
  ).toEqual({
    a: { enforcementLevel: "mandatory", properties: {} },
    b: { enforcementLevel: "disabled", properties: { n: 1 } },
  });
  expect(parseConfig(" \n", "f.json")).toEqual({});
});

test("reports all problems of a file with the policy's name", () => {
  expect(() =>
    parseConfig('{ "a": "loud", "b": { "enforcementLevel": 5 }, "c": 7, "environments": ["prod"] }', "f.json"),
  ).toThrow(
    'f.json: parsing enforcement level for "a": "loud" is not a valid enforcement level; expected advisory, mandatory, ' +
      'remediate, disabled; parsing enforcement level for "b": 5 is not a valid enforcement level; must be a string; ' +
      'parsing "c": 7 is not a valid value; must be a string or object; ' +
      '"environments": ESC environments are not supported by file backends; remove the key',
  );
  expect(() => parseConfig("[]", "f.json")).toThrow("f.json: expected an object with the names of policies.");
  expect(() => parseConfig("{", "f.json")).toThrow("f.json: not valid JSON");
});

test("the user's file overrides the pack, which overrides the policies' defaults", () => {
  const info = pack(
    [
      policy("rule", { configSchema: { properties: { word: { default: "hi" }, n: { default: 1 } }, required: [] } }),
      policy("other", { enforcementLevel: "remediate" }),
    ],
    { rule: { enforcementLevel: "mandatory", properties: { n: 2 } } },
  );
  expect(resolvePolicyConfig(info, {}).configs).toEqual({
    rule: { enforcementLevel: "mandatory", properties: { word: "hi", n: 2 } },
    other: { enforcementLevel: "remediate", properties: {} },
  });
  const given = parseConfig('{ "all": "disabled", "rule": { "enforcementLevel": "advisory", "n": 3 } }', "f.json");
  expect(resolvePolicyConfig(info, given).configs).toEqual({
    all: { enforcementLevel: "disabled", properties: {} },
    rule: { enforcementLevel: "advisory", properties: { word: "hi", n: 3 } },
    other: { enforcementLevel: "disabled", properties: {} },
  });
});

test("rejects an unknown policy name and lists the known ones", () => {
  expect(
    resolvePolicyConfig(pack([policy("rule"), policy("other")]), parseConfig('{ "ruel": { "n": 1 } }', "f.json")),
  ).toEqual(
    expect.objectContaining({
      problems: ['invalid enforcement level "": "ruel" is not a policy of the pack, which has rule, other'],
    }),
  );
});

test.each([
  [{ n: { type: "integer" } }, { n: 1.5 }, "n: Invalid type. Expected: integer, given: number"],
  [{ n: { type: ["string", "null"] } }, { n: [] }, "n: Invalid type. Expected: [string,null], given: array"],
  [{ n: { type: "string" } }, { n: 5 }, "n: Invalid type. Expected: string, given: integer"],
  [{ n: { enum: ["a", 1] } }, { n: "b" }, 'n: n must be one of the following: "a", 1'],
  [{ n: { const: 5 } }, { n: 6 }, "n: n does not match: 5"],
  [{ n: { pattern: "^a" } }, { n: "b" }, "n: Does not match pattern '^a'"],
  [{ n: { format: "email" } }, { n: "b" }, "n: Does not match format 'email'"],
  [{ n: { minLength: 2 } }, { n: "b" }, "n: String length must be greater than or equal to 2"],
  [{ n: { minimum: 3 } }, { n: 2 }, "n: Must be greater than or equal to 3"],
  [{ n: { exclusiveMaximum: 3 } }, { n: 3 }, "n: Must be less than 3"],
  [{ n: { items: { type: "string" }, minItems: 3 } }, { n: ["a"] }, "n: Array must have at least 3 items"],
  [{ n: { items: { type: "string" } } }, { n: ["a", 1] }, "n.1: Invalid type. Expected: string, given: integer"],
  [{ n: { uniqueItems: true } }, { n: [1, 2, 2] }, "n: array items[1,2] must be unique"],
  [{ n: { required: ["x"] } }, { n: {} }, "n: x is required"],
  [{ n: { additionalProperties: false } }, { n: { y: 1 } }, "n: Additional property y is not allowed"],
  [
    { "a/b": { properties: { "~c": { type: "string" } } } },
    { "a/b": { "~c": 1 } },
    "a/b.~c: Invalid type. Expected: string, given: integer",
  ],
])("the schema %j rejects %j with the CLI's message", (properties, config, text) => {
  const given = { rule: { enforcementLevel: undefined, properties: config } };
  expect(resolvePolicyConfig(pack([withSchema(properties)]), given).violations).toEqual([`rule: ${text}`]);
});

test("accepts defaults for required properties and names missing ones", () => {
  const required = withSchema({ word: { type: "string" }, n: { type: "number", default: 1 } }, ["word", "n"]);
  expect(resolvePolicyConfig(pack([required]), {}).violations).toEqual(["rule: word is required"]);
});

test("reports an invalid schema as a problem of the pack", () => {
  const unreadable = withSchema({ word: { pattern: "(" } });
  const given = { rule: { enforcementLevel: undefined, properties: { word: "x" } } };
  expect(resolvePolicyConfig(pack([unreadable]), given).problems).toEqual([
    expect.stringContaining("the schema of rule"),
  ]);
});

test("requires one configuration file per pack, or none", () => {
  expect(resolvePackSettings({ policyPacks: ["a", "b"], policyPackConfigs: ["x", "y"] }, "update")).toEqual([
    { path: "a", configPath: "x" },
    { path: "b", configPath: "y" },
  ]);
  expect(resolvePackSettings({ policyPacks: ["a"] }, "update")).toEqual([{ path: "a", configPath: undefined }]);
  expect(() => resolvePackSettings({ policyPacks: ["a", "b"], policyPackConfigs: ["x"] }, "update")).toThrow(
    "policyPackConfigs (--policy-pack-config): expected one for each policy pack, or none: got 1 for 2",
  );
  expect(() => resolvePackSettings({ policyPacks: ["a"] }, "destroy")).toThrow("policyPacks: destroy runs no policies");
});
