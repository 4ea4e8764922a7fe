import { isUnknownFate } from "../../client/call-failed";
import type { Deadline } from "../../client/clock";
import type { AdRow } from "../../schema/wire-ads";
import type { AttachmentDeed } from "../deed";
import type { Session } from "../session";

/** Points the ad at a creative; the same request again does no harm, so it is repeated while the ad still has another one. */
export function point(session: Session, deed: AttachmentDeed, creativeId: string, deadline: Deadline): Promise<void> {
  return written(session, deed, deadline, {
    send: () => session.ads.setCreative(deed.adId, creativeId, deadline),
    isDone: (ad) => ad.creativeId === creativeId,
  });
}

export function pause(session: Session, deed: AttachmentDeed, deadline: Deadline): Promise<void> {
  return written(session, deed, deadline, {
    send: () => session.ads.pauseAd(deed.adId, deadline),
    isDone: (ad) => ad.status !== "ACTIVE",
  });
}

interface Writing {
  readonly send: () => Promise<boolean>;
  readonly isDone: (ad: AdRow) => boolean;
}

async function written(
  session: Session,
  { adId }: AttachmentDeed,
  deadline: Deadline,
  { send, isDone }: Writing,
): Promise<void> {
  for (let attempts = 1; ; attempts++) {
    try {
      await send();
      return;
    } catch (error) {
      if (!isUnknownFate(error)) throw error;
      const ad = await session.within(deadline, session.attachments.find(adId));
      if (ad !== undefined && isDone(ad)) return;
      await session.retries.beforeRepeat(error, attempts, deadline);
    }
  }
}

// What was written may be readable only after a moment.
const looksAfterMs = [0, 250, 500, 1_000, 2_000, 4_000] as const;

/** The ad as soon as it is as wanted, or as it still is when the looks are over; undefined when Meta does not show it. */
export async function settled(
  session: Session,
  adId: string,
  isDone: (ad: AdRow) => boolean,
  deadline: Deadline,
): Promise<AdRow | undefined> {
  let ad: AdRow | undefined;
  for (const afterMs of looksAfterMs) {
    if (afterMs > 0 && !(await deadline.sleep(afterMs))) return ad;
    ad = await session.within(deadline, session.attachments.find(adId));
    if (ad !== undefined && isDone(ad)) return ad;
  }
  return ad;
}
