/**
 * Replaces values deeper than `levels` in parsed JSON by null, in place. Returns true if there were any. `JSON.stringify`, like most code
 * that traverses a value, is recursive and would overflow the stack on a deeply nested body.
 */
export function cutDeepParts(value: unknown, levels: number): boolean {
  if (!isContainer(value)) return false;
  let hasCut = false;
  for (const [key, part] of Object.entries(value)) {
    if (!isContainer(part)) continue;
    if (levels > 1) hasCut = cutDeepParts(part, levels - 1) || hasCut;
    else {
      value[key] = null;
      hasCut = true;
    }
  }
  return hasCut;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
