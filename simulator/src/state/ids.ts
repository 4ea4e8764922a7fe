const idKinds = ["sequence", "creative", "ad-set", "ad", "token", "trace", "message", "click", "challenge"] as const;
export type IdKind = (typeof idKinds)[number];

/** Source of ids. */
export interface IdSource {
  /** Returns a new id: digits for objects and challenges, letters and digits for the others. */
  next(kind: IdKind): string;
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

const kindSalts: Readonly<Record<IdKind, number>> = {
  sequence: 0x51,
  creative: 0x52,
  ad: 0x53,
  token: 0x54,
  trace: 0x55,
  message: 0x56,
  click: 0x57,
  challenge: 0x58,
  "ad-set": 0x59,
};

/** Positions of the generators as plain data. */
export type SavedIds = Readonly<Record<IdKind, number>>;

/** Generates ids. The same seed gives the same ids in the same order, independently for each kind. */
export class SeededIds implements IdSource {
  readonly #positions: Record<IdKind, number>;

  constructor(seed: number) {
    this.#positions = { ...kindSalts };
    for (const kind of idKinds) this.#positions[kind] = (seed ^ kindSalts[kind]) >>> 0;
  }

  next(kind: IdKind): string {
    return makeId(kind, () => this.#random(kind));
  }

  save(): SavedIds {
    return { ...this.#positions };
  }

  /** Continues after the ids that were generated before `save`. */
  load(saved: SavedIds): void {
    Object.assign(this.#positions, saved);
  }

  /** The generator mulberry32, reduced to 24 bits. */
  #random(kind: IdKind): number {
    const state = (this.#positions[kind] + 0x6d2b79f5) >>> 0;
    this.#positions[kind] = state;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) >>> 8;
  }
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
