/** The plugin as a process: `pulumi-resource-whatsapp` starts it, the engine speaks to it by gRPC. */
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { endWithEngine } from "../runtime/engine-watchdog";
import { startServer } from "./server";
import { EngineConnection } from "./engine-connection";

/**
 * Starts the plugin and prints its port, as engines expect.
 *
 * @param packageDir Folder with `package.json` and `schema.json`.
 * @param engineAddress Address of the engine that started the process; the process ends with it. Undefined if a person started it, for `PULUMI_DEBUG_PROVIDERS`.
 */
export async function startPlugin(packageDir: string, engineAddress: string | undefined): Promise<void> {
  const connection = new EngineConnection(engineAddress);
  const { port } = await startServer(connection, {
    version: readVersion(packageDir),
    readSchema: () => readFile(join(packageDir, "schema.json"), "utf8"),
  });
  process.stdout.write(`${port}\n`);
  if (engineAddress === undefined) return;
  endWithEngine(
    engineAddress,
    () => connection.isIdle,
    () => process.exit(0),
  );
}

function readVersion(packageDir: string): string {
  const manifest = JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8")) as { readonly version: string };
  return manifest.version;
}
