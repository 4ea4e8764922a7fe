import { isRejectedAs } from "../../client/call-error";
import { scopeOfAds } from "../../client/limit-scope";
import { plainText } from "../../schema/canonical";
import {
  contentOfCreative,
  creativeArgsSchema,
  creativeFailures,
  describeFixedDifferences,
  fixedDifferences,
  sequenceIn,
  type CreativeArgs,
} from "../../schema/creative";
import { adAccountId } from "../../schema/ids";
import { differences } from "../../schema/json-value";
import { whereToSet } from "../../schema/settings";
import { hasUnknown, isUnknown } from "../../schema/unknowns";
import { mayBeNamed } from "../../schema/unreadable-rows";
import type { CreativeRow } from "../../schema/wire-ads";
import { confirmNodeDeleted } from "../steps/confirm-deleted";
import {
  createContext,
  describeWritten,
  nameObject,
  toUserError,
  type Hints,
  type OperationContext,
} from "../error-messages";
import { formatId, type ObjectRef, type Properties } from "../properties";
import type { Comparison, CreateOnce, Operation, ResourceDefinition, Write } from "../resource-definition";
import type { Session } from "../session";
import { PartialFailure, UserError } from "../user-error";
import { listPaths } from "../validation";
import { creativesOf } from "./creative-cache";
import {
  bookkeepingIn,
  creativeKey,
  digestOf,
  fieldsIn,
  fixedArgs,
  localArgs,
  projectRow,
  stateVersion,
  toCreativeFields,
  toCreativeInputs,
  toCreativeOutputs,
  type CreativeFields,
  type FixedArg,
} from "./creative-state";

type Args = CreativeArgs & { readonly adAccountId: string };
type CreativeWrite = Write<Args, CreativeRow>;

const createCreativeOnce: CreateOnce<Args, CreativeRow> = {
  strategy: "create-once",
  adoptArg: "adoptCreativeId",
  container: "The ad account",
  whereToLook: "in Ads Manager",
  nameOf: ({ name }) => plainText(name),
  rowsBefore: (session, args) => creativesOf(session).rowsBefore(args.adAccountId),
  list: (session, args) => creativesOf(session).listNewest(args.adAccountId),
  send: (session, args, deadline) =>
    creativesOf(session).api.createCreative(args.adAccountId, contentOfCreative(args), deadline),
  matches: (row, args) =>
    row.name === args.name && row.status !== "DELETED" && fixedDifferences(contentOfCreative(args), row).length === 0,
  // Meta writes much of a creative in its own way, so a similar row proves nothing.
  mayBeStoredAs: () => false,
  isUnclear: (row, args) =>
    row.status !== "DELETED" && (row.name === undefined || plainText(row.name) === plainText(args.name)),
  mayBeUnreadable: (raw, args) => mayBeNamed(raw, args.name, []),
  unreadableContent: () => undefined,

  describeUnadoptable(row, { scopeId }, args) {
    if (row.adAccountId !== undefined && row.adAccountId !== scopeId) {
      return adCreative.describeNotFound("adoptCreativeId");
    }
    const paths = fixedDifferences(contentOfCreative(args), row);
    if (paths.length === 0) return undefined;
    return (
      `It differs at ${listPaths(paths)}, and creatives cannot be edited. ` +
      "Change the program to match it, or leave adoptCreativeId out to create a new one."
    );
  },

  goneKind: "no-such-object",
  sendDelete: (session, { scopeId, id }, deadline) => creativesOf(session).api.deleteCreative(scopeId, id, deadline),
  explainDeleteError,
};

/** The lifecycle of an ad creative. */
export const adCreative: ResourceDefinition<Args, CreativeRow> = {
  noun: "ad creative",
  api: "marketing",
  stateVersion,
  idFormat: "<adAccountId>/<creativeId>",
  scope: "adAccountId",

  argsSchema: creativeArgsSchema.extend({ adAccountId }),
  contentArgs: "objectStorySpec, assetFeedSpec",
  failures: creativeFailures,
  keyOf: creativeKey,
  createContext: createCreativeContext,
  compare: compareCreative,

  write: createCreativeOnce,
  runWrite: (session, scopeId, task) => session.runAdWrite(scopeOfAds(scopeId), task),
  // The name is all that Meta changes in place.
  sendUpdate: (session, { scopeId, id }, { name }, deadline) =>
    creativesOf(session).api.renameCreative(scopeId, id, name, deadline),
  describeImmutable({ scopeId }, args, olds) {
    const { sent } = bookkeepingIn(olds);
    const isSame = args.adAccountId === scopeId && (sent === undefined || sent === digestOf(args));
    return isSame ? undefined : "Meta changes nothing of a creative but its name.";
  },

  find: (session, ref) => creativesOf(session).find(ref),
  findDelaysMs: [0, 0],
  isDeleted: ({ status }) => status === "DELETED",
  confirmDeleted: (operation) => confirmNodeDeleted(operation, operation.ref.scopeId),
  describeNotFound: (idArg) =>
    `Meta does not show a creative with this id in this ad account to this token. Correct ${idArg} or adAccountId, or use a token that may see it.`,

  isCurrent: (row, { name }) => row.name === name,
  isWritten: (row, { args }) => row.name === undefined || row.name === args.name,
  isConfirmed: (row, args) => row.status !== undefined && createCreativeOnce.matches(row, args),

  isRecorded: (props) => fieldsIn(props) !== undefined,
  isUpToDate: (olds, { name }) => olds["name"] === name,
  isUnsettled: (olds) => bookkeepingIn(olds).isUnconfirmed,
  toOutputs,
  toUnconfirmedOutputs: ({ ref, args, inputs }) =>
    toCreativeOutputs(ref, fieldsOf(args), inputs, { sent: digestOf(args), isUnconfirmed: true }),
  describeWrite: ({ ref }) => `Ad creative ${formatId(ref)} was written`,
  withLocalArgs(ref, _args, olds, news) {
    const fields = fieldsIn(olds);
    const { duplicates: _duplicates, adoptCreativeId: _adopted, ...rest } = olds;
    return fields === undefined ? rest : { ...rest, ...toCreativeInputs(ref.scopeId ?? "", fields, news) };
  },
  async toState({ ref }, row, props) {
    const before = fieldsIn(props);
    const fields = before === undefined ? toCreativeFields(row) : projectRow(before, row);
    return Promise.resolve({
      props: toCreativeOutputs(ref, fields, props, { status: row.status, sent: bookkeepingIn(props).sent }),
      inputs: toCreativeInputs(ref.scopeId ?? "", fields, props),
      content: fields,
      title: `Ad creative ${JSON.stringify(fields.name)} (${formatId(ref)})`,
    });
  },
};

function createCreativeContext(
  verb: string,
  { scopeId = "", id }: Partial<ObjectRef>,
  { name }: Properties,
): OperationContext {
  const title = typeof name === "string" ? name : undefined;
  const target = nameObject("ad creative", { scope: "ad account", scopeId, id, name: title });
  return createContext({ verb, target, hints: creativeHints(verb, scopeId) });
}

/** Returns remediation by kind of Graph error. `where` tells where a setting is set. */
export function creativeHints(verb: string, accountId: string, where = whereToSet): Hints {
  return {
    permission: `Grant the app ads_management and give the token's user access to ad account ${accountId} and to the page.`,
    "no-such-object": `Check that ${accountId} is the ad account id and that the token may see it and what the creative names; set it with ${where("adAccountId")}.`,
    invalid:
      verb === "delete"
        ? "If an ad still uses it, point that ad at another creative, then run again; later runs delete it. With retainOnDelete it stays."
        : "Correct objectStorySpec, assetFeedSpec or the sequence id as Meta says and run again.",
  };
}

/**
 * Compares what the program says with what was last sent. Only the name changes in place; whatever else the program changes needs a new
 * creative. A difference that Meta or a person made is a warning. In a refresh every difference counts.
 */
function compareCreative(
  _session: Session,
  ref: ObjectRef,
  olds: Properties,
  news: Properties,
  isPlanning: boolean,
): Comparison {
  const isMoved = news["adAccountId"] !== undefined && news["adAccountId"] !== ref.scopeId;
  const [before, after] = [fieldsIn(olds), fieldsIn(news)];
  const paths =
    before === undefined || after === undefined
      ? undefined
      : fixedDifferences(contentOfCreative(after), contentOfCreative(before));
  const moved = isMoved ? ["adAccountId"] : [];
  if (!isPlanning) {
    const renamed = olds["name"] === news["name"] ? [] : ["name"];
    const edited = paths?.length === 0 ? [] : listEditedArgs(before, after);
    return { changed: [...moved, ...renamed, ...edited], replaces: [], warnings: [] };
  }
  const replaces = [...moved, ...findReplacedArgs(olds, news)];
  const updated = ["name", ...localArgs].filter((key) => (olds[key] ?? undefined) !== (news[key] ?? undefined));
  return {
    changed: [...replaces, ...updated],
    replaces,
    warnings:
      paths === undefined || paths.length === 0 || isUnknown(news["name"])
        ? []
        : [
            `ad creative ${JSON.stringify(news["name"])} (${formatId(ref)}): Meta's copy differs from what was sent at ${listPaths(paths)}. ` +
              "Creatives cannot be edited; `pulumi up --replace` of this resource creates a new one.",
          ],
  };
}

/** Returns the arguments that need a new creative. What was sent decides whether any does; which of them changed is for the reader. */
function findReplacedArgs(olds: Properties, news: Properties): readonly string[] {
  const unknown = fixedArgs.filter((key) => hasUnknown(news[key]));
  if (unknown.length > 0) return unknown;
  const [before, after] = [fieldsIn(olds), fieldsIn(news)];
  if (after === undefined) return [];
  const { sent } = bookkeepingIn(olds);
  const isSame =
    sent === undefined
      ? before !== undefined && fixedDifferences(contentOfCreative(after), contentOfCreative(before)).length === 0
      : sent === digestOf(after);
  if (isSame) return [];
  // After an import the state also contains what Meta added, which the program need not repeat.
  const isLeftOut = (key: FixedArg): boolean =>
    sent !== undefined && differences(before?.[key], after[key], key).length > 0;
  const edited = fixedArgs.filter((key) => differences(after[key], before?.[key], key).length > 0 || isLeftOut(key));
  return edited.length > 0 ? edited : ["objectStorySpec"];
}

/** Returns the arguments that differ, of fields that differ as a whole. */
function listEditedArgs(before: CreativeFields | undefined, after: CreativeFields | undefined): readonly string[] {
  const edited = fixedArgs.filter((key) => differences(before?.[key], after?.[key], key).length > 0);
  return edited.length > 0 ? edited : ["objectStorySpec"];
}

function fieldsOf({ name, objectStorySpec, assetFeedSpec, welcomeMessageSequenceId }: Args) {
  return { name, objectStorySpec, assetFeedSpec, welcomeMessageSequenceId };
}

/** Returns the outputs of a creative that was read. A dropped sequence is an error; other differences are a warning. */
function toOutputs(write: CreativeWrite, row: CreativeRow): Properties {
  const { session, ref, context, args, inputs } = write;
  if (row.name !== undefined && row.name !== args.name) throw otherNameError(write, row.name);
  const fields = fieldsOf(args);
  const content = contentOfCreative(fields);
  const sequenceId = sequenceIn(content.assetFeedSpec);
  const bookkeeping = { status: row.status, sent: digestOf(fields) };
  if (sequenceId !== undefined && sequenceIn(row.assetFeedSpec) !== sequenceId) {
    throw new PartialFailure(
      formatId(ref),
      toCreativeOutputs(ref, projectRow(fields, row), inputs, { ...bookkeeping, isUnconfirmed: true }),
      `Ad creative ${formatId(ref)} was written, but Meta did not keep the welcome message sequence ${sequenceId} in it, so its ads would not show the greeting. ` +
        "Check that the sequence belongs to the WhatsApp number of the ad's page, then create the creative again with `pulumi up --replace`.",
    );
  }
  const paths = describeFixedDifferences(content, row);
  if (paths.length > 0) {
    session.warn(`${context.target}: Meta stored something other than what was sent at ${listPaths(paths)}.`);
  }
  return toCreativeOutputs(ref, projectRow(fields, row), inputs, bookkeeping);
}

/** Builds the error for another name: after a rename the read may be stale, after a create Meta changed the name. */
function otherNameError(write: CreativeWrite, stored: string): PartialFailure {
  const names = `sent ${JSON.stringify(write.args.name)}, stored ${JSON.stringify(stored)}`;
  return new PartialFailure(
    formatId(write.ref),
    adCreative.toUnconfirmedOutputs(write),
    `${describeWritten(write.context)}, but Meta shows another name than was sent: ${names}. ` +
      "The next `pulumi up` looks again; if it stays so, change the program to the name that Meta keeps.",
  );
}

/** Adds the sequence that stays as long as the creative does to Meta's rejection. */
function explainDeleteError(error: unknown, { context }: Operation, props: Properties): unknown {
  const fields = fieldsIn(props);
  const sequenceId = fields && sequenceIn(contentOfCreative(fields).assetFeedSpec);
  if (!isRejectedAs(error, "invalid") || sequenceId === undefined) return error;
  const { message } = toUserError(error, context);
  return new UserError(`${message} Until then sequence ${sequenceId}, which it shows, stays too.`);
}
