import * as fc from "fast-check";

/**
 * A sequence that a program may adopt, by number: one that someone else created, or one of a resource that leaves the program. Not
 * one of a resource that stays (README).
 */
export type Adoption = { readonly of: "foreign" | "own"; readonly number: number };

/** A declared resource. */
export interface Declared {
  readonly key: string;
  readonly name: string;
  readonly text: string;
  readonly autofillMessage?: { readonly content: string } | null | undefined;
  readonly iceBreakers?: readonly { readonly title: string }[] | null | undefined;
  readonly onContentChange?: "update" | "replace" | undefined;
  readonly duplicates?: "refuse" | "allow" | undefined;
  readonly adopts?: Adoption | undefined;
  /** The second business account instead of the first. */
  readonly isElsewhere?: boolean | undefined;
}
export type Program = readonly Declared[];

/** A change between two runs, by hand or by other people. */
export type Drift =
  | { readonly kind: "edit"; readonly row: number; readonly text: string }
  | { readonly kind: "remove"; readonly row: number }
  | { readonly kind: "ad"; readonly row: number; readonly isUsed: boolean }
  | { readonly kind: "add"; readonly like: Declared; readonly isOtherApp: boolean };

export type Operation =
  | { readonly kind: "up"; readonly program: Program; readonly refresh: boolean; readonly isParallel: boolean }
  | { readonly kind: "refresh"; readonly isParallel: boolean }
  | { readonly kind: "destroy"; readonly isParallel: boolean }
  /** `pulumi up --replace` of one resource. */
  | { readonly kind: "replace"; readonly number: number };

export type Step = { readonly kind: "run"; readonly operation: Operation } | Drift;

const keys = ["a", "b", "c", "d", "e"] as const;
// Few, so that duplicates are common; with spaces, decomposed letters and line breaks that a server may change.
const texts = ["Hi!", "Hi! ", "Cafe\u0301 and tea", "one\r\ntwo"] as const;

const text = fc.constantFrom(...texts);
/** Text that is sometimes invalid. */
const declaredText = fc.oneof({ weight: 30, arbitrary: text }, { weight: 1, arbitrary: fc.constant(" ") });
const number = fc.nat({ max: 3 });

function declare(key: string): fc.Arbitrary<Declared> {
  return fc.record(
    {
      key: fc.constant(key),
      name: fc.constantFrom("Driver sign-up", "Promo"),
      text: declaredText,
      autofillMessage: fc.constantFrom(null, { content: "Tell me more" }),
      iceBreakers: fc.constantFrom(null, [], [{ title: "How?" }], [{ title: "How?" }, { title: "When? " }]),
      onContentChange: fc.constantFrom("update", "replace", "replace"),
      duplicates: fc.constantFrom("refuse", "allow"),
      adopts: rarely(fc.record({ of: fc.constantFrom("foreign", "own"), number }), 4),
      isElsewhere: rarely(fc.constant(true), 6),
    },
    { requiredKeys: ["key", "name", "text"] },
  );
}

/** The value once in `outOf` times, else undefined. */
function rarely<T>(arbitrary: fc.Arbitrary<T>, outOf: number): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: outOf - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}

export const programs: fc.Arbitrary<Program> = fc
  .subarray([...keys], { minLength: 1, maxLength: 5 })
  .chain((chosen) => fc.tuple(...chosen.map(declare)));

const drift: fc.Arbitrary<Drift> = fc.oneof(
  fc.record({ kind: fc.constant("edit"), row: number, text }),
  fc.record({ kind: fc.constant("remove"), row: number }),
  fc.record({ kind: fc.constant("ad"), row: number, isUsed: fc.boolean() }),
  fc.record({ kind: fc.constant("add"), like: declare("x"), isOtherApp: fc.boolean() }),
);

const isParallel = fc.boolean();
const up: fc.Arbitrary<Operation> = fc.record({
  kind: fc.constant("up"),
  program: programs,
  refresh: rarely(fc.constant(true), 4).map((is) => is === true),
  isParallel,
});
export const operations: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 5, arbitrary: up },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("refresh"), isParallel }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("destroy"), isParallel }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("replace"), number }) },
);

/** Up to two runs without faults, with drift before, between and after them. */
export const histories: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    fc.array(drift, { maxLength: 2 }),
    fc.array(
      fc.tuple(
        up.map((operation): Step => ({ kind: "run", operation })),
        fc.array(drift, { maxLength: 2 }),
      ),
      { maxLength: 2 },
    ),
  )
  .map(([first, runs]) => [...first, ...runs.flatMap(([run, drifts]) => [run, ...drifts])]);
