import * as fc from "fast-check";
import type { TestAccount } from "../support/world/account";
import { runScenario } from "./scenario-runner";
import { scenarios } from "./scenarios";
import { path, seed } from "./settings";
import { Statistics } from "./statistics";
import { ScenarioStack } from "./scenario-stack";

/** Runs random programs under random faults and checks the invariants. Counts faults and outcomes. */
export async function checkFaultProperties(account: TestAccount, numRuns: number): Promise<Statistics> {
  const statistics = new Statistics();
  await fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => {
      await account.waitUntilIdle();
      account.meta.reset();
      statistics.add(await runScenario(new ScenarioStack(account, [account.meta.wabaId, "102290129340399"]), scenario));
    }),
    { numRuns, seed, ...(path === undefined ? {} : { path, endOnFailure: true }) },
  );
  return statistics;
}
