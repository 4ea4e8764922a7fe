/** Serialization of property values: secrets are marked in memory and encrypted on disk. */
import { StateError } from "./state-error";
import { canonicalJson, isRecord, type JsonRecord } from "./json";
import type { PropertyMap, PropertyValue } from "./property-value";

// Sources: specialSigKey and specialSecretSig of @pulumi/pulumi/runtime/rpc. Not imported, because that module loads
// the whole SDK.
export const signatureKey = "4dabf18193072939515e22adb298388d";
export const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Encrypts the JSON text of a secret. `path` is the path of the secret in the state. */
export interface SecretWriter {
  close(place: string, plaintext: string): JsonRecord;
}
export interface SecretReader {
  open(place: string, closed: JsonRecord): string;
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

export function serializeSecrets(value: PropertyValue, place: string, writer: SecretWriter): unknown {
  if (Array.isArray(value)) {
    return value.map((item: PropertyValue, index) => serializeSecrets(item, `${place}[${index}]`, writer));
  }
  if (!isMap(value)) return value;
  if (isSecret(value)) {
    // Nested secrets keep their marks but are not encrypted again, like the CLI's.
    const inner = serializeSecrets(value.value, place, nestedWriter);
    return { [signatureKey]: secretSignature, ...writer.close(place, canonicalJson(inner)) };
  }
  return mapEntries(value, (item, key) => serializeSecrets(item, `${place}/${key}`, writer));
}

export function deserializeSecrets(value: unknown, place: string, reader: SecretReader): PropertyValue {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  if (Array.isArray(value)) return value.map((item, index) => deserializeSecrets(item, `${place}[${index}]`, reader));
  if (!isRecord(value)) throw new StateError("checkpoint", `${place} is not a JSON value.`);
  if (value[signatureKey] !== secretSignature) {
    return mapEntries(value, (item, key) => deserializeSecrets(item, `${place}/${key}`, reader));
  }
  return makeSecret(deserializeSecrets(parsePlaintext(reader.open(place, value), place), place, nestedReader));
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

/** Replaces every secret with `[secret]`. */
export function maskSecrets(value: PropertyValue): PropertyValue {
  if (Array.isArray(value)) return value.map(maskSecrets);
  if (!isMap(value)) return value;
  if (isSecret(value)) return "[secret]";
  return mapEntries(value, maskSecrets);
}

const nestedWriter: SecretWriter = { close: (_place, plaintext) => ({ ciphertext: plaintext }) };
const nestedReader: SecretReader = {
  open: (place, closed) => {
    if (typeof closed["ciphertext"] === "string") return closed["ciphertext"];
    throw new StateError("checkpoint", `The secret nested in the secret ${place} cannot be read.`);
  },
};

function parsePlaintext(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The message omits the text, which is a secret.
    throw new StateError("checkpoint", `The secret ${place} does not contain JSON text.`, { cause: error });
  }
}

function isMap(value: PropertyValue | undefined): value is PropertyMap {
  return isRecord(value);
}

function mapEntries<In, Out>(
  map: Readonly<Record<string, In>>,
  turn: (value: In, key: string) => Out,
): Record<string, Out> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, turn(value, key)]));
}
