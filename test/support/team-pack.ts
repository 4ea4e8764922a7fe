import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes a team's own pack into a folder of the project, and returns the folder. `policies` is an expression that can use `select`. */
export function writeTeamPack(projectDir: string, policies: string): string {
  const dir = join(projectDir, "policy");
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(dir, "package.json"), JSON.stringify({ name: "ours", version: "1.2.3", main: "index.js" }));
  writeFileSync(
    join(dir, "index.js"),
    `const { PolicyPack } = require("@pulumi/policy"); const { select } = require("pulumi-whatsapp-policy");
     new PolicyPack("ours", { policies: ${policies} });`,
  );
  return dir;
}
