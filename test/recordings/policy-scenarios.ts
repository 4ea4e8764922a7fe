import type { Scenario } from "./scenarios";

/** The pack folder `pp` of the recordings: one policy, "rule", with what it does about the things of the program. */
function pack(enforcementLevel: string, body: string): Readonly<Record<string, string>> {
  return {
    "pp/PulumiPolicy.yaml": "runtime: nodejs\n",
    "pp/package.json": JSON.stringify({ name: "pp", version: "0.0.1", main: "index.js" }),
    "pp/index.js": `const { PolicyPack } = require("@pulumi/policy");
const thing = "pulumi-nodejs:dynamic/recorded:Thing";
new PolicyPack("pp", { policies: [{
  name: "rule", description: "the rule", enforcementLevel: "${enforcementLevel}", severity: "high", ${body},
}] });
`,
  };
}

const OBJECTS_TO_ONE = `validateResource: (a, report) => {
    if (a.type === thing && a.props.text === "one") report("text is one; seen: " + Object.keys(a.props).sort().join(","));
  }`;
const mends = (text: string, props: string): string =>
  `remediateResource: (a) => { if (a.type === thing && a.props.text === "${text}") return ${props}; }`;
const TELLS_SERIALS = `validateStack: (a, report) => {
    for (const r of a.resources) if (r.type === thing)
      report(r.name + " " + JSON.stringify(Object.keys(r.props).sort()) + " serial " + r.props.serial, r.urn);
  }`;
const WITH_WORD = `configSchema: { properties: { word: { type: "string" } }, required: ["word"] },
  validateResource: (a, report) => { if (a.type === thing && a.props.text === a.getConfig().word) report("has the word"); }`;
const THROWS = 'validateResource: () => { throw new Error("the policy failed"); }';

export const POLICIES: readonly Scenario[] = [
  {
    name: "policy-mandatory",
    program: "basic",
    filesBefore: { 0: pack("mandatory", OBJECTS_TO_ONE) },
    arrival: { 1: ["b", "a"] },
  },
  { name: "policy-advisory", program: "basic", filesBefore: { 0: pack("advisory", OBJECTS_TO_ONE) } },
  { name: "policy-disabled", program: "basic", filesBefore: { 0: pack("disabled", OBJECTS_TO_ONE) } },
  {
    name: "policy-remediate",
    program: "basic",
    filesBefore: {
      0: pack("remediate", mends("one", '{ ...a.props, text: "mended" }')),
      2: pack("remediate", mends("two", '{ label: a.props.label, text: "mended again" }')),
    },
    arrival: { 2: ["b", "a"] },
  },
  { name: "policy-throws", program: "basic", filesBefore: { 0: pack("mandatory", THROWS) } },
  { name: "policy-stack", program: "chain", filesBefore: { 0: pack("mandatory", TELLS_SERIALS) } },
  {
    name: "policy-config",
    program: "basic",
    filesBefore: {
      0: {
        ...pack("advisory", WITH_WORD),
        "settings.json": JSON.stringify({ rule: { enforcementLevel: "mandatory", word: "one" } }),
        "bad.json": JSON.stringify({ rule: { word: 5 } }),
      },
    },
  },
];
