import * as fc from "fast-check";
import { defaults } from "../../simulator/src/seed/defaults";
import { anyCharacter } from "../support/any-character";

/** Ids, tokens and secrets of the initial content. */
export const knownIds: readonly string[] = Object.values<string>({ ...defaults });

/** Ids of the initial content, known keywords, and other text. */
export const segment = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...knownIds, `act_${defaults.adAccountId}`, "me", "app") },
  {
    weight: 3,
    arbitrary: fc.constantFrom("act_", "1", "9".repeat(40), "fault-1", "delivery-1", "v25.0", "..", "<ID>"),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "%",
      "%zz",
      "%ff%fe",
      "%00",
      "%2F",
      "__proto__",
      "constructor",
      "{",
      "[",
      "a".repeat(999),
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 8 }).map((text) => encodeURIComponent(text.toWellFormed())) },
);

function repeatParts(parts: readonly string[], most: number): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...parts), fc.integer({ min: 1, max: most }))
    .map(([part, times]) => part.repeat(times));
}

const nested = fc
  .tuple(fc.constantFrom(["[", "]"], ['{"a":', "}"]), fc.constantFrom(2, 63, 64, 65, 66, 500, 20_000))
  .map(([[open = "", close = ""], depth]) => `${open.repeat(depth)}1${close.repeat(depth)}`);

/** Texts that break careless parsers. */
export const text = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: anyCharacter, maxLength: 20 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("", "1", "-1", "1e999", "NaN", "null", "true", "\u0000", "\ud800", "é", "日本"),
  },
  { weight: 1, arbitrary: nested },
  {
    weight: 1,
    arbitrary: repeatParts(
      ["[", "{", "a{", "a,", '"', '\\"', "\\", "access_token[", "Bearer ", "{{", "*a", ".a()", "/"],
      3_000,
    ),
  },
  { weight: 2, arbitrary: fc.json({ maxDepth: 3 }) },
);

const hostileNumber = fc.constantFrom(0, -1, 1, 1.5, 2 ** 31, 2 ** 53, 1e21, 8.64e15, 1e300, -1e300, 131047, 4027012);

/** JSON of any shape, with keys of Object.prototype. */
export const json: fc.Arbitrary<unknown> = fc.oneof(
  text,
  hostileNumber,
  fc.jsonValue({ maxDepth: 3 }),
  fc.dictionary(fc.constantFrom("__proto__", "constructor", "toString", "id", "type", "text", "kind"), fc.jsonValue()),
);

/** A value that is mostly undefined. */
export function rarely<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof({ weight: 12, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

/** A value that is undefined half the time. */
export function maybe<Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> {
  return fc.oneof(fc.constant(undefined), arbitrary);
}

/** An object with these keys: most with a valid value, some missing, some with another value. */
export function objectLike(
  members: Readonly<Record<string, fc.Arbitrary<unknown>>>,
  strange: fc.Arbitrary<unknown> = json,
): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  const fields = Object.entries(members).map(([key, usual]) =>
    fc
      .oneof(
        { weight: 40, arbitrary: usual },
        { weight: 4, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: strange },
      )
      .map((value) => [key, value] as const),
  );
  return fc.tuple(...fields).map((pairs) => Object.fromEntries(pairs.filter(([, value]) => value !== undefined)));
}

/** An object like `objectLike`, but with most keys missing: for objects whose members are optional. */
export function partOf(
  members: Readonly<Record<string, fc.Arbitrary<unknown>>>,
): fc.Arbitrary<Readonly<Record<string, unknown>>> {
  return objectLike(Object.fromEntries(Object.entries(members).map(([key, usual]) => [key, maybe(usual)])));
}
