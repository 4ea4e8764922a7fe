import type { Deadline } from "../../client/clock";
import { contentKey, mayBeStored, plainText, sameContent, type SequenceContent } from "../../schema/canonical";
import { mayBeNamed } from "../../schema/unreadable-rows";
import { contentOfRow, type SequenceListing, type SequenceRow } from "../../schema/wire";
import { posted, refuseSecond, refuseTwin, type Making } from "../create-once";
import type { SequenceDeed } from "../deed";
import { PartialFailure } from "../user-error";
import type { Created, Properties } from "../properties";
import type { Session } from "../session";
import { findDuplicateIds } from "./account";
import { adopt } from "./adopt";
import { confirmedCreate } from "./confirm";
import { adoptionKey, physicalId } from "./state";
import { validated } from "./validated";

/** Makes a sequence, or takes one over when told to. A request whose outcome is unknown is never blindly sent again. */
export async function create(session: Session, inputs: Properties): Promise<Created> {
  const { args, wabaId, content } = validated(inputs);
  const { adoptSequenceId, duplicates } = args;
  session.memory.prepareReplacement(inputs);
  if (typeof adoptSequenceId === "string" && !session.memory.adopted.has(adoptionKey(inputs))) {
    return adopt(session, { wabaId, sequenceId: adoptSequenceId }, content, inputs);
  }
  const deed = { resource: "sequence", verb: "create", wabaId, name: content.name } as const;
  const wanted = { deed, content, allowsTwin: duplicates === "allow" };
  const key = makingKey(wabaId, content);
  return session.sameName.run(`${wabaId} ${plainText(content.name)}`, async () => {
    refuseSecond(deed, session.memory.unconfirmed.get(key), words);
    // Before a write slot is taken, so that all creates ask together, and fail together when Meta cannot be reached.
    await session.account(wabaId).before.get();
    session.memory.making.add(key);
    return createNew(session, wanted, inputs)
      .catch((error: unknown) => {
        if (error instanceof PartialFailure) session.memory.unconfirmed.set(key, error.id);
        throw error;
      })
      .finally(() => session.memory.making.delete(key));
  });
}

/** By what creates of one run are told apart. */
function makingKey(wabaId: string, content: SequenceContent): string {
  return `${wabaId} ${contentKey(content)}`;
}

interface Wanted {
  readonly deed: SequenceDeed;
  readonly content: SequenceContent;
  readonly allowsTwin: boolean;
}

async function createNew(session: Session, wanted: Wanted, inputs: Properties): Promise<Created> {
  const { deed, content, allowsTwin } = wanted;
  const account = session.account(deed.wabaId);
  const { sequenceId, before, deadline } = await account.posting(() =>
    session.writing(deed.wabaId, async (slotDeadline) => ({
      ...(await sendCreate(session, wanted, slotDeadline)),
      deadline: slotDeadline,
    })),
  );
  const old = new Set(before.rows.map(({ id }) => id));
  // Before the POST no other row had this content, so a new row with it that is not ours is from another run.
  const isStrange = ({ id }: SequenceRow): boolean => !old.has(id) && !session.memory.isKnown(id);
  const outs = await confirmedCreate(session, { deed: { ...deed, sequenceId }, content, inputs, deadline }, (rows) =>
    allowsTwin ? [] : findDuplicateIds(rows.filter(isStrange), sequenceId, content),
  );
  return { id: physicalId({ wabaId: deed.wabaId, sequenceId }), outs };
}

async function sendCreate(
  session: Session,
  wanted: Wanted,
  deadline: Deadline,
): Promise<{ readonly sequenceId: string; readonly before: SequenceListing }> {
  const making = makingOf(session, wanted, deadline);
  const before = await session.waitFor(deadline, session.account(wanted.deed.wabaId).before.get());
  if (!wanted.allowsTwin) refuseTwin(making, before);
  const sequenceId = await posted(making, before);
  session.memory.own(sequenceId);
  return { sequenceId, before };
}

const words = {
  noun: "sequence",
  holder: "The account",
  adopt: "adoptSequenceId",
  look: "with `pulumi-whatsapp list`",
} as const;

function makingOf(session: Session, { deed, content, allowsTwin }: Wanted, deadline: Deadline): Making<SequenceRow> {
  const { api, memory } = session;
  const account = session.account(deed.wabaId);
  const isSiblings = (row: SequenceRow): boolean =>
    row.content !== undefined && memory.making.has(makingKey(deed.wabaId, row.content));
  const isLike = (raw: unknown): boolean => {
    const held = contentOfRow(raw);
    return held === undefined ? mayBeNamed(raw, content.name, [content.text]) : sameContent(held, content);
  };
  const isStrange = (row: SequenceRow): boolean => !memory.isKnown(row.id) && !isSiblings(row);
  return {
    session,
    deed,
    deadline,
    allowsTwin,
    words,
    shown: (sequenceId) => physicalId({ wabaId: deed.wabaId, sequenceId }),
    send: () => api.create(deed.wabaId, content, deadline),
    rows: () => session.waitFor(deadline, account.list()),
    forget: () => account.before.invalidate(),
    doubtAbout: (row) =>
      row.content === undefined && !memory.isKnown(row.id) && isLike(row.raw) ? row.unreadable : undefined,
    isLike: ({ raw }) => isLike(raw),
    isEqual: (row) => row.content !== undefined && sameContent(row.content, content) && !memory.isKnown(row.id),
    mayBe: (row) => isStrange(row) && row.content !== undefined && mayBeStored(content, row.content),
    isUnclear: (row) =>
      isStrange(row) && (row.content === undefined || plainText(row.content.name) === plainText(content.name)),
  };
}
