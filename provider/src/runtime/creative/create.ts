import type { Deadline } from "../../client/clock";
import { plainText } from "../../schema/canonical";
import { fixedDifferences, type CreativeContent } from "../../schema/creative";
import { mayBeNamed } from "../../schema/unreadable-rows";
import type { CreativeRow } from "../../schema/wire-ads";
import { posted, refuseSecond, refuseTwin, type Making } from "../create-once";
import type { CreativeDeed } from "../deed";
import { PartialFailure } from "../user-error";
import type { Created, Properties } from "../properties";
import type { Session } from "../session";
import { adopt } from "./adopt";
import { validated } from "./check";
import { confirmed } from "./confirm";
import { adoptionKey, creativeKey, physicalId, type Said } from "./state";

interface Wanted {
  readonly deed: CreativeDeed;
  readonly said: Said;
  readonly content: CreativeContent;
  readonly inputs: Properties;
  readonly allowsTwin: boolean;
}

/** Makes a creative, or takes one over when told to. A request whose outcome is unknown is never blindly sent again. */
export async function create(session: Session, inputs: Properties): Promise<Created> {
  const { args, adAccountId, content } = validated(inputs);
  const { memory, making, account } = session.creatives;
  memory.prepareReplacement(inputs);
  if (typeof args.adoptCreativeId === "string" && !memory.adopted.has(adoptionKey(inputs))) {
    return adopt(session, { adAccountId, creativeId: args.adoptCreativeId }, args, inputs);
  }
  const deed = { resource: "ad creative", verb: "create", adAccountId, name: content.name } as const;
  const wanted = { deed, said: args, content, inputs, allowsTwin: args.duplicates === "allow" };
  const key = creativeKey(inputs);
  return session.sameName.run(`act_${adAccountId} ${plainText(content.name)}`, async () => {
    refuseSecond(deed, memory.unconfirmed.get(key), words);
    // Before a write slot is taken, so that all creates ask together, and fail together when Meta cannot be reached.
    await account(adAccountId).before.get();
    making.add(content);
    return session
      .writingAds((deadline) => createNew(session, wanted, deadline))
      .catch((error: unknown) => {
        if (error instanceof PartialFailure) memory.unconfirmed.set(key, error.id);
        throw error;
      })
      .finally(() => making.delete(content));
  });
}

async function createNew(session: Session, wanted: Wanted, deadline: Deadline): Promise<Created> {
  const { deed, said, inputs } = wanted;
  const making = makingOf(session, wanted, deadline);
  const before = await session.waitFor(deadline, session.creatives.account(deed.adAccountId).before.get());
  if (!wanted.allowsTwin) refuseTwin(making, before);
  const creativeId = await posted(making, before);
  session.creatives.memory.own(creativeId);
  const outs = await confirmed(session, { deed: { ...deed, creativeId }, said, inputs, deadline });
  return { id: physicalId({ adAccountId: deed.adAccountId, creativeId }), outs };
}

const words = { noun: "creative", holder: "The ad account", adopt: "adoptCreativeId", look: "in Ads Manager" } as const;

/** Says the same, as far as the program says anything. */
function fits(content: CreativeContent, row: CreativeRow): boolean {
  return row.name === content.name && row.status !== "DELETED" && fixedDifferences(content, row).length === 0;
}

function makingOf(session: Session, { deed, content, allowsTwin }: Wanted, deadline: Deadline): Making<CreativeRow> {
  const { memory, making, account } = session.creatives;
  const isStrange = (row: CreativeRow): boolean =>
    !memory.isKnown(row.id) && row.status !== "DELETED" && ![...making].some((sibling) => fits(sibling, row));
  return {
    session,
    deed,
    deadline,
    allowsTwin,
    words,
    shown: (creativeId) => physicalId({ adAccountId: deed.adAccountId, creativeId }),
    send: () => session.ads.createCreative(deed.adAccountId, content, deadline),
    rows: () => session.waitFor(deadline, account(deed.adAccountId).newest()),
    forget: () => account(deed.adAccountId).before.invalidate(),
    isEqual: (row) => fits(content, row) && !memory.isKnown(row.id),
    doubtAbout: () => undefined,
    isLike: ({ raw }) => mayBeNamed(raw, content.name, []),
    // Creatives are read back with much that Meta writes its own way, so a likeness proves nothing.
    mayBe: () => false,
    isUnclear: (row) => isStrange(row) && (row.name === undefined || plainText(row.name) === plainText(content.name)),
  };
}
