/** Inputs and outputs of an import file: decrypts secrets and rejects values that a state cannot contain. */
import { containsAssets, containsUnknowns, plain } from "../state/property-value";
import { openSecrets, type PropertyMap, type PropertyValue, type SecretReader, StateError } from "../state";
import { errorText, type JsonRecord } from "../state/json";
import type { Problems } from "./problems";

/** Reads both of the CLI's forms: plain text (JSON) and ciphertext of this stack. */
export function importReader(stackReader: SecretReader): SecretReader {
  return {
    open: (place, closed) => {
      if (typeof closed["plaintext"] === "string") return closed["plaintext"];
      if (typeof closed["ciphertext"] === "string") return stackReader.open(place, closed);
      throw new StateError("import", "A secret needs its plaintext (as JSON text) or its ciphertext of this stack.");
    },
  };
}

export function readProperties(
  values: JsonRecord,
  place: string,
  reader: SecretReader,
  problems: Problems,
): PropertyMap {
  const readOne = (key: string, value: unknown): PropertyValue => {
    try {
      const opened = openSecrets(value, key, reader);
      refuseUnstorable(opened, `${place}.${key}`, problems);
      return opened;
    } catch (error) {
      problems.add(`${place}.${key}`, errorText(error));
      return null;
    }
  };
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, readOne(key, value)]));
}

function refuseUnstorable(value: PropertyValue, place: string, problems: Problems): void {
  if (containsUnknowns(value)) {
    problems.add(place, "the value is not known yet. Fill it in.");
  }
  if (containsAssets(value)) {
    problems.add(place, "assets and archives are not supported by the embedded engine.");
  }
}

/** Requires the handler text: without it no later call could reach the provider. */
export function checkProviderText(properties: PropertyMap, place: string, problems: Problems): void {
  const text = plain(properties["__provider"] ?? null);
  if (typeof text !== "string" || text === "") {
    problems.add(
      place,
      "__provider is missing: take its text from `stack export` of a stack that has such a resource, or from the provider's documentation.",
    );
  }
}
