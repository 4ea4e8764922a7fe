export type IdKind = "sequence" | "creative" | "ad-set" | "ad" | "token" | "trace" | "message" | "click" | "challenge";

/** Source of ids. */
export interface IdSource {
  /** Returns a new id: digits for objects and challenges, letters and digits for the others. */
  next(kind: IdKind): string;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Generates ids. The same seed gives the same ids in the same order, independently for each kind. */
export function createSeededIds(seed: number): IdSource {
  const generators: Record<IdKind, () => number> = {
    sequence: createGenerator(seed ^ 0x51),
    creative: createGenerator(seed ^ 0x52),
    ad: createGenerator(seed ^ 0x53),
    token: createGenerator(seed ^ 0x54),
    trace: createGenerator(seed ^ 0x55),
    message: createGenerator(seed ^ 0x56),
    click: createGenerator(seed ^ 0x57),
    challenge: createGenerator(seed ^ 0x58),
    "ad-set": createGenerator(seed ^ 0x59),
  };
  return { next: (kind) => makeId(kind, generators[kind]) };
}

function makeId(kind: IdKind, random: () => number): string {
  switch (kind) {
    case "sequence":
      // 17 digits, odd and above 2^53: a client that reads it as a double changes it.
      return `1${makeDigits(random, 15)}${(random() % 5) * 2 + 1}`;
    case "creative":
    case "ad-set":
    case "ad":
      return `1202${makeDigits(random, 13)}${(random() % 5) * 2 + 1}`;
    case "token":
      return `EAAFAKE${makeText(random, 48)}ZD`;
    case "trace":
      return `A${makeText(random, 22)}`;
    case "message":
      return `wamid.HBgL${makeText(random, 48)}==`;
    case "click":
      return `Aff-${makeText(random, 96)}`;
    case "challenge":
      return `1${makeDigits(random, 9)}`;
    default:
      return kind satisfies never;
  }
}

function makeDigits(random: () => number, count: number): string {
  return Array.from({ length: count }, () => String(random() % 10)).join("");
}

function makeText(random: () => number, count: number): string {
  return Array.from({ length: count }, () => letters.charAt(random() % letters.length)).join("");
}

/** The generator mulberry32, reduced to 24 bits. */
function createGenerator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) >>> 8;
  };
}
