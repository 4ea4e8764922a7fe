import type { Span } from "../finding";

/**
 * A text as words are compared: lower case, no accents, one sign between words. Letters are a to z, digits 0 to 9, `~` is a letter of
 * another script; a space stands between words, a comma at a pause, a full stop at the end of a sentence and at both ends of the text.
 */
export interface Folded {
  readonly plain: string;
  readonly original: string;
  /** Where a stretch of `plain` that begins and ends with a word stands in the text. */
  readonly spanOf: (stretch: Span) => Span;
}

export const stop = 0x2e;
const pause = 0x2c;
export const blank = 0x20;
const foreign = 0x7e;
const dropped = 0;
const unknown = 0xff;

// Marks and invisible signs belong to the letter before them; an apostrophe is inside a word.
const isDropped = /^[\p{M}\p{Cf}\p{Lm}\p{Sk}'’`´]$/u;
const isLetter = /^[\p{L}\p{N}]$/u;
const isPause = /^[,:()[\]{}–—"«»“”\p{So}]$/u;
const isStop = /^[.!?;…¡¿\n\r\u2028\u2029。！？|•]$/u;

/** By UTF-16 unit, filled as units are met. */
const kinds = new Uint8Array(0x10000).fill(unknown);

function kindOf(unit: number): number {
  const sign = String.fromCharCode(unit);
  // Beyond the basic plane live emoji, mostly: they part words, and their second half says nothing new.
  if (unit >= 0xd800 && unit <= 0xdbff) return pause;
  if (unit >= 0xdc00 && unit <= 0xdfff) return dropped;
  if (isDropped.test(sign)) return dropped;
  if (isStop.test(sign)) return stop;
  if (isPause.test(sign)) return pause;
  // Not º and ª: "nº" would become the word "no".
  if (!isLetter.test(sign) || sign === "º" || sign === "ª") return blank;
  const base = sign.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return /^[a-z0-9]$/.test(base) ? base.charCodeAt(0) : foreign;
}

export function folded(text: string): Folded {
  const signs = Buffer.allocUnsafe(text.length + 2);
  const positions = new Uint32Array(text.length + 2);
  signs[0] = stop;
  let length = 1;
  let last = stop;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    let kind = kinds[unit] ?? unknown;
    if (kind === unknown) kind = kinds[unit] = kindOf(unit);
    if (kind === dropped) continue;
    if (kind > pause && kind !== stop) {
      positions[length] = at;
      signs[length++] = last = kind;
    } else if (last === blank || last === pause || last === stop) {
      // Of several signs between two words the strongest stays.
      if (kind > last) signs[length - 1] = last = kind;
    } else {
      positions[length] = at;
      signs[length++] = last = kind;
    }
  }
  if (last === blank || last === pause) signs[length - 1] = stop;
  else if (last !== stop) {
    positions[length] = text.length;
    signs[length++] = stop;
  }
  return {
    plain: signs.toString("latin1", 0, length),
    original: text,
    spanOf: ({ start, end }) => ({ start: positions[start] ?? 0, end: positions[end] ?? text.length }),
  };
}
