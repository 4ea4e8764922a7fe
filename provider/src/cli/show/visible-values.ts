import { isJsonObject, type JsonObject } from "../../schema/json-value";
import { isUnknown } from "../../schema/unknowns";

/** Texts in place of values that must not be shown or are not known yet. */
export const secretText = "[secret]";
const unknownText = "(known after apply)";

// Keys and values by which Pulumi marks special values in states and previews (source: pulumi/pulumi, sdk/go/common/resource).
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";

/** True for the form in which a state contains a secret: encrypted in `ciphertext`, or with `--show-secrets` in `plaintext`. */
export function isSecretValue(value: unknown): value is JsonObject {
  return isJsonObject(value) && value[signatureKey] === secretSignature;
}

/** Stands for what is nested deeper than any sequence or order, which other code need not handle then. */
const deepText = "(nested too deep)";
const maxDepth = 100;

/** Replaces secrets, encrypted or not, and unknown values at any depth. */
export function maskValues(value: unknown, depth = 0): unknown {
  if (depth > maxDepth) return deepText;
  if (Array.isArray(value)) return value.map((part: unknown) => maskValues(part, depth + 1));
  if (!isJsonObject(value)) return isUnknown(value) ? unknownText : value;
  if (isSecretValue(value)) return secretText;
  if (value[signatureKey] === outputSignature) return maskOutput(value, depth);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, maskValues(part, depth + 1)]));
}

function maskOutput({ value, secret }: Readonly<Record<string, unknown>>, depth: number): unknown {
  if (secret === true) return secretText;
  return value === undefined ? unknownText : maskValues(value, depth + 1);
}

/** True if a value is masked or contains a masked value. */
export function hasMasked(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasMasked);
  if (isJsonObject(value)) return Object.values(value).some(hasMasked);
  return value === secretText || value === unknownText;
}
