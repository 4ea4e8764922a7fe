/** Serialization of property values: secrets are marked in memory and encrypted on disk. */
import { StateError } from "./state-error";
import { canonicalJson, isRecord, type JsonRecord } from "./json";
import { isMap, type PropertyMap, type PropertyValue, secretSignature, signatureKey } from "./property-value";

/** Encrypts the JSON text of a secret. `path` is the path of the secret in the state. */
export interface SecretWriter {
  write(path: string, plaintext: string): JsonRecord;
}
export interface SecretReader {
  read(path: string, stored: JsonRecord): string;
}

interface SecretValue extends PropertyMap {
  readonly [signatureKey]: typeof secretSignature;
  readonly value: PropertyValue;
}

function isSecret(value: PropertyValue | undefined): value is SecretValue {
  return isRecord(value) && value[signatureKey] === secretSignature && "value" in value;
}

export function makeSecret(value: PropertyValue): PropertyMap {
  return { [signatureKey]: secretSignature, value };
}

export function serializeSecrets(value: PropertyValue, path: string, writer: SecretWriter): unknown {
  if (Array.isArray(value)) {
    return value.map((item: PropertyValue, index) => serializeSecrets(item, `${path}[${index}]`, writer));
  }
  if (!isMap(value)) return value;
  if (isSecret(value)) {
    // Nested secrets keep their marks but are not encrypted again, like the CLI's.
    const inner = serializeSecrets(value.value, path, nestedWriter);
    return { [signatureKey]: secretSignature, ...writer.write(path, canonicalJson(inner)) };
  }
  return mapEntries(value, (item, key) => serializeSecrets(item, `${path}/${key}`, writer));
}

export function deserializeSecrets(value: unknown, path: string, reader: SecretReader): PropertyValue {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  if (Array.isArray(value)) return value.map((item, index) => deserializeSecrets(item, `${path}[${index}]`, reader));
  if (!isRecord(value)) throw new StateError("checkpoint", `${path} is not a JSON value.`);
  if (value[signatureKey] !== secretSignature) {
    return mapEntries(value, (item, key) => deserializeSecrets(item, `${path}/${key}`, reader));
  }
  return makeSecret(deserializeSecrets(parsePlaintext(reader.read(path, value), path), path, nestedReader));
}

/** True if a serialized value contains a secret. */
export function containsSerializedSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(containsSerializedSecret);
  if (!isRecord(value)) return false;
  return value[signatureKey] === secretSignature || Object.values(value).some(containsSerializedSecret);
}

/** Removes the secret marks. */
export function unwrapSecrets(value: PropertyValue): PropertyValue {
  if (Array.isArray(value)) return value.map(unwrapSecrets);
  if (!isMap(value)) return value;
  if (isSecret(value)) return unwrapSecrets(value.value);
  return mapEntries(value, unwrapSecrets);
}

const nestedWriter: SecretWriter = { write: (_path, plaintext) => ({ ciphertext: plaintext }) };
const nestedReader: SecretReader = {
  read: (path, stored) => {
    if (typeof stored["ciphertext"] === "string") return stored["ciphertext"];
    throw new StateError("checkpoint", `The secret nested in the secret ${path} cannot be read.`);
  },
};

function parsePlaintext(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The message omits the text, which is a secret.
    throw new StateError("checkpoint", `The secret ${path} does not contain JSON text.`, { cause: error });
  }
}

function mapEntries<In, Out>(
  map: Readonly<Record<string, In>>,
  change: (value: In, key: string) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}
