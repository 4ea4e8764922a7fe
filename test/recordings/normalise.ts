import type { Json, StepResult } from "./recording";

const signature = "4dabf18193072939515e22adb298388d";
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * Replaces ids and serials of the recorded provider. It counts creations across all resources, so the order of independent ones affects ids
 * ("t-a-2") and serials (the id's number plus one). Both become "the k-th of its label".
 */
export class Renaming {
  readonly #nameByNumber = new Map<number, string>();

  constructor(steps: readonly StepResult[]) {
    const found = JSON.stringify(steps).matchAll(/"t-([\w-]+)-(\d+)"/g);
    const numbersByLabel = new Map<string, Set<number>>();
    for (const [, label = "", number] of found) {
      const numbers = numbersByLabel.get(label) ?? new Set();
      numbersByLabel.set(label, numbers.add(Number(number)));
    }
    for (const [label, numbers] of numbersByLabel) {
      [...numbers]
        .sort((a, b) => a - b)
        .forEach((n, index) => this.#nameByNumber.set(n, `${label}#${String(index + 1)}`));
    }
  }

  id(text: string): string {
    const number = /^t-[\w-]+-(\d+)$/.exec(text)?.[1];
    return number === undefined ? text : `id of ${this.#nameByNumber.get(Number(number)) ?? text}`;
  }

  serial(serial: number): string {
    return `serial of ${this.#nameByNumber.get(serial - 1) ?? String(serial)}`;
  }

  textWithSerial(text: string): string {
    return text.replace(/\bserial (\d+)$/, (_whole, serial: string) => this.serial(Number(serial)));
  }
}

/** Replaces values that differ between runs: ids by order of creation, ids of providers, ciphertexts. */
export function normaliseValue(value: Json, renaming: Renaming, key = ""): Json {
  if (typeof value === "number") {
    return key === "serial" ? renaming.serial(value) : value;
  }
  if (typeof value === "string") {
    return normaliseText(value, renaming);
  }
  if (isList(value)) {
    return value.map((item) => normaliseValue(item, renaming));
  }
  if (value === null || typeof value === "boolean") {
    return value;
  }
  if (signature in value && "ciphertext" in value) {
    return "[secret]";
  }
  const names = Object.keys(value).sort();
  return Object.fromEntries(
    names.map((name) => [normaliseText(name, renaming), normaliseValue(value[name] ?? null, renaming, name)]),
  );
}

function normaliseText(text: string, renaming: Renaming): string {
  const serial = /^serial (\d+)$/.exec(text)?.[1];
  if (serial !== undefined) {
    return `text with ${renaming.serial(Number(serial))}`;
  }
  return text === unknownValue ? text : renaming.id(text.replace(uuid, "<uuid>"));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
