import type { Deadline } from "../../client/clock";
import { couldNot, type AttachmentDeed } from "../deed";
import { causeOf } from "../explain";
import { UserError, PartialFailure } from "../user-error";
import type { Created, Properties } from "../properties";
import type { Session } from "../session";
import { validated } from "./check";
import { heldTwice } from "./diff";
import { point, settled } from "./point";
import { outputsOf } from "./state";

/** Points the ad at the creative and records which one it had before. */
export async function create(session: Session, inputs: Properties): Promise<Created> {
  const { adId, creativeId } = validated(inputs);
  const deed = { resource: "attachment", verb: "create", adId, creativeId } as const;
  const { memory } = session.attachments;
  memory.prepareReplacement(inputs);
  const claim = memory.claim(adId, () => heldTwice(adId));
  try {
    return await session.writingAds((deadline) => attached(session, deed, inputs, deadline));
  } catch (error) {
    if (!(error instanceof PartialFailure)) claim.release();
    throw error;
  }
}

async function attached(
  session: Session,
  deed: AttachmentDeed & { readonly creativeId: string },
  inputs: Properties,
  deadline: Deadline,
): Promise<Created> {
  const { adId, creativeId } = deed;
  const ad = await session.waitFor(deadline, session.attachments.find(adId));
  if (ad === undefined || ad.status === "DELETED") {
    throw new UserError(
      `${couldNot(deed)} Meta does not show an ad with this id to this token. Correct adId, or use a token that may see its ad account.`,
    );
  }
  const had = ad.creativeId === creativeId ? undefined : ad.creativeId;
  const { previous } = session.attachments;
  const previousCreativeId = previous.get(adId) ?? had;
  if (previousCreativeId !== undefined) previous.set(adId, previousCreativeId);
  if (ad.creativeId !== creativeId) await point(session, deed, creativeId, deadline);
  const outs = await confirmed(session, deed, { inputs, previousCreativeId, adAccountId: ad.adAccountId }, deadline);
  return { id: adId, outs };
}

interface Known {
  readonly inputs: Properties;
  readonly previousCreativeId: string | undefined;
  readonly adAccountId: string | undefined;
}

/** Reads the ad back. What cannot be confirmed is recorded, never lost. */
export async function confirmed(
  session: Session,
  deed: AttachmentDeed & { readonly creativeId: string },
  { inputs, previousCreativeId, adAccountId }: Known,
  deadline: Deadline,
): Promise<Properties> {
  const { adId, creativeId } = deed;
  const parts = { adId, creativeId, from: inputs, previousCreativeId, adAccountId };
  const unconfirmed = (why: string): PartialFailure =>
    new PartialFailure(
      adId,
      outputsOf({ ...parts, isUnconfirmed: true }),
      `Ad ${adId} was pointed at creative ${creativeId}, but ${why} It is recorded in the state; the next \`pulumi up\` looks again.`,
    );
  const ad = await settled(session, adId, (row) => row.creativeId === creativeId, deadline).catch((error: unknown) => {
    throw unconfirmed(`reading it back failed. ${causeOf(error, deed)}`);
  });
  if (ad?.creativeId !== creativeId) {
    throw unconfirmed(`Meta still shows ${ad?.creativeId === undefined ? "none" : `creative ${ad.creativeId}`}.`);
  }
  return outputsOf(parts);
}
