import { isRejectedAs } from "../../client/call-error";
import type { Deadline } from "../../client/clock";
import { attachmentArgsSchema, type AttachmentArgs } from "../../schema/attachment";
import { failuresOf } from "../../schema/failures";
import { isUnknown } from "../../schema/unknowns";
import type { AdRow } from "../../schema/wire-ads";
import { confirmNodeDeleted } from "../steps/confirm-deleted";
import { createContext, failureHeadline, toUserError, type Hints, type OperationContext } from "../error-messages";
import { toUnconfirmedError } from "../steps/read-back";
import { pollUntil, readBackDelaysMs, retryIdempotentWrite } from "../poll";
import { handlerIn, type ObjectRef, type Properties } from "../properties";
import type { Comparison, Operation, ResourceDefinition, SetPointer } from "../resource-definition";
import type { Session } from "../session";
import { UserError } from "../user-error";
import { adsOf } from "./ad-cache";

const stateVersion = 1;

/** Values that outputs record besides the arguments. */
interface AttachmentBookkeeping {
  /** The creative that the ad had before; undefined if none was recorded. */
  readonly previousCreativeId: string | undefined;
  readonly adAccountId: string | undefined;
  readonly onDelete: "restore" | "pause" | "leave";
  /** True if the last write was not confirmed. */
  readonly isUnconfirmed: boolean;
}

function bookkeepingIn(properties: Properties): AttachmentBookkeeping {
  const { __unconfirmed: unconfirmed, __adAccountId: adAccountId, previousCreativeId, onDelete } = properties;
  return {
    previousCreativeId: typeof previousCreativeId === "string" ? previousCreativeId : undefined,
    adAccountId: typeof adAccountId === "string" ? adAccountId : undefined,
    onDelete: onDelete === "pause" || onDelete === "leave" ? onDelete : "restore",
    isUnconfirmed: unconfirmed === true,
  };
}

/** Sets the creative of an ad and records which one it had before. */
const setCreative: SetPointer<AttachmentArgs, AdRow> = {
  strategy: "set",
  idArg: "adId",
  describeConflict: (adId) =>
    `Could not attach a creative to ad ${adId}. Another resource of this program attaches one to the same ad. Remove one of the two from the program.`,
  recordPrevious(session, row, { creativeId }) {
    const { previousCreativeIds } = adsOf(session);
    const current = row.creativeId === creativeId ? undefined : row.creativeId;
    const previousCreativeId = previousCreativeIds.get(row.id) ?? current;
    if (previousCreativeId !== undefined) previousCreativeIds.set(row.id, previousCreativeId);
    return { previousCreativeId, __adAccountId: row.adAccountId };
  },
  leavesObject: (props) => bookkeepingIn(props).onDelete === "leave",
  planRelease,
  warnAboutSkippedDelete,
};

/** The lifecycle of an attachment of a creative to an ad. */
export const adCreativeAttachment: ResourceDefinition<AttachmentArgs, AdRow> = {
  noun: "attachment",
  api: "marketing",
  stateVersion,
  idFormat: "<adId>",
  scope: undefined,

  argsSchema: attachmentArgsSchema,
  contentArgs: "adId, creativeId",
  failures: (args) => failuresOf(attachmentArgsSchema, args),
  keyOf: ({ adId, creativeId }) => JSON.stringify([adId, creativeId]),
  createContext: createAttachmentContext,
  compare: compareAttachment,

  write: setCreative,
  runWrite: (session, _scopeId, task) => session.runAdWrite("ads", task),
  sendUpdate: (session, { id }, { creativeId }, deadline) => adsOf(session).setCreative(id, creativeId, deadline),
  describeImmutable: ({ id }, { adId }) => (adId === id ? undefined : `An attachment cannot move to ad ${adId}.`),

  noteState: (session, { id }, props) => adsOf(session).noteAccount(id, bookkeepingIn(props).adAccountId),
  find: (session, { id }) => adsOf(session).find(id),
  findDelaysMs: [0, 0],
  isDeleted: ({ status }) => status === "DELETED",
  confirmDeleted: (operation, props) => confirmNodeDeleted(operation, bookkeepingIn(props).adAccountId),
  describeNotFound: (idArg) =>
    `Meta does not show an ad with this id to this token. Correct ${idArg}, or use a token that may see its ad account.`,

  isCurrent: (row, { creativeId }) => row.creativeId === creativeId,

  isRecorded: (props) => props["creativeId"] !== undefined,
  isUpToDate: (olds, { creativeId }) => olds["creativeId"] === creativeId,
  isUnsettled: (olds) => bookkeepingIn(olds).isUnconfirmed,
  toOutputs(write, row) {
    const { args, inputs, olds } = write;
    if (row.creativeId === args.creativeId) {
      return toAttachmentOutputs(args, inputs, { ...bookkeepingIn(olds), isUnconfirmed: false });
    }
    const shown = row.creativeId === undefined ? "none" : `creative ${row.creativeId}`;
    throw toUnconfirmedError(adCreativeAttachment, write, `Meta still shows ${shown}.`);
  },
  toUnconfirmedOutputs: ({ args, inputs, olds }) =>
    toAttachmentOutputs(args, inputs, { ...bookkeepingIn(olds), isUnconfirmed: true }),
  describeWrite: ({ ref, args }) => `Ad ${ref.id} was pointed at creative ${args.creativeId}`,
  withLocalArgs: (_ref, args, olds, news) => toAttachmentOutputs(args, news, bookkeepingIn(olds)),
  async toState({ ref, context }, row, props) {
    const { creativeId } = row;
    if (creativeId === undefined) {
      throw new UserError(`${failureHeadline(context)} The ad has no creative.`);
    }
    const bookkeeping = bookkeepingIn(props);
    const args = { adId: ref.id, creativeId };
    return Promise.resolve({
      props: toAttachmentOutputs(args, props, {
        previousCreativeId: bookkeeping.previousCreativeId,
        adAccountId: row.adAccountId ?? bookkeeping.adAccountId,
      }),
      inputs: toAttachmentInputs(args, props),
      content: {},
      title: `Attachment of ad ${ref.id}`,
    });
  },
};

function createAttachmentContext(verb: string, { id }: Partial<ObjectRef>, properties: Properties): OperationContext {
  const adId = id ?? (typeof properties["adId"] === "string" ? properties["adId"] : "(not set)");
  const { creativeId } = properties;
  const target =
    typeof creativeId === "string"
      ? `the attachment of ad creative ${creativeId} to ad ${adId}`
      : `the attachment of ad ${adId}`;
  const hints: Hints = {
    permission: `Grant the app ads_management and give the token's user access to the ad account of ad ${adId}.`,
    "no-such-object": `Check that ${adId} is the id of an ad (not of an ad set or a creative) and that the token may see it.`,
    invalid:
      "Check that the ad is not archived or deleted, and that the creative exists in the ad's own ad account, then run again.",
  };
  return createContext({ verb, target, hints });
}

/** Another ad needs another attachment; another creative or `onDelete` changes this one. */
function compareAttachment(
  session: Session,
  { id }: ObjectRef,
  olds: Properties,
  news: Properties,
  isPlanning: boolean,
): Comparison {
  const { previousCreativeId } = bookkeepingIn(olds);
  // An engine may replace what the plan wanted to keep (`--replace`): the new one restores what the old one would have.
  if (isPlanning && previousCreativeId !== undefined) adsOf(session).previousCreativeIds.set(id, previousCreativeId);
  const isMoved = news["adId"] !== undefined && news["adId"] !== id;
  const { creativeId, onDelete } = news;
  const moved = isMoved ? ["adId"] : [];
  const changed = [
    ...moved,
    ...(isUnknown(creativeId) || creativeId !== olds["creativeId"] ? ["creativeId"] : []),
    ...((onDelete ?? undefined) === (olds["onDelete"] ?? undefined) ? [] : ["onDelete"]),
  ];
  return { changed, replaces: moved, warnings: [] };
}

function toAttachmentInputs(
  { adId, creativeId }: Pick<AttachmentArgs, "adId" | "creativeId">,
  { onDelete, ...from }: Properties,
): Properties {
  return {
    adId,
    creativeId,
    ...(onDelete === undefined || onDelete === null ? {} : { onDelete }),
    ...handlerIn(from),
  };
}

/** Builds outputs as they go into the state. `onDelete` and the handler text come from `from`. No value is undefined. */
function toAttachmentOutputs(
  args: Pick<AttachmentArgs, "adId" | "creativeId">,
  from: Properties,
  { previousCreativeId, adAccountId, isUnconfirmed }: Partial<AttachmentBookkeeping>,
): Properties {
  return {
    ...toAttachmentInputs(args, from),
    ...(previousCreativeId === undefined ? {} : { previousCreativeId }),
    __stateVersion: stateVersion,
    ...(adAccountId === undefined ? {} : { __adAccountId: adAccountId }),
    ...(isUnconfirmed === true ? { __unconfirmed: true } : {}),
  };
}

/** An engine that replaces without a diff (`--replace`) does not pass on what the old attachment recorded. */
function warnAboutSkippedDelete(session: Session, { id }: ObjectRef, props: Properties): void {
  const { previousCreativeId: recorded } = bookkeepingIn(props);
  if (recorded === undefined || adsOf(session).previousCreativeIds.get(id) === recorded) return;
  session.warn(
    `ad ${id}: its attachment was recreated without the old one's record, so the creative that the ad had at first, ${recorded}, is not restored when the attachment is deleted. ` +
      'Set onDelete: "pause" or "leave", or point the ad there yourself then. When the program renames or moves an attachment, the option aliases keeps the record.',
  );
}

/** Decides what `onDelete` does. Leaves an ad unchanged that uses another creative by then. */
function planRelease({ session, ref, context }: Operation, ad: AdRow, props: Properties) {
  if (ad.status === "ARCHIVED") return undefined;
  const { creativeId } = props;
  if (typeof creativeId === "string" && ad.creativeId !== creativeId) {
    const shown = ad.creativeId ?? "none";
    session.warn(`ad ${ref.id}: the ad now uses creative ${shown}, not ${creativeId}; leaving it unchanged.`);
    return undefined;
  }
  const { previousCreativeId, onDelete } = bookkeepingIn(props);
  if (onDelete !== "restore") return (operation: Operation) => pauseAd(operation, ad);
  if (previousCreativeId !== undefined) return (operation: Operation) => restoreCreative(operation, previousCreativeId);
  throw new UserError(
    `${failureHeadline(context)} onDelete is "restore", but which creative the ad had before is not recorded: it had this one already, or the attachment was imported. ${waysOut}`,
  );
}

async function restoreCreative(operation: Operation, creativeId: string): Promise<void> {
  const { session, ref, context } = operation;
  const send = (deadline: Deadline) => adsOf(session).setCreative(ref.id, creativeId, deadline);
  await writeAd(operation, send, (ad) => ad.creativeId === creativeId).catch((error: unknown) => {
    if (!isRejectedAs(error, "invalid")) throw error;
    const { message } = toUserError(error, context);
    throw new UserError(`${message} The creative it had before, ${creativeId}, may be deleted. ${waysOut}`);
  });
}

async function pauseAd(operation: Operation, ad: AdRow): Promise<void> {
  if (ad.status === "PAUSED") return;
  const { session, ref } = operation;
  await writeAd(
    operation,
    (deadline) => adsOf(session).pause(ref.id, deadline),
    ({ status }) => status !== "ACTIVE",
  );
}

/** Writes the ad and waits until a read shows it: what a destroy deletes next (the creative, the sequence) depends on it. */
async function writeAd(
  { session, ref, context, deadline }: Operation,
  send: (deadline: Deadline) => Promise<unknown>,
  isDone: (ad: AdRow) => boolean,
): Promise<void> {
  const find = (): Promise<AdRow | undefined> => session.waitFor(deadline, adsOf(session).find(ref.id));
  const isShown = (ad: AdRow | undefined): boolean => ad !== undefined && isDone(ad);
  await retryIdempotentWrite(
    session,
    deadline,
    () => send(deadline),
    async () => isShown(await find()),
  );
  if (isShown(await pollUntil(deadline, readBackDelaysMs, find, isShown))) return;
  throw new UserError(
    `${failureHeadline(context)} Meta accepted the request, but still shows the ad as it was. Run again; the state is kept.`,
  );
}

const waysOut =
  'Set onDelete: "pause" or "leave", run `pulumi up`, then delete it; or point the ad elsewhere yourself.';
