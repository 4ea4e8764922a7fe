import type { Deadline } from "../client/clock";
import { couldNot, type Deed } from "./deed";
import { ExpectedFailure } from "./failure";
import type { Session } from "./session";

/**
 * Proves that an object of an ad account is gone, or fails. One answer that lacks it proves nothing, and "does not exist" and "may not be
 * seen" are one answer of Graph (100/33): so the object itself must say it, and the token must be shown to see the ad account.
 */
export async function proveGone(
  session: Session,
  deed: Deed,
  { id, adAccountId }: { readonly id: string; readonly adAccountId: string | undefined },
  deadline: Deadline,
): Promise<void> {
  const why = await session.within(
    deadline,
    session.reading(async (readDeadline) => {
      if (!(await session.ads.nodeIsGone(id, readDeadline))) return "the object itself still answers";
      if (adAccountId === undefined) return "which ad account it belongs to is not known";
      const sees = await session.ads.canReadAccount(adAccountId, readDeadline);
      return sees ? undefined : `the token does not see ad account ${adAccountId} either`;
    }),
  );
  if (why === undefined) return;
  throw new ExpectedFailure(
    `${couldNot(deed)} Meta does not show it, but that does not prove that it is gone: ${why}. ` +
      "The state is kept; run again with a token of that ad account, or remove it from the state yourself (`pulumi state delete`).",
  );
}
