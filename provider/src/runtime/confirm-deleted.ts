import { AdsApi } from "../client/ads";
import { failureHeadline } from "./operation-context";
import type { Operation } from "./resource-definition";
import { UserError } from "./user-error";

/**
 * Proves that an object of an ad account is deleted, or throws. One response that lacks it proves nothing, and Graph answers "does not
 * exist" and "may not be seen" alike (100/33): so the object itself must say it, and the token must be shown to see the ad account.
 */
export async function confirmNodeDeleted(
  { session, ref, context, deadline }: Operation,
  adAccountId: string | undefined,
): Promise<undefined> {
  const api = new AdsApi(session.graph);
  const why = await session.waitFor(
    deadline,
    session.runRead(async (readDeadline) => {
      if (!(await api.nodeIsGone(ref.id, readDeadline))) return "the object itself still answers";
      if (adAccountId === undefined) return "which ad account it belongs to is not known";
      const isVisible = await api.seesAccount(adAccountId, readDeadline);
      return isVisible ? undefined : `the token does not see ad account ${adAccountId} either`;
    }),
  );
  if (why === undefined) return;
  throw new UserError(
    `${failureHeadline(context)} Meta does not show it, but that does not prove that it is deleted: ${why}. ` +
      "The state is kept; run again with a token of that ad account, or remove it from the state yourself (`pulumi state delete`).",
  );
}
