import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stack } from "pulumi-whatsapp-engine";
// The built package, so that its errors are those of the published one.
import { createHost, nodeHost } from "../../engine/dist/host/host";
import type { StartNode } from "../../engine/dist/host/processes";
import { openStackOn } from "../../engine/dist/open-stack";
import { requireNoTokenIn, watchForTokens } from "./leaks";
import { providerForm } from "./provider-form";

const operations: ReadonlySet<PropertyKey> = new Set(["preview", "up", "refresh", "destroy", "import"]);

/** Wraps a stack so that a token in a result or a failure fails the test. */
function watchedStack(stack: Stack): Stack {
  return new Proxy(stack, {
    get: (target, key) => {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      return (...args: readonly unknown[]) => {
        const result: unknown = Reflect.apply(value, target, args);
        return operations.has(key) ? watchForTokens(String(key), Promise.resolve(result)) : result;
      };
    },
  });
}

/** Passphrase of every stack. */
export const passphrase = "a passphrase for tests";
/** Salt for that passphrase. Deriving a key takes half a second; with a fixed salt it happens once for each test file. */
const encryptionSalt = "v1:IIsWtPSIyXQ=:v1:cp7W6Z3zytr1QW8O:bhvZCfmZpE/D5A6tFkxD8xmO0SpPxA==";

const modules = join(__dirname, "../../node_modules");

/** Names the plugin in Pulumi.yaml. */
const packages = "packages:\n  whatsapp: ./node_modules/pulumi-whatsapp\n";

/** A Pulumi project in its own folder, run by the embedded engine with the SDK's processes. */
export class TestProject {
  readonly #startNode: StartNode | undefined;
  readonly dir = mkdtempSync(join(tmpdir(), "whatsapp-project-"));

  /** `startNode` runs the SDK's scripts. Default: each in its own Node process. */
  constructor(
    readonly environment: Readonly<Record<string, string | undefined>>,
    startNode?: StartNode,
  ) {
    this.#startNode = startNode;
    writeFileSync(
      join(this.dir, "Pulumi.yaml"),
      `name: shop\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n${providerForm === "plugin" ? packages : ""}`,
    );
    writeFileSync(join(this.dir, "package.json"), JSON.stringify({ name: "shop", private: true, main: "index.js" }));
    writeFileSync(join(this.dir, "Pulumi.dev.yaml"), `encryptionsalt: ${encryptionSalt}\n`);
    symlinkSync(modules, join(this.dir, "node_modules"));
  }

  /** The program as CommonJS; `pulumi` and `whatsapp` are in scope. */
  program(text: string): void {
    const module = providerForm === "plugin" ? join(__dirname, "plugin-classes.js") : "pulumi-whatsapp";
    const head = `const pulumi = require("@pulumi/pulumi"); const whatsapp = require(${JSON.stringify(module)});\n`;
    writeFileSync(join(this.dir, "index.js"), head + text);
  }

  /** The program in YAML, with the plugin: these sections of Pulumi.yaml, after its head. */
  yamlProgram(sections: string, name = "shop"): void {
    writeFileSync(join(this.dir, "Pulumi.yaml"), `name: ${name}\nruntime: yaml\n${packages}${sections}`);
  }

  async stack(changes: Readonly<Record<string, string | undefined>> = {}, startNode = this.#startNode): Promise<Stack> {
    const stack = await openStackOn(
      {
        ...{ stackName: "dev", workDir: this.dir, backendUrl: `file://${this.dir}`, passphrase },
        envVars: { ...this.environment, ...changes },
      },
      "createOrSelect",
      startNode === undefined ? nodeHost : createHost(startNode),
    );
    return watchedStack(stack);
  }

  /** Text of the state file. */
  stateText(): string {
    return readFileSync(join(this.dir, ".pulumi/stacks/shop/dev.json"), "utf8");
  }

  remove(): void {
    requireNoTokenIn(join(this.dir, ".pulumi"));
    rmSync(this.dir, { recursive: true, force: true });
  }
}
