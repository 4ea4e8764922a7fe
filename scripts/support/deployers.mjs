/** Runs a Pulumi program on the embedded engine or on the CLI, with one interface. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createTemporaryStack, DeploymentError } from "pulumi-whatsapp-engine";
import { provideCli } from "./pulumi-cli.mjs";

const stackName = "try";
const passphrase = "not a secret: the state is a temporary folder";

/**
 * @typedef {object} Deployer
 * @property {"embedded" | "cli"} engine
 * @property {string} description Printed, so that the output always names the engine.
 * @property {(verb: "preview" | "up" | "refresh" | "destroy", options?: { diff?: boolean }) => Promise<boolean>} run Prints progress. Returns true if the operation succeeded.
 * @property {() => Promise<Record<string, unknown>>} outputs
 * @property {() => Promise<{ deployment: { resources: { type: string, outputs?: Record<string, unknown> }[] } }>} state Exported state with encrypted secrets.
 * @property {() => Promise<void> | void} close
 */

/**
 * @param {{ engine: "embedded" | "cli", programDir: string, environment: Record<string, string>, write: (text: string) => void }} options
 * @returns {Promise<Deployer>}
 */
export function openDeployer(options) {
  return options.engine === "cli" ? openCli(options) : openEmbedded(options);
}

async function openEmbedded({ programDir, environment, write }) {
  const stack = await createTemporaryStack({ workDir: programDir, stackName, envVars: environment });
  return {
    engine: "embedded",
    description: "the embedded engine (pulumi-whatsapp-engine)",
    async run(verb, { diff = true } = {}) {
      try {
        await stack[verb]({ onOutput: write, diff });
        return true;
      } catch (error) {
        if (!(error instanceof DeploymentError)) throw error;
        return false;
      }
    },
    async outputs() {
      return Object.fromEntries(Object.entries(await stack.outputs()).map(([key, { value }]) => [key, value]));
    },
    state: () => stack.exportStack(),
    close: () => stack.remove(),
  };
}

async function openCli({ programDir, environment, write }) {
  const cli = await provideCli({ range: ">=3", build: false });
  if ("missing" in cli) {
    throw new Error(
      `There is no Pulumi CLI. ${cli.missing} Install the CLI, or omit --engine to use the embedded engine.`,
    );
  }
  const dir = mkdtempSync(join(tmpdir(), "pulumi-whatsapp-"));
  const close = () => rmSync(dir, { recursive: true, force: true });
  const env = {
    ...process.env,
    ...environment,
    PULUMI_BACKEND_URL: `file://${dir}`,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    PULUMI_SKIP_UPDATE_CHECK: "1",
    // Keeps the SDK from using a proxy for its local connection to the CLI.
    no_grpc_proxy: "127.0.0.1,localhost",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "1",
    PULUMI_HOME: join(dir, "home"),
    PATH: `${cli.binDir}${delimiter}${process.env.PATH ?? ""}`,
  };
  // Asynchronous, because the simulator runs in this process.
  const pulumi = (args, onText = () => {}) =>
    new Promise((resolve, reject) => {
      const child = spawn("pulumi", ["--cwd", programDir, "--non-interactive", ...args], { env });
      let text = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (part) => {
          text += part;
          onText(part);
        });
      }
      child.once("error", reject);
      child.once("close", (status) => resolve({ status, text }));
    });
  const made = await pulumi(["stack", "init", stackName]);
  if (made.status !== 0) {
    close();
    throw new Error(made.text);
  }
  const flags = {
    preview: [],
    up: ["--yes", "--skip-preview"],
    refresh: ["--yes", "--skip-preview"],
    destroy: ["--yes", "--skip-preview"],
  };
  return {
    engine: "cli",
    description: `the Pulumi CLI v${cli.version}`,
    async run(verb, { diff = true } = {}) {
      return (
        (await pulumi([verb, "--stack", stackName, ...flags[verb], ...(diff ? ["--diff"] : [])], write)).status === 0
      );
    },
    async outputs() {
      return JSON.parse((await pulumi(["stack", "output", "--json", "--stack", stackName])).text);
    },
    async state() {
      return JSON.parse((await pulumi(["stack", "export", "--stack", stackName])).text);
    },
    close() {
      // The CLI stores the salt of its secrets beside the program.
      rmSync(join(programDir, `Pulumi.${stackName}.yaml`), { force: true });
      close();
    },
  };
}
