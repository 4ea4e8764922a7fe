import * as fc from "fast-check";
import { containsToken } from "../support/leaks";
import { TestAccount } from "../support/world/account";
import { runScenario } from "./scenario-runner";
import { startRealProvider } from "./provider-process";
import { processScenarios } from "./scenarios";
import { seed } from "./settings";
import { Statistics } from "./statistics";
import { ScenarioStack } from "./scenario-stack";

/** Runs random programs under random faults in `processes` of the SDK's provider processes, with the real clock. */
export async function checkProcessProperties(processes: number, numRuns: number): Promise<Statistics> {
  const statistics = new Statistics();
  await Promise.all(
    Array.from({ length: processes }, (_, number) =>
      checkInOneProcess(statistics, number, Math.ceil(numRuns / processes)),
    ),
  );
  return statistics;
}

async function checkInOneProcess(statistics: Statistics, number: number, numRuns: number): Promise<void> {
  const account = await TestAccount.open();
  const provider = await startRealProvider({
    ...account.environment(),
    WHATSAPP_ATTEMPT_TIMEOUT_MS: "500",
    WHATSAPP_OPERATION_TIMEOUT_MS: "2500",
    WHATSAPP_RETRY_BUDGET: "10000",
  });
  let cases = 0;
  const accounts = (): [string, string] => [`10${++cases}`, `20${cases}`];
  try {
    await fc.assert(
      fc.asyncProperty(processScenarios, async (scenario) => {
        const stack = new ScenarioStack(account, accounts());
        try {
          statistics.add(await runScenario(stack, scenario, provider.run));
        } finally {
          await account.waitUntilIdle();
          stack.clear();
        }
      }),
      // The process has memory, so fast-check cannot shrink a failure in it: it prints the scenario as it is.
      { numRuns, seed: seed + number, endOnFailure: true },
    );
    expect(provider.printed.filter(containsToken)).toEqual([]);
  } finally {
    await provider.close();
    await account.close();
  }
}
