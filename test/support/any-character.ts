import fc from "fast-check";

/** Every code point but surrogates, as fast-check's unit "binary", which takes a second to set up in each file. */
export const anyCharacter = fc
  .integer({ min: 0, max: 0x10ffff - 0x800 })
  .map((number) => String.fromCodePoint(number < 0xd800 ? number : number + 0x800));
