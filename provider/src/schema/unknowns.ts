/** Represents an unknown value of any kind in what a provider returns (source: `@pulumi/pulumi/runtime/rpc`). */
export const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * Strings that represent unknown values during a preview, one per kind of value
 * (source: `@pulumi/pulumi/runtime/rpc`; a dynamic provider receives them as they are).
 */
const sentinels: ReadonlySet<unknown> = new Set([
  unknownText,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

export function isUnknown(value: unknown): boolean {
  return sentinels.has(value);
}

/** True if a value is unknown or contains an unknown value at any depth. */
export function hasUnknown(value: unknown): boolean {
  const open = [value];
  for (const next of open) {
    if (isUnknown(next)) return true;
    if (next !== null && typeof next === "object") for (const part of Object.values(next)) open.push(part);
  }
  return false;
}
