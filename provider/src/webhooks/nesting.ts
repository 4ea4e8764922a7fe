/**
 * Replaces by null what lies more than `levels` levels deep in parsed JSON, in place. True if there was any. `JSON.stringify`, and most
 * code that walks through a value, recurses and would exhaust the stack on a body nested without bound.
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
