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
import { warningsFor } from "../../schema/warnings";
import { failuresOf } from "../../schema/failures";
import { graphId } from "../../schema/ids";
import { sequenceArgsSchema, type SequenceArgs } from "../../schema/sequence";
import { hasUnknown, isUnknown } from "../../schema/unknowns";
import { mayBeNamed } from "../../schema/unreadable-rows";
import { contentOfRow, type SequenceRow } from "../../schema/wire";
import { toUnconfirmedError } from "../steps/read-back";
import { capitalizeTarget, describeWritten, failureHeadline } from "../error-messages";
import { formatId, type ObjectRef, type Properties } from "../properties";
import type { Comparison, CreateOnce, Operation, ResourceDefinition, Write } from "../resource-definition";
import type { Session } from "../session";
import { PartialFailure, UserError } from "../user-error";
import { createSequenceContext } from "./sequence-context";
import { cacheOf, findCreatedSequence, sequencesOf, toUnreadableRow, type SequenceCache } from "./sequence-cache";
import { confirmSequenceDeleted, describeUse, waitUntilUnused } from "./sequence-deletion";
import { describeDuplicates, findRemainingDuplicates, toDuplicateError } from "./sequence-duplicates";
import {
  bookkeepingIn,
  changedLocalArgs,
  contentArgs,
  contentIn,
  sequenceKey,
  stateVersion,
  toSequenceInputs,
  toSequenceOutputs,
} from "./sequence-state";

type Args = SequenceArgs & { readonly wabaId: string };
type SequenceWrite = Write<Args, SequenceRow>;
type ReadableRow = SequenceRow & { readonly content: SequenceContent };

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
  warnings: warningsFor,
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
  findBeforeDelete: (session, ref) => cacheOf(session, ref).findBeforeDelete(ref.id),
  findWritten: (session, ref) => cacheOf(session, ref).findWritten(ref.id),
  findDelaysMs: [0],
  confirmDeleted: confirmSequenceDeleted,
  describeNotFound: (idArg) =>
    `The account does not show a sequence with this id to this token. Correct ${idArg}, or use the token of the app that created it.`,

  isCurrent: (row, args) => row.content !== undefined && sameContent(row.content, contentOf(args)),
  isWritten: (row, write) => !isReadable(row) || !isUntouched(row, write),

  isRecorded: (props) => contentIn(props) !== undefined,
  isUpToDate(olds, args) {
    const before = contentIn(olds);
    return before !== undefined && sameContent(before, contentOf(args));
  },
  isUnsettled: (olds) => bookkeepingIn(olds).unsettled !== undefined,
  loadBookkeeping: loadMissingAppId,
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
    changed: [
      ...(isMoved || hasUnknown(news["wabaId"]) ? ["wabaId"] : []),
      ...changed,
      ...changedLocalArgs(olds, news),
    ],
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
    async send(session, args, deadline) {
      const id = await sequencesOf(session).api.create(args.wabaId, contentOf(args), deadline);
      return id === undefined ? undefined : { id };
    },
    matches: (row, args) => isReadable(row) && sameContent(row.content, contentOf(args)),
    mayBeStoredAs: (row, args) => isReadable(row) && mayBeStored(contentOf(args), row.content),
    isUnclear: (row, args) => !isReadable(row) || plainText(row.content.name) === plainText(args.name),
    mayBeUnreadable(raw, args) {
      const stored = contentOfRow(raw);
      return stored === undefined ? mayBeNamed(raw, args.name, [args.text]) : sameContent(stored, contentOf(args));
    },
    unreadableContent: toUnreadableRow,
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

/** Learns the app that writes a sequence, if the state does not record it: a later proof of absence needs it. */
async function loadMissingAppId({ session, ref, deadline, olds }: SequenceWrite): Promise<void> {
  if (bookkeepingIn(olds).appId !== undefined) return;
  await session.waitFor(deadline, sequencesOf(session).loadAppId(ref)).catch(() => undefined);
}

function appIdOf({ session, ref: { scopeId = "" }, olds }: SequenceWrite): string | undefined {
  return bookkeepingIn(olds).appId ?? sequencesOf(session).knownAppId(scopeId);
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
    const unsettled = { ...outs, __unsettled: { sent: contentDigest(sent) } };
    throw toUnconfirmedError(welcomeMessageSequence, write, "Meta still returns the previous content.", unsettled);
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
  const appId = known.appId ?? (await session.waitFor(deadline, sequencesOf(session).loadAppId(ref)));
  const recorded = known.unsettled?.duplicates ?? [];
  const remaining = await findRemainingDuplicates(operation, content, props);
  const duplicates = recorded.length > 0 ? remaining : cacheOf(session, ref).findRecentDuplicates(ref.id, content);
  if (duplicates.length > 0 && props["duplicates"] !== "allow") {
    session.warn(describeDuplicates(title, ref, duplicates));
  }
  // While Meta still has what it stored of the last attempt, that attempt is not repeated, with or without a refresh.
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
