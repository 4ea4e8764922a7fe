/** Property values between memory (secrets open) and disk (secrets closed). Secrets keep their place and depth. */
import { StateError } from "./state-error";
import { canonicalJson, isRecord, type JsonRecord } from "./json";
import type { PropertyMap, PropertyValue } from "./property-value";

// Sources: specialSigKey and specialSecretSig of @pulumi/pulumi/runtime/rpc. Not imported: that module loads the whole SDK.
export const signatureKey = "4dabf18193072939515e22adb298388d";
export const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Turns the JSON text of a secret into what the file holds for it, and back. `place` is where the secret stands. */
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
    // Inside a secret everything is secret already: the CLI keeps nested marks but does not encrypt them again.
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

/** True for a value on disk that holds a closed secret somewhere. */
export function containsSerializedSecret(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(containsSerializedSecret);
  if (!isRecord(value)) return false;
  return value[signatureKey] === secretSignature || Object.values(value).some(containsSerializedSecret);
}

/** The value without its secret marks. */
export function unwrapSecrets(value: PropertyValue): PropertyValue {
  if (Array.isArray(value)) return value.map(unwrapSecrets);
  if (!isMap(value)) return value;
  if (isSecret(value)) return unwrapSecrets(value.value);
  return mapEntries(value, unwrapSecrets);
}

/** The value with every secret replaced by `[secret]`. */
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
    // The text itself is a secret, so it is not repeated here.
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
