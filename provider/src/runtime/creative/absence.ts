import type { Deadline } from "../../client/clock";
import type { CreativeRow } from "../../schema/wire-ads";
import { proveGone } from "../absence";
import type { CreativeDeed } from "../deed";
import { lookUntil, twoLooks } from "../looks";
import type { Session } from "../session";
import type { PhysicalId } from "./state";

/** The creative, undefined when it is proven gone, or a failure. */
export async function lookFor(
  session: Session,
  deed: CreativeDeed & PhysicalId,
  deadline: Deadline,
): Promise<CreativeRow | undefined> {
  const look = (): Promise<CreativeRow | undefined> =>
    session.within(deadline, session.creatives.find(deed.creativeId));
  const row = await lookUntil(deadline, twoLooks, look, (seen) => seen !== undefined);
  if (row !== undefined) return row.status === "DELETED" ? undefined : row;
  await proveGone(session, deed, { id: deed.creativeId, adAccountId: deed.adAccountId }, deadline);
  return undefined;
}
