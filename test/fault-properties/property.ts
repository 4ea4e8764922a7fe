import * as fc from "fast-check";
import type { TestAccount } from "../support/account";
import { play } from "./play";
import { scenarios } from "./scenarios";
import { path, seed } from "./settings";
import { Tally } from "./tally";
import { idle, World } from "./world";

/** Plays random programs under random faults against the invariants. Counts what the cases have shown. */
export async function checkFaultProperties(account: TestAccount, numRuns: number): Promise<Tally> {
  const tally = new Tally();
  await fc.assert(
    fc.asyncProperty(scenarios, async (scenario) => {
      await idle(account.meta);
      account.meta.reset();
      tally.add(await play(new World(account, [account.meta.wabaId, "102290129340399"]), scenario));
    }),
    { numRuns, seed, ...(path === undefined ? {} : { path, endOnFailure: true }) },
  );
  return tally;
}
