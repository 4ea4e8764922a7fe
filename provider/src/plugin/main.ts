/** The plugin as a process: `pulumi-resource-whatsapp` starts it, the engine speaks to it by gRPC. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isJsonObject } from "../schema/json-value";
import { endWithEngine } from "../runtime/engine-watchdog";
import { startServer } from "./server";
import { PluginService } from "./service";

/**
 * Starts the plugin and prints its port, as engines expect.
 *
 * @param packageDir Folder with `package.json` and `schema.json`.
 * @param engineAddress Address of the engine that started the process; the process ends with it. Undefined if a person started it, for `PULUMI_DEBUG_PROVIDERS`.
 */
export async function startPlugin(packageDir: string, engineAddress: string | undefined): Promise<void> {
  const service = new PluginService();
  const port = await startServer(service, {
    version: readVersion(packageDir),
    readSchema: () => readFile(join(packageDir, "schema.json"), "utf8"),
  });
  process.stdout.write(`${port}\n`);
  if (engineAddress === undefined) return;
  endWithEngine(
    engineAddress,
    () => service.isIdle,
    () => process.exit(0),
  );
}

function readVersion(packageDir: string): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8"));
  return isJsonObject(manifest) ? String(manifest["version"]) : "";
}
