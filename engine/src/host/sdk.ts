import { createRequire } from "node:module";
import { join } from "node:path";

export interface SdkScripts {
  readonly run: string;
  readonly dynamicProvider: string;
  readonly version: string;
}

/** Finds the SDK installed in the program's folder, whatever its version. */
export function resolveSdk(programDir: string): SdkScripts {
  const require = createRequire(join(programDir, "package.json"));
  const resolve = (id: string): string => require.resolve(id, { paths: [programDir] });
  try {
    const manifest: unknown = require(resolve("@pulumi/pulumi/package.json"));
    return {
      run: resolve("@pulumi/pulumi/cmd/run"),
      dynamicProvider: resolve("@pulumi/pulumi/cmd/dynamic-provider"),
      version: versionOf(manifest),
    };
  } catch {
    throw new Error(`@pulumi/pulumi is not installed in the program's folder: run "npm install" in ${programDir}.`);
  }
}

/** Finds the SDK's policy pack runner, as installed in the pack's folder. */
export function resolvePackRunner(packDir: string): string {
  const require = createRequire(join(packDir, "package.json"));
  try {
    return require.resolve("@pulumi/pulumi/cmd/run-policy-pack", { paths: [packDir] });
  } catch {
    throw new Error(`@pulumi/pulumi is not installed in the pack's folder: run "npm install" in ${packDir}.`);
  }
}

function versionOf(manifest: unknown): string {
  if (typeof manifest === "object" && manifest !== null && "version" in manifest) return String(manifest.version);
  return "unknown";
}
