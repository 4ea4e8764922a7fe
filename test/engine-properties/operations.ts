import * as fc from "fast-check";
import { type Fault, faults } from "./faults";
import { type Edit, edits, keys } from "./programs";

/** Cancels the operation at this call to the provider (0: before it begins), and terminates it at another call. */
export interface Cancellation {
  readonly atCall: number;
  readonly killedAtCall: number | undefined;
}

/** Kills the engine some turns after an observable moment: a call, a response, or the start of `finish`. */
export interface Crash {
  readonly at: number | "finish" | Pick<Fault, "verb" | "key">;
  readonly turns: number;
  /** The provider survives the engine and finishes its running calls. */
  readonly finishesCalls: boolean;
  /** Share of the unacknowledged journal bytes that reach the disk. */
  readonly cut: number;
}

export interface Run {
  readonly parallel: number;
  readonly faults: readonly Fault[];
  readonly cancellation?: Cancellation | undefined;
  readonly crash?: Crash | undefined;
}

export type Step =
  | ({
      readonly kind: "up";
      readonly edits: readonly Edit[];
      readonly refresh: boolean;
      readonly replace?: readonly string[];
      readonly throwsAfter?: number | undefined;
    } & Run)
  | ({
      readonly kind: "preview";
      readonly edits: readonly Edit[];
      readonly of: "up" | "refresh" | "destroy";
      readonly refresh: boolean;
      readonly replace: readonly string[];
    } & Run)
  | ({ readonly kind: "refresh"; readonly clears: boolean } & Run)
  | ({ readonly kind: "destroy"; readonly refresh: boolean } & Run)
  | { readonly kind: "drift"; readonly row: number; readonly text: number }
  | { readonly kind: "vanish"; readonly row: number }
  | { readonly kind: "transfer"; readonly showSecrets: boolean };

/** From zero to about as many as the cleanup takes. */
export const turnCounts: fc.Arbitrary<number> = fc.oneof(fc.nat({ max: 30 }), fc.nat({ max: 1_500 }));
const crash: fc.Arbitrary<Crash> = fc.record({
  at: fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 40 }) }, { weight: 1, arbitrary: fc.constant("finish" as const) }),
  turns: turnCounts,
  finishesCalls: fc.boolean(),
  cut: fc.double({ min: 0, max: 1, noNaN: true }),
});
const cancellation: fc.Arbitrary<Cancellation> = fc.record({
  atCall: fc.nat({ max: 15 }),
  killedAtCall: fc.oneof(fc.constant(undefined), fc.nat({ max: 20 })),
});
function often<T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}
const run = {
  parallel: fc.constantFrom(1, 2, 4, 16),
  faults: faults(keys),
  cancellation: often(cancellation),
  crash: often(crash),
};
const row = fc.nat({ max: 1000 });
/** Replace targets. Patterns only, because unknown URNs are rejected. */
const replace: fc.Arbitrary<readonly string[]> = fc.oneof(
  { weight: 5, arbitrary: fc.constant([]) },
  { weight: 1, arbitrary: fc.constantFrom(["**"], ["**:pulumi:providers:**"]) },
  {
    weight: 2,
    arbitrary: fc.uniqueArray(
      fc.nat({ max: keys - 1 }).map((key) => `**::r${String(key)}*`),
      { minLength: 1 },
    ),
  },
);

const up: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant("up" as const),
  edits,
  refresh: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  replace,
  throwsAfter: fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat({ max: 6 }) }),
  ...run,
});
const preview: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant("preview" as const),
  edits,
  of: fc.constantFrom("up", "refresh", "destroy"),
  refresh: fc.boolean(),
  replace,
  ...run,
  crash: fc.constant(undefined),
});
const refresh: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant("refresh" as const),
  clears: fc.boolean(),
  ...run,
});
const destroy: fc.Arbitrary<Step> = fc.record({ kind: fc.constant("destroy" as const), refresh: fc.boolean(), ...run });
const drift: fc.Arbitrary<Step> = fc.record({ kind: fc.constant("drift" as const), row, text: fc.nat({ max: 2 }) });
const vanish: fc.Arbitrary<Step> = fc.record({ kind: fc.constant("vanish" as const), row });
const transfer: fc.Arbitrary<Step> = fc.record({ kind: fc.constant("transfer" as const), showSecrets: fc.boolean() });

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 10, arbitrary: up },
  { weight: 3, arbitrary: preview },
  { weight: 2, arbitrary: refresh },
  { weight: 2, arbitrary: destroy },
  { weight: 1, arbitrary: drift },
  { weight: 1, arbitrary: vanish },
  { weight: 1, arbitrary: transfer },
);

/** The first operation creates the resources that the others change. */
export const steps: fc.Arbitrary<readonly Step[]> = fc
  .tuple(up, fc.array(step, { minLength: 1, maxLength: 5, size: "max" }))
  .map(([first, rest]) => [first, ...rest]);
