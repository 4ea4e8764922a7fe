import { preview, up, type Scenario } from "./scenario";

/** Returns the files of the policy pack folder `pp` with one policy, "rule". */
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

const rejectsOne = `validateResource: (a, report) => {
    if (a.type === thing && a.props.text === "one") report("text is one; seen: " + Object.keys(a.props).sort().join(","));
  }`;
function remediates(text: string, props: string): string {
  return `remediateResource: (a) => { if (a.type === thing && a.props.text === "${text}") return ${props}; }`;
}
const reportsSerials = `validateStack: (a, report) => {
    for (const r of a.resources) if (r.type === thing)
      report(r.name + " " + JSON.stringify(Object.keys(r.props).sort()) + " serial " + r.props.serial, r.urn);
  }`;
const rejectsWord = `configSchema: { properties: { word: { type: "string" } }, required: ["word"] },
  validateResource: (a, report) => { if (a.type === thing && a.props.text === a.getConfig().word) report("has the word"); }`;
const throws = 'validateResource: () => { throw new Error("the policy failed"); }';

const withPack = "--policy-pack pp";
const configured = { enforcementLevel: "mandatory", word: "one" };

export const policyScenarios: readonly Scenario[] = [
  {
    name: "policy-mandatory",
    shows: "a mandatory violation in preview and up, and the operations that it prevents",
    program: "basic",
    steps: [
      { files: pack("mandatory", rejectsOne), run: `${preview} ${withPack}`, step: "1" },
      { run: `${up} ${withPack}`, step: "1" },
      { run: `${up} ${withPack}`, step: "2" },
    ],
  },
  {
    name: "policy-advisory",
    shows: "an advisory violation",
    program: "basic",
    steps: [
      { files: pack("advisory", rejectsOne), run: `${preview} ${withPack}`, step: "1" },
      { run: `${up} ${withPack}`, step: "1" },
    ],
  },
  {
    name: "policy-disabled",
    shows: "a disabled policy",
    program: "basic",
    steps: [{ files: pack("disabled", rejectsOne), run: `${up} ${withPack}`, step: "1" }],
  },
  {
    name: "policy-remediate",
    shows: "remediation that spreads props, then one that does not",
    program: "basic",
    steps: [
      {
        files: pack("remediate", remediates("one", '{ ...a.props, text: "mended" }')),
        run: `${preview} ${withPack}`,
        step: "1",
      },
      { run: `${up} ${withPack}`, step: "1" },
      {
        files: pack("remediate", remediates("two", '{ label: a.props.label, text: "mended again" }')),
        run: `${up} ${withPack}`,
        step: "2",
      },
    ],
  },
  {
    name: "policy-throws",
    shows: "a policy that throws",
    program: "basic",
    steps: [
      { files: pack("mandatory", throws), run: `${preview} ${withPack}`, step: "1" },
      { run: `${up} ${withPack}`, step: "1" },
    ],
  },
  {
    name: "policy-stack",
    shows: "a stack policy: when it runs and which resources it sees in preview and up; unknowns",
    program: "chain",
    steps: [
      { files: pack("mandatory", reportsSerials), run: `${preview} ${withPack}`, step: "1" },
      { run: `${up} ${withPack}`, step: "1" },
    ],
  },
  {
    name: "policy-config",
    shows: "policy configuration from a file, level override, invalid configuration",
    program: "basic",
    steps: [
      {
        files: {
          ...pack("advisory", rejectsWord),
          "settings.json": JSON.stringify({ rule: configured }),
          "bad.json": JSON.stringify({ rule: { word: 5 } }),
        },
        run: `${preview} ${withPack} --policy-pack-config settings.json`,
        step: "1",
      },
      { run: `${preview} ${withPack} --policy-pack-config bad.json`, step: "1" },
      { run: `${preview} ${withPack}`, step: "1" },
    ],
  },
];
