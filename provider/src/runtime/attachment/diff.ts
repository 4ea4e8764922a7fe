import { isUnknown } from "../../schema/unknowns";
import type { DiffResult } from "../handler";
import type { Properties } from "../properties";
import type { Session } from "../session";
import { bookkeepingIn, parseAdId } from "./state";

/** Another ad is another attachment; another creative, or another `onDelete`, changes this one. Offline. */
export function diff(session: Session, id: string, olds: Properties, news: Properties): DiffResult {
  const adId = parseAdId(id);
  const { previousCreativeId } = bookkeepingIn(olds);
  const { memory, previous } = session.attachments;
  const isMoved = news["adId"] !== undefined && news["adId"] !== adId;
  if (memory.isPlanning) {
    memory.markKnown(adId);
    // An engine may replace what the plan wanted to keep (`--replace`): the new one restores what the old one would have.
    if (previousCreativeId !== undefined) previous.set(adId, previousCreativeId);
    if (!isMoved) {
      memory.requireSole(adId, () => heldTwice(adId));
      memory.keep(adId, news);
    }
  }
  const { creativeId, onDelete } = news;
  const changes =
    isMoved ||
    isUnknown(creativeId) ||
    creativeId !== olds["creativeId"] ||
    (onDelete ?? undefined) !== (olds["onDelete"] ?? undefined);
  return { changes, replaces: isMoved ? ["adId"] : [], deleteBeforeReplace: false };
}

/** Two resources of one program point one ad at a creative each. */
export function heldTwice(adId: string): string {
  return `Could not attach a creative to ad ${adId}. Another resource of this program attaches one to the same ad. Remove one of the two from the program.`;
}
