import * as fc from "fast-check";
import type { FaultEffect } from "pulumi-whatsapp-simulator";
import { faultsFor, killsFor, tokens, wires } from "./faults";
import type { Scenario } from "./scenario-runner";
import { histories, operations } from "./programs";

export const scenarios: fc.Arbitrary<Scenario> = operations.chain((operation) =>
  fc.record({
    history: histories,
    operation: fc.constant(operation),
    faults: faultsFor(operation),
    wire: fc.oneof({ weight: 3, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: wires }),
    token: tokens,
    kill: killsFor(operation),
  }),
);

/** Scenarios for a real process: waits take real time, settings are fixed, and a rate limit blocks the process for a minute. */
export const processScenarios: fc.Arbitrary<Scenario> = scenarios
  .map((scenario): Scenario => ({ ...scenario, token: "usual", kill: undefined }))
  .filter(({ faults }) => !faults.some(({ effect }) => isRateLimit(effect)));

function isRateLimit(effect: FaultEffect): boolean {
  return (
    (effect.kind === "status" && effect.status === 429) ||
    (effect.kind === "graph" && [4, 613, 80008].includes(effect.code)) ||
    effect.kind === "usage"
  );
}
