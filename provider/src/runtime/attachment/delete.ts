import { isRejectedAs } from "../../client/call-error";
import type { Deadline } from "../../client/clock";
import type { AdRow } from "../../schema/wire-ads";
import { couldNot, type AttachmentDeed } from "../deed";
import { explained } from "../explain";
import { ExpectedFailure } from "../failure";
import type { Properties } from "../properties";
import type { Session } from "../session";
import { pause, point, settled } from "./point";
import { lookFor } from "./read";
import { bookkeepingIn, parseAdId } from "./state";

/** Does to the ad what `onDelete` says. An ad that somebody has pointed elsewhere since is left as it is. */
export async function remove(session: Session, id: string, props: Properties): Promise<void> {
  const adId = parseAdId(id);
  const { previousCreativeId, adAccountId, onDelete } = bookkeepingIn(props);
  const { creativeId } = props;
  const { memory } = session.attachments;
  const deed = {
    resource: "attachment",
    verb: "delete",
    adId,
    ...(typeof creativeId === "string" ? { creativeId } : {}),
  } as const;
  if (onDelete === "leave") return;
  // A live resource owns the ad (an attachment to it was made anew), so the old entry goes without a call.
  if (memory.isOwn(adId)) {
    warnOfLoss(session, adId, previousCreativeId);
    return;
  }
  const deadline = session.deadline();
  const ad = await lookFor(session, deed, adAccountId, deadline);
  if (ad === undefined || ad.status === "ARCHIVED" || memory.isOwn(adId)) return;
  if (typeof creativeId === "string" && ad.creativeId !== creativeId) {
    session.warn(
      `ad ${adId}: it has creative ${ad.creativeId ?? "none"} by now and not ${creativeId}, so nothing is restored or paused.`,
    );
    return;
  }
  const restored = onDelete === "restore" ? (previousCreativeId ?? nothingRecorded(deed)) : undefined;
  await session.writingAds((slotDeadline) => released(session, deed, ad, restored, slotDeadline));
}

/** An engine that replaces without a diff (`--replace`) never tells the new attachment what the old one had recorded. */
function warnOfLoss(session: Session, adId: string, recorded: string | undefined): void {
  if (recorded === undefined || session.attachments.previous.get(adId) === recorded) return;
  session.warn(
    `ad ${adId}: its attachment was made anew without the old one's record, so the creative that the ad had at first, ${recorded}, is not restored when the attachment is deleted. ` +
      'Set onDelete: "pause" or "leave", or point the ad there yourself then. When the program renames or moves an attachment, the option aliases keeps the record.',
  );
}

/** Gives the ad `restored` back, or pauses it when that is undefined. */
async function released(
  session: Session,
  deed: AttachmentDeed,
  ad: AdRow,
  restored: string | undefined,
  deadline: Deadline,
): Promise<void> {
  if (restored === undefined) {
    if (ad.status === "PAUSED") return;
    await pause(session, deed, deadline);
    await seen(session, deed, (row) => row.status !== "ACTIVE", deadline);
    return;
  }
  await point(session, deed, restored, deadline).catch((error: unknown) => {
    throw isRejectedAs(error, "invalid") ? cannotRestore(error, deed, restored) : error;
  });
  await seen(session, deed, (row) => row.creativeId === restored, deadline);
}

/** What comes next in a destroy (the creative, the sequence) depends on it, so it is looked for. */
async function seen(
  session: Session,
  deed: AttachmentDeed,
  isDone: (ad: AdRow) => boolean,
  deadline: Deadline,
): Promise<void> {
  const ad = await settled(session, deed.adId, isDone, deadline);
  if (ad !== undefined && isDone(ad)) return;
  throw new ExpectedFailure(
    `${couldNot(deed)} Meta took the request, but still shows the ad as it was. Run again; the state is kept.`,
  );
}

const waysOut =
  'Set onDelete: "pause" or "leave", run `pulumi up`, then delete it; or point the ad elsewhere yourself.';

function nothingRecorded(deed: AttachmentDeed): never {
  throw new ExpectedFailure(
    `${couldNot(deed)} onDelete is "restore", but which creative the ad had before is not recorded: it had this one already, or the attachment was imported. ${waysOut}`,
  );
}

function cannotRestore(error: unknown, deed: AttachmentDeed, creativeId: string): ExpectedFailure {
  const { message } = explained(error, deed);
  return new ExpectedFailure(`${message} The creative it had before, ${creativeId}, may be deleted. ${waysOut}`);
}
