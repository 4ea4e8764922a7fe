import type { Deadline } from "../../client/clock";
import type { AdRow } from "../../schema/wire-ads";
import type { AttachmentDeed } from "../deed";
import { pollUntil, retryIdempotentWrite } from "../poll";
import type { Session } from "../session";

type IsDone = (ad: AdRow) => boolean;

/** Points the ad at a creative. */
export function point(session: Session, deed: AttachmentDeed, creativeId: string, deadline: Deadline): Promise<void> {
  return written(
    session,
    deed,
    deadline,
    () => session.ads.setCreative(deed.adId, creativeId, deadline),
    (ad) => ad.creativeId === creativeId,
  );
}

export function pause(session: Session, deed: AttachmentDeed, deadline: Deadline): Promise<void> {
  return written(
    session,
    deed,
    deadline,
    () => session.ads.pauseAd(deed.adId, deadline),
    (ad) => ad.status !== "ACTIVE",
  );
}

function written(
  session: Session,
  { adId }: AttachmentDeed,
  deadline: Deadline,
  send: () => Promise<boolean>,
  isDone: IsDone,
): Promise<void> {
  return retryIdempotentWrite(session, deadline, send, async () => {
    const ad = await session.waitFor(deadline, session.attachments.find(adId));
    return ad !== undefined && isDone(ad);
  });
}

// What was written may be readable only after a moment.
const looksAfterMs = [0, 250, 500, 1_000, 2_000, 4_000] as const;

/** The ad as soon as it is as wanted, or as it still is when the looks are over; undefined when Meta does not show it. */
export function settled(
  session: Session,
  adId: string,
  isDone: IsDone,
  deadline: Deadline,
): Promise<AdRow | undefined> {
  return pollUntil(
    deadline,
    looksAfterMs,
    () => session.waitFor(deadline, session.attachments.find(adId)),
    (ad) => ad !== undefined && isDone(ad),
  );
}
