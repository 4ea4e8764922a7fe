/**
 * A property value in the SDK's wire format: a secret is `{ [specialSigKey]: specialSecretSig, value }`, an unknown is
 * a sentinel string.
 */
export type PropertyValue = null | boolean | number | string | readonly PropertyValue[] | PropertyMap;
export interface PropertyMap {
  readonly [key: string]: PropertyValue;
}

/**
 * Signatures of special values in Pulumi's wire protocol (`@pulumi/pulumi/runtime/rpc`, which is not imported because it
 * loads the whole SDK).
 */
export const signatureKey = "4dabf18193072939515e22adb298388d";
export const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
const assetSignature = "c44067f5952c0a294b673a41bacd8c17";
const archiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

export function isMap(value: PropertyValue | undefined): value is PropertyMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: PropertyValue | undefined): value is readonly PropertyValue[] {
  return Array.isArray(value);
}

export function isSecret(value: PropertyValue | undefined): boolean {
  return isMap(value) && value[signatureKey] === secretSignature;
}

export function makeSecretValue(value: PropertyValue): PropertyValue {
  return isSecret(value) ? value : { [signatureKey]: secretSignature, value };
}

export function someValue(value: PropertyValue, test: (value: PropertyValue) => boolean): boolean {
  if (test(value)) return true;
  if (isList(value)) return value.some((item) => someValue(item, test));
  return isMap(value) && Object.values(value).some((item) => someValue(item, test));
}

export function containsSecrets(value: PropertyValue): boolean {
  return someValue(value, isSecret);
}

export function containsUnknowns(value: PropertyValue): boolean {
  return someValue(value, (item) => item === unknownValue);
}

export function containsAssets(value: PropertyValue): boolean {
  return someValue(
    value,
    (item) => isMap(item) && (item[signatureKey] === assetSignature || item[signatureKey] === archiveSignature),
  );
}

/** Converts a value for a dynamic provider, which accepts neither secrets nor resource references. */
export function plain(value: PropertyValue): PropertyValue {
  if (isList(value)) return value.map(plain);
  if (!isMap(value)) return value;
  if (value[signatureKey] === secretSignature) return plain(value["value"] ?? null);
  if (value[signatureKey] === resourceSignature) return referencedId(value);
  return plainMap(value);
}

/** Converts a value for a policy pack, whose SDK supports secrets but not resource references. */
export function withoutReferences(value: PropertyValue): PropertyValue {
  if (isList(value)) return value.map(withoutReferences);
  if (!isMap(value)) return value;
  return value[signatureKey] === resourceSignature ? referencedId(value) : mapValues(value, withoutReferences);
}

function referencedId(reference: PropertyMap): PropertyValue {
  return plain(reference["id"] ?? reference["urn"] ?? null);
}

export function plainMap(map: PropertyMap): PropertyMap {
  return mapValues(map, plain);
}

export function mapValues(map: PropertyMap, change: (value: PropertyValue, key: string) => PropertyValue): PropertyMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}

/** Marks outputs as secret if the input of the same name contains a secret. For providers that know no secrets. */
export function annotateSecrets(outputs: PropertyMap, inputs: PropertyMap): PropertyMap {
  return mapValues(outputs, (output, key) => {
    const input = inputs[key];
    if (input === undefined) return output;
    if (isMap(output) && isMap(input) && !isSecret(output) && !isSecret(input)) return annotateSecrets(output, input);
    return containsSecrets(input) ? makeSecretValue(output) : output;
  });
}

/** Marks outputs as secret if `additionalSecretOutputs` names them or their input is a secret. */
export function markSecretOutputs(outputs: PropertyMap, inputs: PropertyMap, names: readonly string[]): PropertyMap {
  return mapValues(outputs, (output, key) => {
    const isNamed = names.includes(key) && key !== "id";
    return isNamed || isSecret(inputs[key]) ? makeSecretValue(output) : output;
  });
}

export function equal(left: PropertyValue | undefined, right: PropertyValue | undefined): boolean {
  if (left === right) return true;
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((item, index) => equal(item, right[index]));
  }
  if (isMap(left) && isMap(right)) return changedKeys(left, right).length === 0;
  return false;
}

export function changedKeys(left: PropertyMap, right: PropertyMap): readonly string[] {
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].filter((key) => !equal(left[key], right[key])).sort();
}

/** Replaces every secret with `[secret]`, for events and other output. */
export function maskSecrets(value: PropertyValue): PropertyValue {
  if (isSecret(value)) return "[secret]";
  if (isList(value)) return value.map(maskSecrets);
  return isMap(value) ? mapValues(value, maskSecrets) : value;
}
