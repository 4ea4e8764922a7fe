/**
 * Runs the repository's pipelines on a simulator of Meta's API: a pull request with a bad draft, a deployment, and a drift check that finds
 * a manual edit. Needs no account and no Pulumi CLI. Exits with 1 if a step has an unexpected result.
 */
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTemporaryStack, DeploymentError, ExpectedNoChangesError } from "pulumi-whatsapp-engine";
import { startSimulator } from "pulumi-whatsapp-simulator";

const here = fileURLToPath(new URL(".", import.meta.url));
const print = (text) => process.stdout.write(text);
const withPolicies = (stack) => ({
  policyPacks: ["policy"],
  policyPackConfigs: [`policy/${stack}.json`],
  onOutput: print,
});
const expect = (condition, what) => {
  print(`${condition ? "✓" : "✗"} ${what}\n\n`);
  if (!condition) process.exitCode = 1;
};

const meta = await startSimulator();
const writes = () => meta.journal().filter(({ method }) => method !== "GET").length;

/** Opens a stack of the program in that folder. Previews run without a token. */
const open = (workDir, { accessToken }) =>
  createTemporaryStack({
    workDir,
    envVars: {
      WHATSAPP_BASE_URL: meta.url,
      WHATSAPP_ACCESS_TOKEN: accessToken,
      WHATSAPP_WABA_ID: meta.wabaId,
      // tsc has checked the types already.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    },
  });

/** Previews a pull request with an unfinished text, in a copy of the repository. */
async function previewPullRequest() {
  const copy = mkdtempSync(join(tmpdir(), "gitops-draft-"));
  const modules = createRequire(import.meta.url).resolve.paths("yaml");
  cpSync(here, copy, { recursive: true, filter: (path) => !path.includes("node_modules") });
  symlinkSync(
    modules.find((path) => existsSync(join(path, "pulumi-whatsapp"))),
    join(copy, "node_modules"),
  );
  writeFileSync(join(copy, "content/draft.yaml"), "name: Draft\ntext: Hi {{name}}! Thanks for your message.\n");
  const stack = await open(copy, { accessToken: undefined });
  try {
    await stack.preview(withPolicies("prod"));
    expect(false, "the preview rejects the draft");
  } catch (error) {
    if (!(error instanceof DeploymentError)) throw error;
    expect(error.message.includes("{{name}}"), "the preview rejects the draft");
  } finally {
    await stack.remove();
    rmSync(copy, { recursive: true, force: true });
  }
  expect(meta.journal().length === 0, "the preview has no token and sends no request to Meta");
}

/** Deploys, edits a text by hand, and runs the drift check. */
async function deploy() {
  const stack = await open(here, { accessToken: meta.accessToken });
  try {
    await stack.up(withPolicies("prod"));
    const files = readdirSync(join(here, "content")).filter((file) => file.endsWith(".yaml"));
    expect(
      meta.sequences().length === files.length,
      `the deployment creates ${files.length} sequences from ${files.length} files`,
    );
    meta.editSequence(meta.sequences()[0].id, { name: "renamed by hand" });
    const before = writes();
    try {
      await stack.preview({ refresh: true, expectNoChanges: true, onOutput: print });
      expect(false, "the drift check finds the manual edit and writes nothing");
    } catch (error) {
      if (!(error instanceof ExpectedNoChangesError)) throw error;
      expect(writes() === before, "the drift check finds the manual edit and writes nothing");
    }
    await stack.destroy({ onOutput: print });
    expect(meta.sequences().length === 0, "destroy deletes all sequences");
  } finally {
    await stack.remove();
  }
}

try {
  await previewPullRequest();
  await deploy();
} finally {
  await meta.close();
}
