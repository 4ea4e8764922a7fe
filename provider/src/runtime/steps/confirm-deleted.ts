import { scopeOfAds } from "../../client/limit-scope";
import { MarketingApi } from "../../client/marketing-api";
import { CallError, isRejectedAs, isUnknownOutcome } from "../../client/call-error";
import { failureHeadline } from "../error-messages";
import { deleteDelaysMs, pollUntil } from "../poll";
import type { Properties } from "../properties";
import type { CreateOnce, Operation, RemoteRow, ResourceDefinition } from "../resource-definition";
import { UserError } from "../user-error";

/** Finds an object; undefined if it is proven that it is deleted. */
export async function findOrConfirmDeleted<Args extends object, Row extends RemoteRow>(
  definition: ResourceDefinition<Args, Row>,
  operation: Operation,
  props: Properties,
  find = () => definition.find(operation.session, operation.ref),
): Promise<Row | undefined> {
  const { session, deadline } = operation;
  const row = await pollUntil(
    deadline,
    definition.findDelaysMs,
    () => session.waitFor(deadline, find()),
    (found) => found !== undefined,
  );
  if (row === undefined) return definition.confirmDeleted(operation, props);
  return definition.isDeleted?.(row) === true ? undefined : row;
}

/** Returns the write that deletes an object. */
export function planDelete<Args extends object, Row extends RemoteRow>(
  definition: ResourceDefinition<Args, Row>,
  strategy: CreateOnce<Args, Row>,
  props: Properties,
): (operation: Operation) => Promise<void> {
  return (operation) =>
    deleteObject(definition, strategy, operation, props).catch((error: unknown) => {
      throw strategy.explainDeleteError?.(error, operation, props) ?? error;
    });
}

/** Sends the DELETE. It is sent again only while Meta still returns the object. */
async function deleteObject<Args extends object, Row extends RemoteRow>(
  definition: ResourceDefinition<Args, Row>,
  strategy: CreateOnce<Args, Row>,
  operation: Operation,
  props: Properties,
): Promise<void> {
  const { session, deadline, context } = operation;
  for (let attempts = 1; ; attempts++) {
    const result = await sendDelete(strategy, operation);
    if (result === "deleted") return;
    const row = await pollUntil(
      deadline,
      deleteDelaysMs,
      () => findOrConfirmDeleted(definition, operation, props),
      (found) => found === undefined,
    );
    if (row === undefined) return;
    if (result === "unconfirmed") {
      throw new UserError(
        `${failureHeadline(context)} Meta accepted the DELETE without confirming it, and the ${definition.noun} still exists. Run again; the state is kept.`,
      );
    }
    await session.retries.waitBeforeRepeat(result, attempts, deadline);
  }
}

/** Sends a DELETE. Returns the error if the object must be read first: the outcome is unknown, or Meta says that there is no object. */
async function sendDelete<Args, Row>(
  strategy: CreateOnce<Args, Row>,
  { session, ref, deadline }: Operation,
): Promise<"deleted" | "unconfirmed" | CallError> {
  try {
    return (await strategy.sendDelete(session, ref, deadline)) ? "deleted" : "unconfirmed";
  } catch (error) {
    const isGone = isRejectedAs(error, strategy.goneKind);
    if (error instanceof CallError && (isGone || isUnknownOutcome(error))) return error;
    throw error;
  }
}

/**
 * Proves that an object of an ad account is deleted, or throws. One response that lacks it proves nothing, and Graph answers "does not
 * exist" and "may not be seen" alike (100/33): so the object itself must say it, and the token must be shown to see the ad account.
 */
export async function confirmNodeDeleted(
  { session, ref, context, deadline }: Operation,
  adAccountId: string | undefined,
): Promise<undefined> {
  const api = new MarketingApi(session.graph);
  const why = await session.waitFor(
    deadline,
    session.runRead(scopeOfAds(adAccountId), async (readDeadline) => {
      if (!(await api.nodeIsGone(adAccountId, ref.id, readDeadline))) return "the object itself still answers";
      if (adAccountId === undefined) return "which ad account it belongs to is not known";
      const isVisible = await api.canReadAccount(adAccountId, readDeadline);
      return isVisible ? undefined : `the token does not see ad account ${adAccountId} either`;
    }),
  );
  if (why === undefined) return;
  throw new UserError(
    `${failureHeadline(context)} Meta does not show it, but that does not prove that it is deleted: ${why}. ` +
      "The state is kept; run again with a token of that ad account, or remove it from the state yourself (`pulumi state delete`).",
  );
}
