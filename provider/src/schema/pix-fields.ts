/** Characters of a code, counted from 0; `end` is exclusive. */
export interface PixSpan {
  readonly start: number;
  readonly end: number;
}

/** A field of a Pix code: two digits that name it, two digits for its length, then its value. */
export interface PixField {
  /** Like `54`; within another field like `26/01`. */
  readonly id: string;
  readonly value: string;
  /** Position of the field among the units that were read. */
  readonly at: number;
  readonly valueAt: number;
}

/** The fields up to the first that cannot be read. */
export interface PixFields {
  readonly fields: readonly PixField[];
  readonly broken?: { readonly kind: "cutOff" | "badField"; readonly field: string; readonly at: number };
}

const headLength = 4;

/** Reads fields one after another. `outer` is the field that contains them. */
export function readPixFields(text: string, outer?: PixField): PixFields {
  const [prefix, offset] = outer === undefined ? ["", 0] : [`${outer.id}/`, outer.valueAt];
  const fields: PixField[] = [];
  let next = 0;
  while (next < text.length) {
    const head = text.slice(next, next + headLength);
    const id = `${prefix}${head.slice(0, 2)}`;
    const at = offset + next;
    if (!/^\d+$/.test(head)) return { fields, broken: { kind: "badField", field: fields.at(-1)?.id ?? prefix, at } };
    const start = next + headLength;
    const end = start + Number(head.slice(2));
    if (head.length < headLength || end > text.length) return { fields, broken: { kind: "cutOff", field: id, at } };
    fields.push({ id, value: text.slice(start, end), at, valueAt: offset + start });
    next = end;
  }
  return { fields };
}

/** The characters of a code that belong to it, with the place of each in the source. */
interface PixUnits {
  readonly text: string;
  readonly places: readonly number[];
}

function listUnits(code: string, spell: (character: string) => string): PixUnits {
  let place = 0;
  const units = Array.from(code).flatMap((character) => {
    const from = place;
    place += character.length;
    return /[\r\n\t]/.test(character) ? [] : Array.from(spell(character)).map((unit) => ({ unit, from }));
  });
  return { text: units.map(({ unit }) => unit).join(""), places: units.map(({ from }) => from) };
}

function spellBytes(character: string): string {
  return String.fromCharCode(...new TextEncoder().encode(character));
}

/** A Pix code with its fields, read without line breaks and outer blanks. */
export interface PixCode {
  readonly text: string;
  readonly content: PixFields;
  /** Returns the place in the source of units that were read. */
  readonly spanOf: (at: number, length: number) => PixSpan;
}

/** Reads a code. Some programs count the length of a field with accents in bytes, others in characters; both are read. */
export function readPixCode(source: string): PixCode {
  const trimmed = source.trim();
  const skipped = source.length - source.trimStart().length;
  const inCharacters = readUnits(listUnits(trimmed, (character) => character));
  const read = inCharacters.content.broken === undefined ? inCharacters : readUnits(listUnits(trimmed, spellBytes));
  const { places } = read.units;
  const placeAt = (at: number): number => skipped + (places[at] ?? trimmed.length);
  return {
    text: inCharacters.units.text,
    content: read.content,
    spanOf: (at, length) => ({ start: placeAt(at), end: placeAt(at + length - 1) + 1 }),
  };
}

function readUnits(units: PixUnits) {
  return { units, content: readPixFields(units.text) };
}

/** Computes the check sum of a Pix code, CRC-16/CCITT-FALSE, as four hexadecimal digits. */
export function checkSumOf(text: string): string {
  const sum = new TextEncoder().encode(text).reduce((before, byte) => {
    let bits = before ^ (byte << 8);
    for (let bit = 0; bit < 8; bit++) bits = (bits & 0x8000) === 0 ? bits << 1 : (bits << 1) ^ 0x1021;
    return bits & 0xffff;
  }, 0xffff);
  return sum.toString(16).toUpperCase().padStart(4, "0");
}
