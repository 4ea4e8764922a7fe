import { DeploymentError } from "../../engine/src/index";
import { useWarmHost } from "../support/warm-host";
import { TempProject } from "./temp-project";

const host = useWarmHost();

const prelude = 'const pulumi = require("@pulumi/pulumi"); const { Thing } = require("recorded-provider");\n';
const unsupportedFields: readonly (readonly [feature: string, program: string])[] = [
  ["import", 'new Thing("a", { label: "a" }, { import: "t-a-1" });'],
  ["assets and archives", 'new Thing("a", { label: "a", text: new pulumi.asset.StringAsset("x") });'],
  ["transforms", 'new Thing("a", { label: "a" }, { transforms: [(args) => args] });'],
  ["transforms", 'pulumi.runtime.registerResourceTransform((args) => args); new Thing("a", { label: "a" });'],
  ["resource hooks", 'new Thing("a", { label: "a" }, { hooks: { beforeCreate: [() => {}] } });'],
  ["replaceWith", 'const a = new Thing("a", { label: "a" }); new Thing("b", { label: "b" }, { replaceWith: [a] });'],
  ["replacementTrigger", 'new Thing("a", { label: "a" }, { replacementTrigger: "now" });'],
  ["invokes", 'pulumi.runtime.invoke("aws:index:getRegion", {});'],
  ["component providers", 'new pulumi.ComponentResource("other:index:Site", "site", {}, {}, true);'],
  ["resources of packages other than dynamic providers", 'new pulumi.CustomResource("aws:s3:Bucket", "b", {});'],
  ["resources of packages other than dynamic providers", 'new pulumi.StackReference("organization/other/dev");'],
];

test.each(unsupportedFields)("rejects %s by name: %s", async (feature, program) => {
  const project = new TempProject("refused", prelude + program);
  try {
    const stack = await project.openStack(host.startNode, { step: "1" });
    const error: unknown = await stack.up().catch((reason: unknown) => reason);
    if (!(error instanceof DeploymentError)) throw new Error("The program was not refused.");
    expect(error.diagnostics).toHaveLength(1);
    expect(error.message).toContain(feature);
    expect(error.message).toContain("use the Pulumi CLI");
    expect(project.calls().filter(({ method }) => method === "create" && feature !== "replaceWith")).toEqual([]);
  } finally {
    project.remove();
  }
});

test("reports the implemented CLI version to a program that requires another", async () => {
  const project = new TempProject(
    "refused",
    `const pulumi = require("@pulumi/pulumi");
     const ask = async (range) => pulumi.requirePulumiVersion(range).then(() => "fine", (error) => error.message);
     exports.newer = ask(">=4.0.0"); exports.recorded = ask(">=3.200.0");`,
  );
  try {
    const stack = await project.openStack(host.startNode);
    const { outputs } = await stack.up();
    expect(outputs["newer"]?.value).toContain('version 3.259.0 does not satisfy the version range ">=4.0.0"');
    expect(outputs["recorded"]?.value).toBe("fine");
  } finally {
    project.remove();
  }
});
