import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { FIXTURES, type Json, type ProviderCall } from "./recording";
import type { Cloud } from "./scenarios";

const installed = (name: string): string => dirname(require.resolve(`${name}/package.json`));

/** A program of the recordings in a folder of its own, with the SDK and the recorded provider installed. */
export class TempProject {
  readonly dir = mkdtempSync(join(tmpdir(), "replay-"));
  private readonly cloudFile = join(this.dir, "cloud.json");
  private readonly callLog = join(this.dir, "calls.log");

  /** `program` is the name of a recorded program, or `source` its text. */
  constructor(program: string, source?: string) {
    writeFileSync(join(this.dir, "package.json"), JSON.stringify({ name: "rec", private: true, main: "index.js" }));
    const text = source ?? readFileSync(join(FIXTURES, "programs", `${program}.js`), "utf8");
    writeFileSync(join(this.dir, "index.js"), text);
    const modules = join(this.dir, "node_modules");
    mkdirSync(join(modules, "@pulumi"), { recursive: true });
    for (const name of ["@pulumi/pulumi", "@pulumi/policy"]) symlinkSync(installed(name), join(modules, name));
    cpSync(join(FIXTURES, "recorded-provider"), join(modules, "recorded-provider"), { recursive: true });
    mkdirSync(join(this.dir, "state"));
  }

  path(name: string): string {
    return join(this.dir, name);
  }

  get backendUrl(): string {
    return `file://${join(this.dir, "state")}`;
  }

  /** What the recorded Pulumi.yaml says, plus the preloaded script where the order of arrival matters. */
  settings(isOrdered: boolean): object {
    const nodeargs = `--require ${join(FIXTURES, "arrival-order.js")}`;
    return {
      name: "rec",
      runtime: { name: "nodejs", options: { typescript: false, ...(isOrdered ? { nodeargs } : {}) } },
    };
  }

  /** Environment of one step; the log of calls starts empty. */
  environment(step: string | undefined, fail: string | undefined): Readonly<Record<string, string>> {
    writeFileSync(this.callLog, "");
    return { STEP: step ?? "", FAIL: fail ?? "", CLOUD: this.cloudFile, RPC_LOG: this.callLog };
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  changeCloud(change: (cloud: Cloud) => void): void {
    const cloud = JSON.parse(readFileSync(this.cloudFile, "utf8")) as Cloud;
    change(cloud);
    writeFileSync(this.cloudFile, JSON.stringify(cloud));
  }

  calls(): readonly ProviderCall[] {
    const lines = readFileSync(this.callLog, "utf8").split("\n").filter(Boolean);
    return lines.map((line) => JSON.parse(line) as ProviderCall);
  }

  cloud(): Json {
    return existsSync(this.cloudFile) ? (JSON.parse(readFileSync(this.cloudFile, "utf8")) as Json) : null;
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
