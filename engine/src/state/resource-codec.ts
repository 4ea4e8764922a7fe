/** Serialization of a checkpoint's resources. Unknown and unsupported fields are rejected by name. */
import { StateError } from "./state-error";
import { isRecord, isStringList, type JsonRecord, sortKeys } from "./json";
import type { PropertyMap } from "./property-value";
import type { PendingOperation, PendingOperationType, ResourceState } from "./stack-state";
import { isProviderType, packageOf, providerTypeOf, typeOf } from "./urn";
import { serializeSecrets, deserializeSecrets, type SecretReader, type SecretWriter } from "./secret-values";

/** A resource in a checkpoint: validated, secrets still encrypted. */
export type SerializedResource = JsonRecord & { readonly urn: string; readonly type: string; readonly custom: boolean };

type Check = (value: unknown) => boolean;
const isText: Check = (value) => typeof value === "string";
const isTrueOrFalse: Check = (value) => typeof value === "boolean";
const isTextLists: Check = (value) => isRecord(value) && Object.values(value).every(isStringList);
const isNumbers: Check = (value) => isRecord(value) && Object.values(value).every((item) => typeof item === "number");
const isStackTrace: Check = (value) =>
  Array.isArray(value) &&
  value.every(
    (frame) =>
      isRecord(frame) && Object.entries(frame).every(([key, item]) => key === "sourcePosition" && isText(item)),
  );

/** Fields in the order of the CLI (apitype ResourceV3). */
const fields: { readonly [Field in keyof ResourceState]-?: Check } = {
  urn: isText,
  custom: isTrueOrFalse,
  delete: isTrueOrFalse,
  id: isText,
  type: isText,
  inputs: isRecord,
  outputs: isRecord,
  parent: isText,
  protect: isTrueOrFalse,
  external: isTrueOrFalse,
  dependencies: isStringList,
  initErrors: isStringList,
  provider: isText,
  propertyDependencies: isTextLists,
  pendingReplacement: isTrueOrFalse,
  additionalSecretOutputs: isStringList,
  customTimeouts: isNumbers,
  importID: isText,
  retainOnDelete: isTrueOrFalse,
  deletedWith: isText,
  created: isText,
  modified: isText,
  sourcePosition: isText,
  stackTrace: isStackTrace,
  ignoreChanges: isStringList,
  hideDiff: isStringList,
  replaceOnChanges: isStringList,
};
const fieldEntries = Object.entries(fields);
const requiredFields: readonly string[] = ["urn", "type", "custom"];

const refusedFields: Readonly<Record<string, string>> = {
  taint: "the resource is marked to be replaced (`pulumi state taint`)",
  aliases: "it was written by an old CLI that keeps aliases",
  viewOf: "views of resources are not supported",
  resourceHooks: "resource hooks are not supported",
  refreshBeforeUpdate: "the provider asks for a refresh before each update",
  replaceWith: "replaceWith is not supported",
  replacementTrigger: "replacement triggers are not supported",
  extensionRef: "extensions are not supported",
  snippetID: "snippets are not supported",
};

export function checkResource(row: unknown, location: string): SerializedResource {
  if (!isRecord(row)) throw new StateError("checkpoint", `${location}: expected a resource.`);
  const name = typeof row["urn"] === "string" ? `${location} (${row["urn"]})` : location;
  for (const [field, value] of Object.entries(row)) checkField(field, value, name);
  for (const field of requiredFields) {
    if (row[field] === undefined) throw new StateError("checkpoint", `${name}: ${field} is missing.`);
  }
  const checked = row as SerializedResource;
  refuseForeign(checked, name);
  return checked;
}

function checkField(field: string, value: unknown, name: string): void {
  const refused = refusedFields[field];
  if (refused !== undefined) {
    throw new StateError(
      "checkpoint",
      `${name}: field ${field} is not supported by the embedded engine: ${refused}. Use the Pulumi CLI for this stack.`,
    );
  }
  const check = fieldEntries.find(([known]) => known === field)?.[1];
  if (check === undefined) {
    throw new StateError(
      "checkpoint",
      `${name}: field ${field} is not known to the embedded engine. Use the Pulumi CLI for this stack.`,
    );
  }
  if (!check(value)) throw new StateError("checkpoint", `${name}: field ${field} does not have the expected form.`);
}

function refuseForeign(row: SerializedResource, name: string): void {
  if (!row.custom) {
    if (row["id"] !== undefined && row["id"] !== "") {
      throw new StateError("checkpoint", `${name}: a component cannot have an id.`);
    }
    return;
  }
  if (isProviderType(row.type)) return;
  const provider: unknown = row["provider"];
  // The provider's type may be qualified by its parents: `urn:...::my:comp:Group$pulumi:providers:aws::name::id`.
  if (typeof provider === "string" && typeOf(provider) === providerTypeOf(packageOf(row.type))) return;
  throw new StateError(
    "checkpoint",
    `${name}: resources of type ${row.type} are not supported by the embedded engine with a provider of another package. Use the Pulumi CLI for this stack.`,
  );
}

/** Path of a resource's secrets. An unchanged secret keeps its ciphertext while its path stays the same. */
function secretPathOf(row: { readonly urn: string; readonly id?: unknown }, section: "inputs" | "outputs"): string {
  const id = typeof row.id === "string" ? row.id : "";
  return `${row.urn}#${id}#${section}`;
}

export function deserializeResource(row: SerializedResource, reader: SecretReader): ResourceState {
  const deserialized: Record<string, unknown> = {};
  for (const [field] of fieldEntries) {
    const value: unknown = row[field];
    if (value === undefined || value === false) continue;
    deserialized[field] =
      field === "inputs" || field === "outputs" ? deserializeSecrets(value, secretPathOf(row, field), reader) : value;
  }
  return { ...deserialized, urn: row.urn, type: row.type, custom: row.custom };
}

/** Serializes a resource. Omits empty lists, maps and texts, like the CLI. */
export function serializeResource(row: ResourceState, writer: SecretWriter): SerializedResource {
  const serialized: Record<string, unknown> = {};
  const values: Readonly<Record<string, unknown>> = { ...row };
  for (const [field] of fieldEntries) {
    const value: unknown =
      field === "inputs" || field === "outputs" ? serializeProperties(row, field, writer) : values[field];
    if (field === "custom" || !isEmpty(value)) serialized[field] = sortKeys(value);
  }
  return { ...serialized, urn: row.urn, type: row.type, custom: row.custom };
}

function serializeProperties(row: ResourceState, section: "inputs" | "outputs", writer: SecretWriter): unknown {
  const properties: PropertyMap | undefined = row[section];
  return properties === undefined ? undefined : serializeSecrets(properties, secretPathOf(row, section), writer);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRecord(value) && Object.keys(value).length === 0;
}

const operationTypes: readonly PendingOperationType[] = ["creating", "updating", "deleting", "reading", "importing"];

export interface SerializedOperation {
  readonly resource: SerializedResource;
  readonly type: PendingOperationType;
}

/** Validates a pending operation. With `rows`, an update or delete of a resource that is not among them is rejected. */
export function checkOperation(
  operation: unknown,
  location: string,
  rows?: readonly SerializedResource[],
): SerializedOperation {
  if (!isRecord(operation)) throw new StateError("checkpoint", `${location}: expected a pending operation.`);
  const { resource, type, ...others } = operation;
  const known = operationTypes.find((item) => item === type);
  const [other] = Object.keys(others);
  if (known === undefined || other !== undefined) {
    throw new StateError(
      "checkpoint",
      `${location}: a pending operation of this kind is not known to the embedded engine. Use the Pulumi CLI for this stack.`,
    );
  }
  const row = checkResource(resource, `${location}.resource`);
  const needsRow = known === "updating" || known === "deleting";
  // Compared by id, because the operation already has the new URN if the resource is renamed.
  if (needsRow && rows !== undefined && !rows.some(({ id }) => id === row["id"])) {
    throw new StateError(
      "checkpoint",
      `${location}: ${known} ${row.urn}, which the state does not contain. Use the Pulumi CLI for this stack: \`pulumi refresh\` drops such records.`,
    );
  }
  return { resource: row, type: known };
}

export function deserializeOperation(operation: SerializedOperation, reader: SecretReader): PendingOperation {
  return { resource: deserializeResource(operation.resource, reader), type: operation.type };
}

export function serializeOperation(operation: PendingOperation, writer: SecretWriter): SerializedOperation {
  return { resource: serializeResource(operation.resource, writer), type: operation.type };
}
