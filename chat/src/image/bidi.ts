import bidiFactory from "bidi-js";

const bidi = bidiFactory();

/** Longest text that is analysed at once: bidi-js takes quadratic time for texts of only digits. WhatsApp's limit is 4,096. */
const analysisLimit = 4096;

export type Direction = "ltr" | "rtl";

export interface BidiLevels {
  /** Direction of the paragraph. */
  readonly direction: Direction;
  /** Embedding level of each UTF-16 unit; odd levels run from right to left. */
  readonly levels: Uint8Array;
}

/** Resolves the levels of one paragraph by UAX 9. Without `direction`, the first strong character decides, as WhatsApp does. */
export function resolveBidiLevels(text: string, direction?: Direction): BidiLevels {
  const levels = new Uint8Array(text.length);
  const units = replaceAstralCharacters(text);
  const base = direction ?? detectDirection(units);
  for (let start = 0; start < units.length; start += analysisLimit) {
    levels.set(bidi.getEmbeddingLevels(units.slice(start, start + analysisLimit), base).levels, start);
  }
  return { direction: base, levels };
}

/** Finds the direction of the first strong character that is not in an isolate (rules P2 and P3). */
function detectDirection(text: string): Direction {
  let isolates = 0;
  for (const character of text) {
    const type = bidi.getBidiCharTypeName(character);
    if (type === "LRI" || type === "RLI" || type === "FSI") isolates++;
    if (type === "PDI") isolates = Math.max(0, isolates - 1);
    if (isolates > 0) continue;
    if (type === "L") return "ltr";
    if (type === "R" || type === "AL") return "rtl";
  }
  return "ltr";
}

/** Replaces emoji and tags by neutral characters of the same length. To bidi-js, which reads UTF-16 units, they are Latin letters. */
function replaceAstralCharacters(text: string): string {
  return text.replace(/[\u{1f000}-\u{1f0ff}\u{1f300}-\u{1faff}\u{e0000}-\u{e0fff}]/gu, "\ufffc\ufffc");
}

/** Orders the parts of a line from left to right (UAX 9, rule L2). `getReorderSegments` of bidi-js ignores levels after the first line. */
export function orderVisually<T extends { readonly level: number }>(parts: readonly T[]): readonly T[] {
  const ordered = [...parts];
  const highest = parts.reduce((most, { level }) => Math.max(most, level), 0);
  for (let level = highest; level > 0; level--) {
    let start = 0;
    while (start < ordered.length) {
      let end = start;
      while ((ordered[end]?.level ?? -1) >= level) end++;
      ordered
        .slice(start, end)
        .reverse()
        .forEach((part, index) => (ordered[start + index] = part));
      start = end + 1;
    }
  }
  return ordered;
}
