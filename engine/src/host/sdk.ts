import { createRequire } from "node:module";
import { join } from "node:path";

export interface SdkScripts {
  readonly run: string;
  readonly dynamicProvider: string;
  readonly version: string;
}

/** The SDK of the program's own folder is used, whatever version this engine was built with. */
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
    throw new Error(`@pulumi/pulumi is not installed where the program is: run "npm install" in ${programDir}.`);
  }
}

function versionOf(manifest: unknown): string {
  if (typeof manifest === "object" && manifest !== null && "version" in manifest) {
    return String(manifest.version);
  }
  return "unknown";
}
