import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TestProject } from "../support/project";
import { PulumiCli } from "../support/pulumi-cli";

// Part of a CLI release; a build without Go lacks it.
const hasYamlHost = spawnSync("pulumi-language-yaml", ["-help"]).error === undefined;

(hasYamlHost ? test : test.skip)("the YAML language host runs a program", async () => {
  const dir = mkdtempSync(join(tmpdir(), "whatsapp-yaml-"));
  const cli = new PulumiCli(dir, {});
  try {
    writeFileSync(join(dir, "Pulumi.yaml"), 'name: shop\nruntime: yaml\noutputs:\n  greeting: "${pulumi.stack}"\n');
    await cli.succeed("stack init");
    await cli.succeed("up", "--yes", "--skip-preview");
    expect(await cli.succeed("stack output", "greeting")).toBe("dev\n");
  } finally {
    cli.remove();
    rmSync(dir, { recursive: true });
  }
});

describe("the Node language host", () => {
  let project: TestProject;
  let cli: PulumiCli;
  beforeEach(async () => {
    project = new TestProject({});
    cli = new PulumiCli(project.dir, {});
    await cli.succeed("stack init");
  });
  afterEach(() => {
    cli.remove();
    project.remove();
  });

  test("sends a policy pack its stack and configuration", async () => {
    project.program("");
    const pack = join(project.dir, "pack");
    mkdirSync(pack);
    writeFileSync(join(pack, "PulumiPolicy.yaml"), "runtime: nodejs\n");
    writeFileSync(join(pack, "package.json"), JSON.stringify({ name: "pack", version: "1.0.0" }));
    writeFileSync(
      join(pack, "index.js"),
      `const pulumi = require("@pulumi/pulumi");
       const found = [pulumi.getProject(), pulumi.getStack(), new pulumi.Config().get("city"), pulumi.runtime.isDryRun()];
       new (require("@pulumi/policy").PolicyPack)("pack", { policies: [{
         name: "report", description: "Reports what it sees", enforcementLevel: "advisory",
         validateResource: (_args, report) => report(JSON.stringify(found)),
       }] });`,
    );
    await cli.succeed("config set", "city", "Recife");
    expect(await cli.succeed("preview", "--policy-pack", pack)).toContain('["shop","dev","Recife",true]');
  });

  test("passes Node's arguments and adds nothing to a reported error", async () => {
    // Without these arguments Node 20.20.2 needs a minute to print the error.
    const nodeArgs = `--require ${join(__dirname, "../../engine/preload/plain-errors.js")}`;
    writeFileSync(
      join(project.dir, "Pulumi.yaml"),
      `name: shop\nruntime: { name: nodejs, options: { typescript: false, nodeargs: ${nodeArgs} } }\n`,
    );
    project.program('throw new Error("no such shop");');
    const { code, text } = await cli.run("preview");
    expect(code).toBe(1);
    expect(text).toContain("Error: no such shop");
    expect(text).not.toContain("exited with non-zero exit code");
  });

  test("reports the exit code of a program that exits itself", async () => {
    project.program("process.exit(3);");
    const { code, text } = await cli.run("preview");
    expect(code).toBe(1);
    expect(text).toContain("Program exited with non-zero exit code: 3");
  });
});
