/**
 * Plays the life of the repository on a simulator of Meta's API: a bad draft in a pull request, the deployment, a change by hand that
 * the drift check finds. Needs no account and no Pulumi CLI, and ends with 1 when something was not as it should be.
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
const packed = (stack) => ({ policyPacks: ["policy"], policyPackConfigs: [`policy/${stack}.json`], onOutput: print });
const expect = (condition, what) => {
  print(`${condition ? "✓" : "✗"} ${what}\n\n`);
  if (!condition) process.exitCode = 1;
};

const meta = await startSimulator();
const writes = () => meta.journal().filter(({ method }) => method !== "GET").length;

/** A stack of the program in that folder. Only what calls Meta is given a token. */
const open = (workDir, { accessToken }) =>
  createTemporaryStack({
    workDir,
    envVars: {
      WHATSAPP_BASE_URL: meta.url,
      WHATSAPP_ACCESS_TOKEN: accessToken,
      WHATSAPP_WABA_ID: meta.wabaId,
      // tsc has looked at the types already.
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
    },
  });

/** A pull request with a text that nobody has finished, in a copy of the repository. */
async function pullRequest() {
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
    await stack.preview(packed("prod"));
    expect(false, "the draft should have been stopped");
  } catch (error) {
    if (!(error instanceof DeploymentError)) throw error;
    expect(error.message.includes("{{name}}"), "the draft was stopped in the preview");
  } finally {
    await stack.remove();
    rmSync(copy, { recursive: true, force: true });
  }
  expect(meta.journal().length === 0, "the preview called Meta 0 times, and had no token");
}

/** The approved deployment, and what the drift check says before and after somebody has edited a text by hand. */
async function deployment() {
  const stack = await open(here, { accessToken: meta.accessToken });
  try {
    await stack.up(packed("prod"));
    const files = readdirSync(join(here, "content")).filter((file) => file.endsWith(".yaml"));
    expect(meta.sequences().length === files.length, `${files.length} files are ${files.length} sequences`);
    meta.editSequence(meta.sequences()[0].id, { name: "renamed by hand" });
    const before = writes();
    try {
      await stack.preview({ refresh: true, expectNoChanges: true, onOutput: print });
      expect(false, "the drift check should have failed");
    } catch (error) {
      if (!(error instanceof ExpectedNoChangesError)) throw error;
      expect(writes() === before, "the drift check found the change by hand, and wrote nothing");
    }
    await stack.destroy({ onOutput: print });
    expect(meta.sequences().length === 0, "all is gone again");
  } finally {
    await stack.remove();
  }
}

try {
  await pullRequest();
  await deployment();
} finally {
  await meta.close();
}
