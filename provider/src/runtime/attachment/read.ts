import type { Deadline } from "../../client/clock";
import type { AdRow } from "../../schema/wire-ads";
import { confirmDeleted } from "../confirm-deleted";
import { couldNot, type AttachmentDeed } from "../deed";
import { UserError } from "../user-error";
import type { ReadResult } from "../handler";
import { pollUntil, twoLooks } from "../poll";
import type { Properties } from "../properties";
import type { Session } from "../session";
import { bookkeepingIn, inputsOf, outputsOf, parseAdId } from "./state";

/** Which creative the ad has now. A blank id says: the ad is proven gone. */
export async function read(session: Session, id: string, props: Properties): Promise<ReadResult> {
  const adId = parseAdId(id);
  const { previousCreativeId, adAccountId } = bookkeepingIn(props);
  const deed = { resource: "attachment", verb: "read", adId } as const;
  const deadline = session.startDeadline();
  const isGet = props["creativeId"] === undefined;
  const ad = isGet
    ? shown(await session.waitFor(deadline, session.attachments.find(adId)))
    : await lookFor(session, deed, adAccountId, deadline);
  if (ad === undefined && !isGet) return { id: "" };
  // A `get` has nothing but its id; for it, a blank id would be success with empty outputs.
  if (ad?.creativeId === undefined) {
    throw new UserError(
      `${couldNot(deed)} Meta does not show an ad with this id and a creative to this token. Correct the id, or use a token that may see its ad account.`,
    );
  }
  const { creativeId } = ad;
  return {
    id: adId,
    props: outputsOf({ adId, creativeId, from: props, previousCreativeId, adAccountId: ad.adAccountId ?? adAccountId }),
    inputs: inputsOf(adId, creativeId, props),
  };
}

function shown(ad: AdRow | undefined): AdRow | undefined {
  return ad?.status === "DELETED" ? undefined : ad;
}

/** The ad, undefined when it is proven gone, or a failure. */
export async function lookFor(
  session: Session,
  deed: AttachmentDeed,
  adAccountId: string | undefined,
  deadline: Deadline,
): Promise<AdRow | undefined> {
  const look = (): Promise<AdRow | undefined> => session.waitFor(deadline, session.attachments.find(deed.adId));
  const ad = await pollUntil(deadline, twoLooks, look, (seen) => seen !== undefined);
  if (ad !== undefined) return shown(ad);
  await confirmDeleted(session, deed, { id: deed.adId, adAccountId }, deadline);
  return undefined;
}
