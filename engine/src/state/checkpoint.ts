/** The CLI's checkpoint file, version 3: parsed strictly, written field by field like the CLI's. */
import { createHash } from "node:crypto";
import { StateError } from "./state-error";
import { orderProblem } from "./integrity";
import { errorText, isRecord, type JsonRecord } from "./json";
import {
  checkOperation,
  checkResource,
  type SerializedOperation,
  type SerializedResource,
  serializeOperation,
  serializeResource,
  deserializeOperation,
  deserializeResource,
} from "./resource-codec";
import { rfc3339Nano } from "./time";
import type { Snapshot } from "./stack-state";
import { containsSerializedSecret, type SecretReader, type SecretWriter } from "./secret-values";

/** Version written into new files: the CLI version whose format this engine implements. */
export const formatVersion = "v3.259.0";

/** Validated content of a checkpoint or exported deployment, secrets still encrypted. */
export interface SerializedState {
  readonly manifestVersion: string;
  /** Salt of the passphrase that encrypts the secrets. */
  readonly salt: string | undefined;
  readonly rows: readonly SerializedResource[];
  readonly operations: readonly SerializedOperation[];
}

export const emptyState: SerializedState = {
  manifestVersion: formatVersion,
  salt: undefined,
  rows: [],
  operations: [],
};

export function parseCheckpoint(text: string, fileName: string): SerializedState {
  const { checkpoint } = parseEnvelope(parseJson(text, fileName), "checkpoint", fileName);
  if (!isRecord(checkpoint)) throw new StateError("checkpoint", `${fileName}: checkpoint: expected an object.`);
  const { stack: _stack, latest, ...others } = checkpoint;
  refuseOthers(others, `${fileName}: checkpoint`);
  return latest === undefined || latest === null
    ? emptyState
    : parseDeployment(latest, `${fileName}: checkpoint.latest`);
}

/** Parses the output of `stack export`. */
export function parseExported(value: unknown, name: string): SerializedState {
  const { deployment } = parseEnvelope(value, "deployment", name);
  return parseDeployment(deployment, `${name}: deployment`);
}

function parseJson(text: string, fileName: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StateError(
      "checkpoint",
      `${fileName}: not valid JSON: ${errorText(error)}. Its previous state is in the .bak file beside it and under .pulumi/backups.`,
      { cause: error },
    );
  }
}

function parseEnvelope(value: unknown, content: "checkpoint" | "deployment", name: string): JsonRecord {
  if (!isRecord(value)) throw new StateError("checkpoint", `${name}: expected an object with version and ${content}.`);
  const { version, features, [content]: inner, ...others } = value;
  // The CLI treats a file without a version as an empty stack and would create every resource again.
  if (version === undefined) {
    throw new StateError(
      "checkpoint",
      `${name}: version is missing, so this is not a state file this engine can trust.`,
    );
  }
  if (Array.isArray(features) && features.length > 0) {
    throw new StateError(
      "checkpoint",
      `${name}: the state uses features this engine does not know (${features.join(", ")}). Use the Pulumi CLI for this stack.`,
    );
  }
  if (version !== 3) {
    throw new StateError(
      "checkpoint",
      `${name}: version ${JSON.stringify(version)} is not supported by the embedded engine, only 3 is. Use the Pulumi CLI for this stack.`,
    );
  }
  refuseOthers(others, name);
  return { [content]: inner };
}

function parseDeployment(value: unknown, location: string): SerializedState {
  if (!isRecord(value)) throw new StateError("checkpoint", `${location}: expected an object.`);
  const { manifest, secrets_providers, resources, pending_operations, metadata, ...others } = value;
  refuseOthers(others, location);
  const manifestVersion = checkManifest(manifest, location);
  checkMetadata(metadata, location);
  const salt = saltOf(secrets_providers, location);
  const rows = listOf(resources, `${location}.resources`).map((row, index) =>
    checkResource(row, `${location}.resources[${index}]`),
  );
  const operations = listOf(pending_operations, `${location}.pending_operations`).map((item, index) =>
    checkOperation(item, `${location}.pending_operations[${index}]`, rows),
  );
  const problem = orderProblem(rows);
  if (problem !== undefined) {
    throw new StateError("checkpoint", `${location}.resources: ${problem}. Repair it with \`pulumi state repair\`.`);
  }
  return { manifestVersion, salt, rows, operations };
}

function checkManifest(manifest: unknown, location: string): string {
  if (!isRecord(manifest)) throw new StateError("checkpoint", `${location}.manifest is missing.`);
  const { time: _time, magic, version, plugins: _informative, ...others } = manifest;
  refuseOthers(others, `${location}.manifest`);
  if (typeof version !== "string" || version === "" || magic !== magicOf(version)) {
    throw new StateError(
      "checkpoint",
      `${location}.manifest.magic is not the checksum of its version: the file was changed by hand or is damaged.`,
    );
  }
  return version;
}

function checkMetadata(metadata: unknown, location: string): void {
  if (metadata === undefined || metadata === null) return;
  if (!isRecord(metadata)) throw new StateError("checkpoint", `${location}.metadata: expected an object.`);
  if (metadata["integrity_error"] !== undefined) {
    throw new StateError(
      "checkpoint",
      `${location}.metadata: the CLI marked this state as inconsistent. Repair it with \`pulumi state repair\`.`,
    );
  }
  refuseOthers(metadata, `${location}.metadata`);
}

function saltOf(provider: unknown, location: string): string | undefined {
  if (provider === undefined || provider === null) return undefined;
  const type: unknown = isRecord(provider) ? provider["type"] : undefined;
  if (type !== "passphrase") {
    throw new StateError(
      "checkpoint",
      `${location}.secrets_providers: ${String(type)} is not supported by the embedded engine, only passphrase is. Use the Pulumi CLI for this stack.`,
    );
  }
  const state: unknown = isRecord(provider) ? provider["state"] : undefined;
  const salt: unknown = isRecord(state) ? state["salt"] : undefined;
  if (typeof salt !== "string") {
    throw new StateError("checkpoint", `${location}.secrets_providers.state.salt is missing.`);
  }
  return salt;
}

function listOf(value: unknown, location: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new StateError("checkpoint", `${location}: expected a list.`);
  return value;
}

function refuseOthers(others: JsonRecord, location: string): void {
  const [key] = Object.keys(others);
  if (key !== undefined) {
    throw new StateError(
      "checkpoint",
      `${location}: field ${key} is not known to the embedded engine. Use the Pulumi CLI for this stack.`,
    );
  }
}

/** Returns true if reading the state needs a passphrase. */
export function hasSerializedSecrets(state: SerializedState): boolean {
  return (
    state.rows.some(containsSerializedSecret) ||
    state.operations.some((operation) => containsSerializedSecret(operation.resource))
  );
}

export function deserializeState(state: SerializedState, reader: SecretReader): Snapshot {
  return {
    resources: state.rows.map((row) => deserializeResource(row, reader)),
    pendingOperations: state.operations.map((operation) => deserializeOperation(operation, reader)),
  };
}

export function serializeState(
  snapshot: Snapshot,
  salt: string | undefined,
  manifestVersion: string,
  writer: SecretWriter,
): SerializedState {
  return {
    manifestVersion,
    salt,
    rows: snapshot.resources.map((row) => serializeResource(row, writer)),
    operations: snapshot.pendingOperations.map((operation) => serializeOperation(operation, writer)),
  };
}

/** One line, with fields in the CLI's order. */
export function renderCheckpoint(state: SerializedState, stackReference: string): string {
  return JSON.stringify({ version: 3, checkpoint: { stack: stackReference, latest: renderDeployment(state) } });
}

export function renderDeployment(state: SerializedState): JsonRecord {
  return {
    manifest: { time: rfc3339Nano(), magic: magicOf(state.manifestVersion), version: state.manifestVersion },
    ...(state.salt === undefined ? {} : { secrets_providers: { type: "passphrase", state: { salt: state.salt } } }),
    ...(state.rows.length === 0 ? {} : { resources: state.rows }),
    ...(state.operations.length === 0 ? {} : { pending_operations: state.operations }),
    metadata: {},
  };
}

function magicOf(version: string): string {
  return createHash("sha256").update(version).digest("hex");
}
