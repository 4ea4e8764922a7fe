/** Export and import of a deployment, like `pulumi stack export` and `pulumi stack import`. */
import { type SerializedState, serializeState, deserializeState, parseExported, renderDeployment } from "./checkpoint";
import { StateError } from "./state-error";
import { isRecord, type JsonRecord } from "./json";
import { plainReader, SecretCache } from "./secret-cache";
import type { Cipher } from "./passphrase-cipher";
import type { CurrentState } from "./state-file";
import type { ExportedDeployment, Project, Snapshot } from "./stack-state";
import type { SecretWriter } from "./secret-values";

/** Exports a deployment. Without a writer, secrets stay as the checkpoint has them. */
export function exportState(
  current: CurrentState,
  rewrite?: { readonly writer: SecretWriter; readonly salt: string | undefined },
): ExportedDeployment {
  const manifest = manifestOf(current.text);
  const state: SerializedState =
    rewrite === undefined
      ? current.serialized
      : serializeState(current.snapshot, rewrite.salt, current.serialized.manifestVersion, rewrite.writer);
  return { version: 3, deployment: { ...renderDeployment(state), ...(manifest === undefined ? {} : { manifest }) } };
}

// The time is that of the last update; exporting is not an update.
function manifestOf(checkpointText: string): JsonRecord | undefined {
  const value: unknown = JSON.parse(checkpointText);
  const checkpoint: unknown = isRecord(value) ? value["checkpoint"] : undefined;
  const latest: unknown = isRecord(checkpoint) ? checkpoint["latest"] : undefined;
  const manifest: unknown = isRecord(latest) ? latest["manifest"] : undefined;
  return isRecord(manifest) ? manifest : undefined;
}

export interface ImportedState {
  readonly snapshot: Snapshot;
  readonly manifestVersion: string;
  readonly warnings: readonly string[];
}

export async function readImport(
  value: unknown,
  project: Project,
  stackName: string,
  openSalt: (salt: string) => Promise<Cipher>,
): Promise<ImportedState> {
  const serialized = parseExported(value, "deployment to import");
  for (const row of serialized.rows) refuseOtherStack(row.urn, project.name, stackName);
  const reader = serialized.salt === undefined ? plainReader : new SecretCache(await openSalt(serialized.salt));
  const snapshot = deserializeState(serialized, reader);
  const warnings = snapshot.pendingOperations.map(
    ({ type, resource }) => `removing pending operation '${type}' on ${resource.urn}`,
  );
  return {
    snapshot: { resources: snapshot.resources, pendingOperations: [] },
    manifestVersion: serialized.manifestVersion,
    warnings,
  };
}

function refuseOtherStack(urn: string, projectName: string, stackName: string): void {
  const [, stack, project] = /^urn:pulumi:([^:]+)::([^:]+)::/.exec(urn) ?? [];
  if (stack !== stackName) {
    throw new StateError("checkpoint", `resource ${urn} is from a different stack (${String(stack)} != ${stackName})`);
  }
  if (project !== projectName) {
    throw new StateError(
      "checkpoint",
      `resource ${urn} is from a different project (${String(project)} != ${projectName})`,
    );
  }
}
