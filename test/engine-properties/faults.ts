import * as fc from "fast-check";

export type Verb = "check" | "diff" | "create" | "read" | "update" | "delete";

/**
 * "before": refused with nothing done. "after": done, but the answer is an error. "partial": done half, with reasons.
 * "dies-before" and "dies-after": the provider's connection breaks instead of an answer. "invalid": failures of check. "slow": nothing is wrong, it only takes longer.
 */
export type FaultKind = "before" | "after" | "partial" | "dies-before" | "dies-after" | "invalid" | "slow";

/** Every call of this verb for this resource goes wrong while the operation runs. */
export interface Fault {
  readonly verb: Verb;
  readonly key: number;
  readonly kind: FaultKind;
}

const displayKinds: Readonly<Record<Verb, readonly FaultKind[]>> = {
  check: ["before", "invalid"],
  diff: ["before", "dies-before"],
  create: ["before", "after", "partial", "dies-before", "dies-after", "slow"],
  read: ["before", "dies-before", "slow"],
  update: ["before", "after", "partial", "dies-before", "dies-after", "slow"],
  delete: ["before", "after", "dies-before", "dies-after", "slow"],
};

const allFaults: readonly (readonly [Verb, FaultKind])[] = (
  ["create", "update", "delete", "read", "diff", "check"] as const
).flatMap((verb) => displayKinds[verb].map((kind) => [verb, kind] as const));

export function faults(keys: number): fc.Arbitrary<readonly Fault[]> {
  const fault = fc
    .tuple(fc.constantFrom(...allFaults), fc.nat({ max: keys - 1 }))
    .map(([[verb, kind], key]): Fault => ({ verb, key, kind }));
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant<readonly Fault[]>([]) },
    { weight: 3, arbitrary: fc.array(fault, { minLength: 1, maxLength: 3 }) },
  );
}
