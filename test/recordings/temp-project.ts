import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createHost, nodeHost } from "../../engine/src/host/host";
import type { StartNode } from "../../engine/src/host/processes";
import { openStackOn } from "../../engine/src/open-stack";
import type { Stack } from "../../engine/src/stack";
import { fixturesDir, type Json, type ProviderCall } from "./recording";
import type { Cloud, Step } from "./scenario";

function packageDir(name: string): string {
  return dirname(require.resolve(`${name}/package.json`));
}
export const root = join(__dirname, "../..");
export const passphrase = "recorded";
/** Salt for that passphrase. Deriving a key takes half a second, so each test file derives one. */
const encryptionSalt = "v1:9CCKB5buJio=:v1:hwmbygPHWjhXboO0:CDOglm+HxD0mDH3ubrZSKqDnjEeWHw==";

/** A scenario's program in a temporary folder, with the SDK and the recorded provider installed. */
export class TempProject {
  readonly dir = mkdtempSync(join(tmpdir(), "recording-"));
  readonly stateDir = join(this.dir, "state");
  readonly #cloudFile = join(this.dir, "cloud.json");
  readonly #callLog = join(this.dir, "calls.log");

  /** `program` is the name of a recorded program, or `source` its text. */
  constructor(program: string, source?: string) {
    this.write("Pulumi.yaml", "name: rec\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n");
    this.write("Pulumi.dev.yaml", `encryptionsalt: ${encryptionSalt}\n`);
    this.write("package.json", JSON.stringify({ name: "rec", private: true, main: "index.js" }));
    this.write("index.js", source ?? readFileSync(join(fixturesDir, "programs", `${program}.js`), "utf8"));
    const modules = join(this.dir, "node_modules");
    mkdirSync(join(modules, "@pulumi"), { recursive: true });
    for (const name of ["@pulumi/pulumi", "@pulumi/policy"]) symlinkSync(packageDir(name), join(modules, name));
    cpSync(join(fixturesDir, "recorded-provider"), join(modules, "recorded-provider"), { recursive: true });
    mkdirSync(this.stateDir);
    this.clearCalls();
  }

  /** Opens the stack on the embedded engine. `startNode` runs the SDK's scripts. Default: a Node process for each. */
  openStack(startNode?: StartNode, step: Pick<Step, "step" | "fail"> = {}): Promise<Stack> {
    return openStackOn(
      {
        ...{ stackName: "dev", workDir: this.dir, backendUrl: `file://${this.stateDir}`, passphrase },
        envVars: this.environment(step),
      },
      "createOrSelect",
      startNode === undefined ? nodeHost : createHost(startNode),
    );
  }

  path(name: string): string {
    return join(this.dir, name);
  }

  environment({ step = "", fail = "" }: Pick<Step, "step" | "fail"> = {}): Readonly<Record<string, string>> {
    return { STEP: step, FAIL: fail, CLOUD: this.#cloudFile, RPC_LOG: this.#callLog };
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  changeCloud(change: (cloud: Cloud) => void): void {
    const cloud = JSON.parse(readFileSync(this.#cloudFile, "utf8")) as Cloud;
    change(cloud);
    writeFileSync(this.#cloudFile, JSON.stringify(cloud));
  }

  clearCalls(): void {
    writeFileSync(this.#callLog, "");
  }

  calls(): readonly ProviderCall[] {
    const lines = readFileSync(this.#callLog, "utf8").split("\n").filter(Boolean);
    return lines.map((line) => JSON.parse(line) as ProviderCall);
  }

  cloud(): Json {
    return existsSync(this.#cloudFile) ? (JSON.parse(readFileSync(this.#cloudFile, "utf8")) as Json) : null;
  }

  /** Removes absolute paths from a text. */
  withoutPaths(text: string): string {
    return text
      .replaceAll(this.dir, "<dir>")
      .replaceAll(root, "<root>")
      .replace(/project:\/\/\/(\.\.\/)+[^"#]*\/node_modules\//g, "project:///node_modules/");
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
