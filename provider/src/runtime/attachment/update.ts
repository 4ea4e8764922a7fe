import { couldNot } from "../deed";
import { UserError } from "../user-error";
import type { Properties } from "../properties";
import type { Session } from "../session";
import { validated } from "./check";
import { confirmed } from "./create";
import { heldTwice } from "./diff";
import { point } from "./point";
import { bookkeepingIn, outputsOf, parseAdId } from "./state";

/** Points the ad at another creative; the one it had before its attachment stays recorded. Only `onDelete` changed: no call. */
export async function update(
  session: Session,
  id: string,
  olds: Properties,
  news: Properties,
): Promise<{ readonly outs: Properties }> {
  const adId = parseAdId(id);
  const { previousCreativeId, adAccountId, isUnconfirmed } = bookkeepingIn(olds);
  const wanted = validated(news);
  const { creativeId } = wanted;
  const deed = { resource: "attachment", verb: "update", adId, creativeId } as const;
  if (wanted.adId !== adId) {
    throw new UserError(
      `${couldNot(deed)} An attachment cannot move to ad ${wanted.adId}. Replace the resource instead; nothing was sent.`,
    );
  }
  const { memory } = session.attachments;
  memory.requireSoleUpdate(adId, news, () => heldTwice(adId));
  memory.own(adId);
  if (!isUnconfirmed && olds["creativeId"] === creativeId) {
    return { outs: outputsOf({ adId, creativeId, from: news, previousCreativeId, adAccountId }) };
  }
  const outs = await session.writingAds(async (deadline) => {
    const ad = isUnconfirmed ? await session.waitFor(deadline, session.attachments.find(adId)) : undefined;
    if (ad?.creativeId !== creativeId) await point(session, deed, creativeId, deadline);
    return confirmed(session, deed, { inputs: news, previousCreativeId, adAccountId }, deadline);
  });
  return { outs };
}
