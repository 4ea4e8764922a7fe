/** Temporary projects to measure, and the engines that run them as separate processes. */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

export const embedded = {
  name: "embedded engine",
  command: [process.execPath, join(root, "engine/bin/pulumi-whatsapp-engine.js")],
};

const quiet = ["--yes", "--skip-preview"];
/** The operations on a stack after `stack init`. */
export const steps = {
  preview: ["preview"],
  up: ["up", ...quiet],
  "no change": ["up", ...quiet],
  update: ["up", ...quiet],
  refresh: ["refresh", ...quiet],
  destroy: ["destroy", ...quiet],
};

/** Existing projects, which an interrupted run removes. */
const projects = new Set();
process.on("exit", () => projects.forEach((project) => project.remove()));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

/** Project file of a JavaScript program. */
export const nodejs = "name: bench\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n";

/** A temporary project for one of the programs in `programs/`, with a state folder. */
export class Project {
  constructor(program, engine, environment = {}, projectFile = nodejs) {
    this.dir = mkdtempSync(join(tmpdir(), "pulumi-whatsapp-bench-"));
    this.engine = engine;
    projects.add(this);
    cpSync(join(root, "scripts/bench/programs", program), this.dir, { recursive: true });
    const files = {
      "Pulumi.yaml": projectFile,
      "package.json": JSON.stringify({ name: "bench", private: true, main: "index.js" }),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(this.path(name), text);
    symlinkSync(join(root, "node_modules"), this.path("node_modules"));
    this.environment = {
      ...process.env,
      ...engine.environment,
      PULUMI_BACKEND_URL: `file://${this.dir}`,
      PULUMI_HOME: this.path("home"),
      PULUMI_CONFIG_PASSPHRASE: "not a secret",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "1",
      ...environment,
    };
  }

  path(name) {
    return join(this.dir, name);
  }

  readJson(name) {
    return JSON.parse(readFileSync(this.path(name), "utf8"));
  }

  /** Changes the program: the project file, and the variable `EDIT` that Node programs add to their texts. */
  edit(projectFile) {
    writeFileSync(this.path("Pulumi.yaml"), projectFile);
    this.environment.EDIT = "!";
  }

  /** Reads the resource rows of the state. */
  readRows() {
    return this.readJson(".pulumi/stacks/bench/dev.json").checkpoint.latest.resources ?? [];
  }

  /** Runs the engine's command. Resolves to its wall time in seconds. */
  async run(...args) {
    const [program, ...first] = this.engine.command;
    const startMs = performance.now();
    const child = (this.child = spawn(program, [...first, ...args, "--non-interactive", "--stack", "dev"], {
      cwd: this.dir,
      env: this.environment,
      stdio: ["ignore", "pipe", "pipe"],
    }));
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text) => (output += text));
    const status = await new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
    if (status !== 0) throw new Error(`${this.engine.name}: ${args.join(" ")} exited with code ${status}.\n${output}`);
    return (performance.now() - startMs) / 1000;
  }

  remove() {
    this.child?.kill();
    projects.delete(this);
    rmSync(this.dir, { recursive: true, force: true });
  }
}
