import type { PropertyMap, PropertyValue } from "../../state";
import {
  containsSecrets,
  equal,
  isMap,
  isSecret,
  mapValues,
  plain,
  makeSecretValue,
  someValue,
  unknownValue,
} from "../../state/property-value";

/** Minimum length of a redacted text, as in the CLI's log filters: shorter texts occur in unrelated output. */
const minLength = 3;
const booleanTexts: ReadonlySet<string> = new Set(["true", "false"]);

/** Redacts secret texts from messages of policies and processes. */
export class SecretRedactor {
  readonly #texts = new Set<string>();

  /** Adds every text inside the secrets of a value. */
  add(value: PropertyValue): void {
    const secrets = [...valuesWithin(value)].filter(isSecret);
    const texts = secrets.flatMap((each) => [...valuesWithin(plain(each))]).filter(isRedactable);
    texts.forEach((text) => this.#texts.add(text));
  }

  /** Replaces every secret in `text`, in plain and JSON-escaped form. */
  redact(text: string): string {
    const forms = [...this.#texts].flatMap((each) => [each, JSON.stringify(each).slice(1, -1)]);
    const longestFirst = forms.sort((a, b) => b.length - a.length);
    return longestFirst.reduce((result, form) => result.replaceAll(form, "[secret]"), text);
  }

  isIn(value: PropertyValue): boolean {
    const texts = [...this.#texts];
    return someValue(value, (item) => typeof item === "string" && texts.some((text) => item.includes(text)));
  }
}

function isRedactable(value: PropertyValue): value is string {
  return (
    typeof value === "string" &&
    value.length >= minLength &&
    !booleanTexts.has(value.toLowerCase()) &&
    value !== unknownValue
  );
}

/** Iterates over a value and all values inside it. */
function* valuesWithin(value: PropertyValue): Generator<PropertyValue> {
  yield value;
  if (typeof value === "object" && value !== null) {
    for (const item of Object.values<PropertyValue>(value)) {
      yield* valuesWithin(item);
    }
  }
}

/**
 * Restores secret marks in values that a remediation returns in plain text. Unchanged values keep their marks. Values
 * that replace a secret or contain the text of one become secret.
 */
export function keepSecrets(changed: PropertyMap, given: PropertyMap, texts = textsOf(given)): PropertyMap {
  return mapValues(changed, (value, key) => {
    const before = given[key];
    if (before !== undefined && equal(plain(value), plain(before))) return before;
    if (isMap(value) && isMap(before) && !isSecret(value) && !isSecret(before)) {
      return keepSecrets(value, before, texts);
    }
    const wasSecret = before !== undefined && containsSecrets(before);
    return wasSecret || texts.isIn(plain(value)) ? makeSecretValue(plain(value)) : value;
  });
}

function textsOf(values: PropertyMap): SecretRedactor {
  const texts = new SecretRedactor();
  texts.add(values);
  return texts;
}
