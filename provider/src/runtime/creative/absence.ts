import type { Deadline } from "../../client/clock";
import type { CreativeRow } from "../../schema/wire-ads";
import { confirmDeleted } from "../confirm-deleted";
import type { CreativeDeed } from "../deed";
import { pollUntil, twoLooks } from "../poll";
import type { Session } from "../session";
import type { PhysicalId } from "./state";

/** The creative, undefined when it is proven gone, or a failure. */
export async function lookFor(
  session: Session,
  deed: CreativeDeed & PhysicalId,
  deadline: Deadline,
): Promise<CreativeRow | undefined> {
  const look = (): Promise<CreativeRow | undefined> =>
    session.waitFor(deadline, session.creatives.find(deed.creativeId));
  const row = await pollUntil(deadline, twoLooks, look, (seen) => seen !== undefined);
  if (row !== undefined) return row.status === "DELETED" ? undefined : row;
  await confirmDeleted(session, deed, { id: deed.creativeId, adAccountId: deed.adAccountId }, deadline);
  return undefined;
}
