/** Throw-away projects to time, and the two engines that run them, each as a command in a process of its own. */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A dynamic provider that does nothing, and as many resources of it as asked. */
const noop = {
  "provider.js": `let next = 0;
exports.provider = {
  check: async (_olds, inputs) => ({ inputs, failures: [] }),
  diff: async () => ({ changes: false }),
  create: async (inputs) => ({ id: "n-" + ++next, outs: inputs }),
  read: async (id, props) => ({ id, props }),
  update: async (_id, _olds, inputs) => ({ outs: inputs }),
  delete: async () => {},
};
`,
  "index.js": `const pulumi = require("@pulumi/pulumi");
const handler = 'exports.handler=()=>require(process.cwd() + "/provider.js").provider;';
for (let i = 0; i < Number(process.env.COUNT); i++) {
  new pulumi.CustomResource("pulumi-nodejs:dynamic/bench:Noop", "r" + i, { text: "Hi! This is number " + i, __provider: handler });
}
`,
};
const sequences = {
  "index.js": `const { WelcomeMessageSequence } = require("pulumi-whatsapp");
for (let i = 0; i < Number(process.env.COUNT); i++) new WelcomeMessageSequence("r" + i, { text: "Hi! This is number " + i });
`,
};

export const embedded = {
  name: "embedded engine",
  command: [process.execPath, join(root, "engine/bin/pulumi-whatsapp-engine.js")],
};
/** The CLI on PATH, or undefined. */
export function cli() {
  const version = spawnSync("pulumi", ["version"], { encoding: "utf8" });
  return version.status === 0 ? { name: `pulumi ${version.stdout.trim()}`, command: ["pulumi"] } : undefined;
}

export class Project {
  constructor(kind, engine, environment = {}) {
    this.dir = mkdtempSync(join(tmpdir(), "pulumi-whatsapp-bench-"));
    this.engine = engine;
    const files = {
      "Pulumi.yaml": "name: bench\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
      "package.json": JSON.stringify({ name: "bench", private: true, main: "index.js" }),
      ...{ noop, sequences }[kind],
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.dir, name), text);
    symlinkSync(join(root, "node_modules"), join(this.dir, "node_modules"));
    this.environment = {
      ...process.env,
      ...environment,
      PULUMI_BACKEND_URL: `file://${this.dir}`,
      PULUMI_HOME: join(this.dir, "home"),
      PULUMI_CONFIG_PASSPHRASE: "not a secret",
      PULUMI_SKIP_UPDATE_CHECK: "1",
    };
  }

  /** Runs it and gives its wall time in seconds. */
  async run(count, ...args) {
    const [program, ...first] = this.engine.command;
    const startMs = performance.now();
    const child = spawn(program, [...first, ...args, "--non-interactive", "--stack", "dev"], {
      cwd: this.dir,
      env: { ...this.environment, COUNT: String(count) },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let problems = "";
    child.stderr.setEncoding("utf8").on("data", (text) => (problems += text));
    const status = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
    if (status !== 0) throw new Error(`${this.engine.name} ${args.join(" ")} ended with ${status}:\n${problems}`);
    return (performance.now() - startMs) / 1000;
  }

  /** Seconds of each verb of a stack's life with that many resources; `between` is told each verb once it has ended. */
  async life(count, between = () => undefined) {
    const quiet = ["--yes", "--skip-preview"];
    const verbs = {
      preview: ["preview"],
      up: ["up", ...quiet],
      "no change": ["up", ...quiet],
      refresh: ["refresh", ...quiet],
      destroy: ["destroy", ...quiet],
    };
    await this.run(count, "stack", "init");
    const times = {};
    let stateText = "";
    for (const [verb, words] of Object.entries(verbs)) {
      if (verb === "destroy") stateText = readFileSync(join(this.dir, ".pulumi/stacks/bench/dev.json"), "utf8");
      times[verb] = await this.run(count, ...words);
      between(verb);
    }
    return { times, stateText };
  }

  remove() {
    rmSync(this.dir, { recursive: true, force: true });
  }
}

export async function lifeOf(kind, engine, count, { environment, between } = {}) {
  const project = new Project(kind, engine, environment);
  try {
    return await project.life(count, between);
  } finally {
    project.remove();
  }
}
