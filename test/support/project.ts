import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createOrSelectStack, type Stack } from "pulumi-whatsapp-engine";

/** Of every stack of the tests. */
export const passphrase = "a passphrase for tests";

const modules = join(__dirname, "../../node_modules");

/** A Pulumi project of its own folder, run by the embedded engine with the real SDK's processes. */
export class TestProject {
  readonly dir = mkdtempSync(join(tmpdir(), "whatsapp-project-"));

  constructor(readonly environment: Readonly<Record<string, string | undefined>>) {
    writeFileSync(
      join(this.dir, "Pulumi.yaml"),
      "name: shop\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
    );
    writeFileSync(join(this.dir, "package.json"), JSON.stringify({ name: "shop", private: true, main: "index.js" }));
    symlinkSync(modules, join(this.dir, "node_modules"));
  }

  /** The program as CommonJS; `pulumi` and `whatsapp` are in scope. */
  program(text: string): void {
    const head = 'const pulumi = require("@pulumi/pulumi"); const whatsapp = require("pulumi-whatsapp");\n';
    writeFileSync(join(this.dir, "index.js"), head + text);
  }

  stack(changes: Readonly<Record<string, string | undefined>> = {}): Promise<Stack> {
    return createOrSelectStack({
      stackName: "dev",
      workDir: this.dir,
      backendUrl: `file://${this.dir}`,
      passphrase,
      envVars: { ...this.environment, ...changes },
    });
  }

  /** The state file as it lies on the disk. */
  stateText(): string {
    return readFileSync(join(this.dir, ".pulumi/stacks/shop/dev.json"), "utf8");
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }
}
