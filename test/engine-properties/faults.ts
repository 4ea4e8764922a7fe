import * as fc from "fast-check";

export type Verb = "check" | "diff" | "create" | "read" | "update" | "delete";

/**
 * "before": an error before the call took effect. "after": an error although it took effect. "partial": a partial
 * result with reasons. "dies-before" and "dies-after": the provider's connection breaks instead of a response.
 * "invalid": check failures. "slow": success after a delay.
 */
export type FaultKind = "before" | "after" | "partial" | "dies-before" | "dies-after" | "invalid" | "slow";

/** Fault of every call of this method for this resource during the operation. */
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
