import type { GraphProblem } from "../../client/graph-problem";
import { describeUnreadable } from "../../client/unreadable-rows";
import {
  argsOf,
  contentDigest,
  contentOf,
  describeDifference,
  mayBeStored,
  plainText,
  sameContent,
  type SequenceContent,
} from "../../schema/canonical";
import { doubtsOf } from "../../schema/doubts";
import { failuresOf } from "../../schema/failures";
import { graphId } from "../../schema/ids";
import { sequenceArgsSchema, type SequenceArgs } from "../../schema/sequence";
import { whereToSet } from "../../schema/settings";
import { hasUnknown, isUnknown } from "../../schema/unknowns";
import { mayBeNamed } from "../../schema/unreadable-rows";
import { contentOfRow, type SequenceRow } from "../../schema/wire";
import { toUnconfirmedError } from "../lifecycle";
import {
  capitalizeTarget,
  createContext,
  describeWritten,
  failureHeadline,
  nameObject,
  type Hints,
  type OperationContext,
} from "../operation-context";
import { pollUntil, readBackDelaysMs } from "../poll";
import { formatId, type ObjectRef, type Properties } from "../properties";
import type { Comparison, CreateOnce, Operation, ResourceDefinition, Write } from "../resource-definition";
import type { Session } from "../session";
import { PartialFailure, UserError } from "../user-error";
import { findDuplicateIds, sequencesOf, type SequenceCache } from "./sequence-cache";
import {
  bookkeepingIn,
  contentIn,
  localArgsDiffer,
  sequenceKey,
  stateVersion,
  toSequenceInputs,
  toSequenceOutputs,
} from "./sequence-state";

type Args = SequenceArgs & { readonly wabaId: string };
type SequenceWrite = Write<Args, SequenceRow>;
type ReadableRow = SequenceRow & { readonly content: SequenceContent };

const contentArgs = ["name", "text", "autofillMessage", "iceBreakers"] as const;

/** The lifecycle of a welcome message sequence. */
export const welcomeMessageSequence: ResourceDefinition<Args, SequenceRow> = {
  noun: "sequence",
  api: "graph",
  stateVersion,
  idFormat: "<wabaId>/<sequenceId>",
  scope: "wabaId",

  argsSchema: sequenceArgsSchema.extend({ wabaId: graphId }),
  contentArgs: "text, autofillMessage, iceBreakers",
  failures: (args) => failuresOf(sequenceArgsSchema, args),
  warnings: doubtsOf,
  keyOf: sequenceKey,
  createContext: createSequenceContext,
  compare: compareSequence,

  write: createSequenceOnce(),
  runWrite: (session, scopeId = "", task) => sequencesOf(session).runWrite(scopeId, task),
  sendUpdate: (session, { scopeId = "", id }, args, deadline) =>
    sequencesOf(session).api.update(scopeId, id, contentOf(args), deadline),
  describeImmutable: ({ scopeId }, { wabaId }) =>
    wabaId === scopeId ? undefined : `A sequence cannot move to account ${wabaId}.`,

  find: (session, ref) => cacheOf(session, ref).find(ref.id),
  findRecent: (session, ref) => cacheOf(session, ref).findRecent(ref.id),
  findDelaysMs: [0],
  isDeleted: () => false,
  confirmDeleted: confirmSequenceDeleted,
  describeNotFound: (idArg) =>
    `The account does not show a sequence with this id to this token. Correct ${idArg}, or use the token of the app that created it.`,

  isCurrent: (row, args) => row.content !== undefined && sameContent(row.content, contentOf(args)),
  isWritten: (row, write) => !isReadable(row) || !isUntouched(row, write),

  hasContent: (props) => contentIn(props) !== undefined,
  isUpToDate(olds, args) {
    const before = contentIn(olds);
    return before !== undefined && sameContent(before, contentOf(args));
  },
  isUnsettled: (olds) => bookkeepingIn(olds).unsettled !== undefined,
  loadBookkeeping: ({ session, deadline }) =>
    session.waitFor(deadline, sequencesOf(session).loadAppId()).catch(() => undefined),
  toOutputs: toConfirmedOutputs,
  toUnconfirmedOutputs(write) {
    const content = contentOf(write.args);
    return toSequenceOutputs(write.ref, content, write.inputs, {
      appId: appIdOf(write),
      unsettled: { sent: contentDigest(content) },
    });
  },
  describeWrite: ({ ref }) => `Sequence ${formatId(ref)} was written`,
  withLocalArgs(ref, args, olds, news) {
    return toSequenceOutputs(ref, contentOf(args), news, { ...bookkeepingIn(olds), unsettled: undefined });
  },
  reconcile,
  toState,
};

function createSequenceContext(verb: string, ref: Partial<ObjectRef>, { name }: Properties): OperationContext {
  const { scopeId = "", id } = ref;
  const target = nameObject("sequence", {
    ...{ scope: "account", scopeId, id },
    name: typeof name === "string" ? name : undefined,
  });
  const context = createContext({ verb, target, hints: sequenceHints(scopeId) });
  return {
    ...context,
    describeRejection: (error) => (error.meaning.kind === "in-use" ? describeInUse(context, error) : undefined),
  };
}

/** Returns remediation by kind of Graph error. `where` tells where a setting is set. */
export function sequenceHints(wabaId: string, where = whereToSet): Hints {
  return {
    permission: `Grant the app whatsapp_business_management and give the token's user access to account ${wabaId}.`,
    "no-such-object": `Check that ${wabaId} is the WhatsApp Business Account id (not a phone number id) and that the token may see it; set it with ${where("wabaId")}.`,
    "invalid-data": "Correct the text, autofill message or ice breakers as Meta says and run again.",
    "create-failed": `Check that the token has whatsapp_business_management for account ${wabaId}, then run again.`,
    "update-failed": "Check the sequence's fields and the token's permission for the account, then run again.",
    "not-loadable":
      "Either it does not exist or the token may not see it: run `pulumi refresh` with the token of the app that created it, then run again.",
  };
}

function cacheOf(session: Session, { scopeId = "" }: ObjectRef): SequenceCache {
  return sequencesOf(session).cacheOf(scopeId);
}

function isReadable(row: SequenceRow): row is ReadableRow {
  return row.content !== undefined;
}

function compareSequence(_session: Session, ref: ObjectRef, olds: Properties, news: Properties): Comparison {
  const { isUsedInAd, unsettled } = bookkeepingIn(olds);
  const changed = contentArgs.filter((key) => hasUnknown(news[key]) || differsIn(key, olds, news));
  const isElsewhere = (value: unknown): boolean => value !== undefined && value !== ref.scopeId && !isUnknown(value);
  const isMoved = isElsewhere(news["wabaId"]) || isElsewhere(olds["wabaId"]);
  const content = contentIn(news);
  // An attempt that is not settled goes on with the sequence it began with; an unknown value never announces a replacement.
  const isRetry = unsettled !== undefined && content !== undefined && contentDigest(content) === unsettled.sent;
  const replaced =
    news["onContentChange"] === "replace" && !isRetry ? changed.filter((key) => !hasUnknown(news[key])) : [];
  const title = `sequence ${JSON.stringify(news["name"])} (${formatId(ref)})`;
  const adopted = news["adoptSequenceId"];
  const ignoresAdoption =
    typeof adopted === "string" && adopted !== olds["adoptSequenceId"] && adopted !== ref.id && !isUnknown(adopted);
  return {
    changes: changed.length > 0 || isMoved || hasUnknown(news["wabaId"]) || localArgsDiffer(olds, news),
    replaces: [...(isMoved ? ["wabaId"] : []), ...replaced],
    warnings: [
      ...(changed.length > 0 && isUsedInAd ? [describeUse(title)] : []),
      ...(ignoresAdoption
        ? [`${title}: adoptSequenceId is read only when creating, so ${adopted} is not adopted.`]
        : []),
    ],
  };
}

/** True if one argument differs; absent, null and empty are equal. */
function differsIn(key: (typeof contentArgs)[number], olds: Properties, news: Properties): boolean {
  const blank = { name: "", text: "" };
  const before = contentIn({ ...blank, [key]: olds[key] });
  const after = contentIn({ ...blank, [key]: news[key] });
  return before === undefined || after === undefined || !sameContent(before, after);
}

function createSequenceOnce(): CreateOnce<Args, SequenceRow> {
  const cacheFor = (session: Session, { wabaId }: Args): SequenceCache => sequencesOf(session).cacheOf(wabaId);
  return {
    strategy: "create-once",
    adoptArg: "adoptSequenceId",
    container: "The account",
    whereToLook: "with `pulumi-whatsapp list`",
    nameOf: ({ name }) => plainText(name),
    rowsBefore: (session, args) => cacheFor(session, args).rowsBefore,
    list: (session, args) => cacheFor(session, args).list(),
    send: (session, args, deadline) => sequencesOf(session).api.create(args.wabaId, contentOf(args), deadline),
    runCreate: (session, args, task) =>
      cacheFor(session, args).runCreate(() => sequencesOf(session).runWrite(args.wabaId, task)),
    matches: (row, args) => isReadable(row) && sameContent(row.content, contentOf(args)),
    mayBeStoredAs: (row, args) => isReadable(row) && mayBeStored(contentOf(args), row.content),
    isUnclear: (row, args) => !isReadable(row) || plainText(row.content.name) === plainText(args.name),
    mayBeUnreadable(raw, args) {
      const stored = contentOfRow(raw);
      return stored === undefined ? mayBeNamed(raw, args.name, [args.text]) : sameContent(stored, contentOf(args));
    },
    unreadableContent: (row) =>
      row.content === undefined ? { position: undefined, reason: row.unreadable, raw: row.raw } : undefined,
    findCreated: findCreatedSequence,
    toDuplicateError,

    describeUnadoptable: () => undefined,
    warnBeforeAdoption({ session, context }, row) {
      if (row.isUsedInAd) session.warn(describeUse(context.target));
    },

    goneKind: "not-loadable",
    beforeDelete: waitUntilUnused,
    sendDelete: (session, { scopeId = "", id }, deadline) => sequencesOf(session).api.delete(scopeId, id, deadline),
  };
}

/** Finds the new sequence in a listing that creates share, with equal rows that another process created at the same moment. */
async function findCreatedSequence(write: SequenceWrite, isForeign: (row: SequenceRow) => boolean) {
  const { session, ref, deadline, args } = write;
  const cache = cacheOf(session, ref);
  const findDuplicates = (rows: readonly SequenceRow[]): readonly string[] =>
    args.duplicates === "allow" ? [] : findDuplicateIds(rows.filter(isForeign), ref.id, contentOf(args));
  const { rows } = await session.waitFor(deadline, cache.listCreated());
  const listed = rows.find(({ id }) => id === ref.id);
  if (listed !== undefined) return { row: listed, duplicates: findDuplicates(rows) };
  const row = await pollUntil(
    deadline,
    readBackDelaysMs.slice(1),
    () => session.waitFor(deadline, cache.find(ref.id)),
    (found) => found !== undefined,
  );
  // A duplicate may appear as late as the row itself.
  const late = row === undefined ? rows : (await session.waitFor(deadline, cache.list())).rows;
  return { row, duplicates: findDuplicates(late) };
}

/**
 * Builds the error for equal sequences that another process created at the same moment. The next run asks again and succeeds once one is
 * left. Both runs name the same one to keep, so that neither deletes the other's.
 */
function toDuplicateError(write: SequenceWrite, outs: Properties, duplicates: readonly string[]): PartialFailure {
  const { ref, args, context } = write;
  const digest = contentDigest(contentOf(args));
  const show = (id: string): string => formatId({ ...ref, id });
  const all = [ref.id, ...duplicates].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const [kept = ref.id, ...others] = all;
  return new PartialFailure(
    formatId(ref),
    { ...outs, __unsettled: { sent: digest, stored: digest, duplicates } },
    `${describeWritten(context)}, but the account now also contains ${duplicates.map(show).join(", ")} with the same name and content, probably created by another run at the same moment. ` +
      `The state records ${formatId(ref)}. Keep ${show(kept)} and delete ${others.map(show).join(", ")}; another run that reports this names the same one to keep. ` +
      "The stack of a deleted sequence removes the resource, or adopts the one that stays with adoptSequenceId (aliases, if the resource was only renamed). " +
      'To keep all of them, set duplicates: "allow". Then run again.',
  );
}

function appIdOf({ session, olds }: SequenceWrite): string | undefined {
  return sequencesOf(session).appId ?? bookkeepingIn(olds).appId;
}

/** True if the row still has the content from before the write: the read may be stale. */
function isUntouched({ content }: ReadableRow, { args, olds, before }: SequenceWrite): boolean {
  const old = before?.content ?? contentIn(olds);
  return old !== undefined && sameContent(content, old) && !sameContent(old, contentOf(args));
}

function toConfirmedOutputs(write: SequenceWrite, row: SequenceRow): Properties {
  const { ref, args, inputs, context } = write;
  if (!isReadable(row)) {
    throw toUnconfirmedError(welcomeMessageSequence, write, `what Meta stored cannot be read: ${row.unreadable}.`);
  }
  const sent = contentOf(args);
  const outs = toSequenceOutputs(ref, row.content, inputs, { ...row, appId: appIdOf(write) });
  if (sameContent(row.content, sent)) return outs;
  if (isUntouched(row, write)) {
    // The state keeps what Meta returned. It may be a stale read: the next run reads before it writes.
    throw toUnconfirmedError(
      {
        ...welcomeMessageSequence,
        toUnconfirmedOutputs: () => ({ ...outs, __unsettled: { sent: contentDigest(sent) } }),
      },
      write,
      "Meta still returns the previous content.",
    );
  }
  throw storedDifferentlyError(write, row, outs, `${describeWritten(context)}, but`);
}

/** Builds the error for content that Meta changed. The state takes what is stored, and the same attempt is not repeated. */
function storedDifferentlyError({ ref, args }: SequenceWrite, row: ReadableRow, outs: Properties, headline: string) {
  const sent = contentOf(args);
  return new PartialFailure(
    formatId(ref),
    { ...outs, __unsettled: { sent: contentDigest(sent), stored: contentDigest(row.content) } },
    `${headline} Meta stored different content than was sent: ${describeDifference(sent, row.content)}. ` +
      "Change the program to what Meta stored, or to text that Meta keeps; until then nothing is sent again.",
  );
}

async function reconcile(write: SequenceWrite, row: SequenceRow): Promise<Properties | undefined> {
  const { ref, args, inputs, olds, context } = write;
  if (!isReadable(row)) return undefined;
  const { unsettled } = bookkeepingIn(olds);
  const sent = contentOf(args);
  const outs = toSequenceOutputs(ref, row.content, inputs, { ...row, appId: appIdOf(write) });
  if (sameContent(row.content, sent)) {
    const duplicates = args.duplicates === "allow" ? [] : await findRemainingDuplicates(write, sent, olds);
    if (duplicates.length === 0) return outs;
    throw toDuplicateError({ ...write, context: { ...context, verb: "create" } }, outs, duplicates);
  }
  const isRepeated = unsettled?.sent === contentDigest(sent) && unsettled.stored === contentDigest(row.content);
  if (!isRepeated) return undefined;
  const headline = `${capitalizeTarget(context)} was not updated again, because after the last attempt`;
  throw storedDifferentlyError(write, row, outs, headline);
}

/** Returns the recorded duplicates that the account still has with this content. Makes no call if none are recorded. */
async function findRemainingDuplicates(
  { session, ref, deadline }: Operation,
  content: SequenceContent,
  properties: Properties,
): Promise<readonly string[]> {
  const recorded = bookkeepingIn(properties).unsettled?.duplicates ?? [];
  if (recorded.length === 0) return [];
  const { rows } = await session.waitFor(deadline, cacheOf(session, ref).list());
  return findDuplicateIds(rows, ref.id, content).filter((id) => recorded.includes(id));
}

async function toState(operation: Operation, row: SequenceRow, props: Properties) {
  const { session, ref, context, deadline } = operation;
  if (!isReadable(row)) {
    throw new UserError(
      `${failureHeadline(context)} The stored content cannot be read: ${row.unreadable}. The state is kept; report the shape to pulumi-whatsapp's issues.`,
    );
  }
  const { content } = row;
  const known = bookkeepingIn(props);
  const title = `sequence ${JSON.stringify(content.name)} (${formatId(ref)})`;
  const appId = (await session.waitFor(deadline, sequencesOf(session).loadAppId())) ?? known.appId;
  const recorded = known.unsettled?.duplicates ?? [];
  const remaining = await findRemainingDuplicates(operation, content, props);
  const duplicates = recorded.length > 0 ? remaining : cacheOf(session, ref).findRecentDuplicates(ref.id, content);
  if (duplicates.length > 0 && props["duplicates"] !== "allow")
    session.warn(describeDuplicates(title, ref, duplicates));
  // While Meta holds what it stored of the last attempt, that attempt is not repeated, refreshed or not.
  const isUnsettled =
    known.unsettled?.stored === contentDigest(content) && (recorded.length === 0 || remaining.length > 0);
  const unsettled = isUnsettled ? known.unsettled : undefined;
  return {
    props: toSequenceOutputs(ref, content, props, { ...row, appId, unsettled }),
    inputs: toSequenceInputs(ref.scopeId ?? "", content, props),
    content: argsOf(content),
    title: `S${title.slice(1)}`,
  };
}

function describeDuplicates(title: string, ref: ObjectRef, duplicates: readonly string[]): string {
  const shown = duplicates.map((id) => formatId({ ...ref, id })).join(", ");
  return (
    `${title}: the account also contains ${shown} with the same name and content. ` +
    'Delete those that no program manages, or set duplicates: "allow" if this is intended.'
  );
}

/**
 * Proves that a sequence that a response lacked is deleted. Lists are scoped to the app behind the token, and one empty response proves
 * nothing, so three things are needed: the app is the one that wrote the row, a whole listing lacks it, and the node itself does not exist.
 */
async function confirmSequenceDeleted(operation: Operation, props: Properties): Promise<SequenceRow | undefined> {
  const { session, ref, deadline } = operation;
  const { appId: writtenBy } = bookkeepingIn(props);
  if (contentIn(props) === undefined)
    throw new UserError(`${failureHeadline(operation.context)} ${welcomeMessageSequence.describeNotFound("the id")}`);
  const appId = await session.waitFor(deadline, sequencesOf(session).loadAppId());
  if (writtenBy === undefined || appId === undefined) {
    throw undecidedError(operation, "which app created it, or which app the token belongs to, is not known");
  }
  if (appId !== writtenBy) {
    throw undecidedError(
      operation,
      `app ${writtenBy} created it, but the token belongs to app ${appId}, which does not see other apps' sequences`,
    );
  }
  const { rows, unreadable } = await session.waitFor(deadline, cacheOf(session, ref).list());
  const row = rows.find(({ id }) => id === ref.id);
  if (row !== undefined) return row;
  if (unreadable.length > 0) {
    const shown = describeUnreadable(unreadable);
    throw undecidedError(operation, `it may be in what cannot be read of the account's list: ${shown}`);
  }
  const isGone = session.runRead((readDeadline) => sequencesOf(session).api.nodeIsGone(ref.id, readDeadline));
  if (await session.waitFor(deadline, isGone)) return undefined;
  throw undecidedError(operation, "the account's list lacks it, but the object itself still answers");
}

function undecidedError({ context }: Operation, why: string): UserError {
  return new UserError(
    `${failureHeadline(context)} Meta's response does not contain it, but that does not prove that it is deleted: ${why}. The state is kept; run again with the token of the app that created it, or remove it from the state yourself (\`pulumi state delete\`).`,
  );
}

/** Delays before each read of a sequence whose ads this process has moved. Meta does not document how long it takes to notice. */
const releaseDelaysMs = [250, 500, 1_000, 2_000, 4_000] as const;

/** Throws if an ad uses the sequence. After this process has written ads, waits for Meta to notice that the sequence is unused. */
async function waitUntilUnused({ session, ref, context, deadline }: Operation, row: SequenceRow): Promise<void> {
  if (!row.isUsedInAd) return;
  const isUnused = async (): Promise<boolean> =>
    (await session.waitFor(deadline, cacheOf(session, ref).find(ref.id)))?.isUsedInAd !== true;
  const isFree =
    session.hasWrittenAds && (await pollUntil(deadline, releaseDelaysMs, isUnused, (isSo) => isSo)) === true;
  if (!isFree) throw new UserError(describeInUse(context));
}

/** Words the rejection of a sequence that an ad uses, whether Meta said so or the account's listing did. */
function describeInUse({ verb, target }: OperationContext, error?: GraphProblem): string {
  const trace = error?.traceId === undefined ? "" : `, fbtrace_id ${error.traceId}`;
  const what = verb === "delete" ? "delete" : "change";
  const remediation =
    what === "delete"
      ? 'Disconnect the sequence from the ad and run again, or set retainOnDelete to leave it in the account; for the next change, onContentChange: "replace" creates a new sequence first so that the ad can move to it.'
      : 'Disconnect the sequence from the ad and run again, or set onContentChange: "replace" so that the change creates a new sequence the ad can move to (with retainOnDelete the old one stays in the account).';
  return `Refused to ${what} ${target}. An ad uses it, and Meta does not ${what} a sequence that an ad uses (4027012 Sequence used in an ad${trace}). ${remediation}`;
}

function describeUse(title: string): string {
  return (
    `${title} is used in an ad: Meta will probably refuse this change (4027012). ` +
    'Disconnect it from the ad, or set onContentChange: "replace" to create a new sequence that the ad can move to.'
  );
}
