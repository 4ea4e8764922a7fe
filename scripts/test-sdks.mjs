/**
 * Runs the tests in test/sdks: the plugin's schema, the SDKs generated from it, and programs that use them, on Pulumi's CLI too.
 * Without Go or Python it prints that the tests are skipped; with `--required`, it fails. Other arguments go to Jest.
 */
import { delimiter } from "node:path";
import { buildTool, codegen, readGoVersion } from "./support/go-tools.mjs";
import { provideCli } from "./support/pulumi-cli.mjs";
import { runJest } from "./support/run-jest.mjs";
import { installPackages } from "./support/tool-packages.mjs";

const args = process.argv.slice(2);
const write = (text) => process.stderr.write(text);

async function provideTools() {
  const goVersion = await readGoVersion();
  if (goVersion === undefined) return { missing: "There is no go on PATH." };
  const packages = await installPackages({ name: "sdks", command: "npm run test:sdks", write });
  if ("missing" in packages) return packages;
  const cli = await provideCli({ write });
  if ("missing" in cli) return cli;
  return { goVersion, ...packages, cli, codegen: await buildTool(codegen, { goVersion, write }) };
}

const tools = await provideTools().catch((error) => {
  write(`${error.message}\n`);
  process.exit(1);
});
if ("missing" in tools) {
  // .ci/run counts this line as skipped.
  write(`Skipped: no Go or Python for the generated SDKs. ${tools.missing}\n`);
  process.exitCode = args.includes("--required") ? 1 : 0;
} else {
  write(`Generated SDKs on Node ${process.versions.node}, Python ${tools.pythonVersion} and ${tools.goVersion}\n`);
  process.exitCode = runJest("jest.sdks.config.js", args, {
    ...process.env,
    PATH: `${tools.cli.binDir}${delimiter}${process.env.PATH ?? ""}`,
    PULUMI_CODEGEN: tools.codegen,
  });
}
