/** Inputs and outputs of an import file: decrypts secrets and rejects values that a state cannot contain. */
import { containsAssets, containsUnknowns, plain } from "../state/property-value";
import { deserializeSecrets, type PropertyMap, type PropertyValue, type SecretReader, StateError } from "../state";
import { errorText, type JsonRecord } from "../state/json";
import type { Problems } from "./problems";

/** Reads both of the CLI's forms: plain text (JSON) and ciphertext of this stack. */
export function importReader(stackReader: SecretReader): SecretReader {
  return {
    read: (path, stored) => {
      if (typeof stored["plaintext"] === "string") return stored["plaintext"];
      if (typeof stored["ciphertext"] === "string") return stackReader.read(path, stored);
      throw new StateError("import", "A secret needs its plaintext (as JSON text) or its ciphertext of this stack.");
    },
  };
}

export function readProperties(
  values: JsonRecord,
  location: string,
  reader: SecretReader,
  problems: Problems,
): PropertyMap {
  const readOne = (key: string, value: unknown): PropertyValue => {
    try {
      const property = deserializeSecrets(value, key, reader);
      refuseUnstorable(property, `${location}.${key}`, problems);
      return property;
    } catch (error) {
      problems.add(`${location}.${key}`, errorText(error));
      return null;
    }
  };
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, readOne(key, value)]));
}

function refuseUnstorable(value: PropertyValue, location: string, problems: Problems): void {
  if (containsUnknowns(value)) {
    problems.add(location, "the value is not known yet. Fill it in.");
  }
  if (containsAssets(value)) {
    problems.add(location, "assets and archives are not supported by the embedded engine.");
  }
}

/** Requires the handler text: without it no later call could reach the provider. */
export function checkProviderText(properties: PropertyMap, location: string, problems: Problems): void {
  const text = plain(properties["__provider"] ?? null);
  if (typeof text !== "string" || text === "") {
    problems.add(
      location,
      "__provider is missing: take its text from `stack export` of a stack that has such a resource, or from the provider's documentation.",
    );
  }
}
