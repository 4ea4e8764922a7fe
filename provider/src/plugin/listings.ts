import { z } from "zod";
import { describeUnreadable } from "../client/unreadable-rows";
import { creativeHints } from "../runtime/definitions/ad-creative";
import { creativesOf } from "../runtime/definitions/creative-cache";
import { sequencesOf, toUnreadableRow } from "../runtime/definitions/sequence-cache";
import { sequenceHints } from "../runtime/definitions/sequence-context";
import { toSequenceOutputs } from "../runtime/definitions/sequence-state";
import { createListContext, type Hints } from "../runtime/error-messages";
import type { ProviderProcess } from "../runtime/handler";
import { formatId, type Properties } from "../runtime/properties";
import type { Session } from "../runtime/session";
import { UserError } from "../runtime/user-error";
import { warnAboutSecrets } from "../runtime/validation";
import { argsOf } from "../schema/canonical";
import { describeFailure, failuresOf } from "../schema/failures";
import { adAccountId, graphId } from "../schema/ids";
import { pluginTypes } from "../schema/resource-kinds";
import { whereToSet } from "../schema/settings";
import type { UnreadableRow } from "../schema/unreadable-rows";

/** An object of an account. */
export interface ListedObject {
  /** Physical id. */
  readonly id: string;
  /** Its name at Meta; empty if Meta returns none. */
  readonly name: string;
}

interface ListedSequence extends ListedObject {
  readonly outputs: Properties;
}

/** The sequences of an account that the token's app created. */
export interface SequenceListing {
  readonly wabaId: string;
  readonly sequences: readonly ListedSequence[];
}

/** A kind of objects in an account, with its words for messages. */
interface ListedKind {
  /** The argument and setting that tell the account. */
  readonly account: "wabaId" | "adAccountId";
  readonly noun: string;
  readonly accountNoun: string;
  readonly hints: (accountId: string) => Hints;
}

const sequencesOfAccount: ListedKind = {
  account: "wabaId",
  noun: "sequences",
  accountNoun: "account",
  hints: (accountId) => sequenceHints(accountId),
};
const creativesOfAccount: ListedKind = {
  account: "adAccountId",
  noun: "creatives",
  accountNoun: "ad account",
  hints: (accountId) => creativeHints("read", accountId),
};

/** Runs a task in the account that a query names, or in the provider's. Throws if there is none. */
function runInAccount<T>(
  process: ProviderProcess,
  { account, noun, accountNoun, hints }: ListedKind,
  query: Properties,
  task: (session: Session, accountId: string, target: string) => Promise<T>,
): Promise<T> {
  const given = textIn(query, account);
  const target = `the ${noun} of ${given === undefined ? `the ${accountNoun}` : `${accountNoun} ${given}`}`;
  const context = createListContext(target, hints(given ?? `whatsapp:${account}`), whereToSet);
  return process.runOperation(
    () => context,
    (session) => {
      session.requireValidSettings();
      const accountId = given ?? session.settings[account];
      if (accountId !== undefined) return task(session, accountId, target);
      throw new UserError(`${account} is required; give it here or with ${whereToSet(account)}.`);
    },
  );
}

/** Lists the sequences of an account. Throws if one of them cannot be read. */
export function listSequences(process: ProviderProcess, query: Properties): Promise<SequenceListing> {
  return runInAccount(process, sequencesOfAccount, query, async (session, wabaId, target) => {
    const { rows, unreadable } = await sequencesOf(session).cacheOf(wabaId).list();
    requireReadable(target, [...unreadable, ...rows.flatMap((row) => toUnreadableRow(row) ?? [])]);
    const sequences = rows.flatMap((row) => {
      const { id: sequenceId, content } = row;
      if (content === undefined) return [];
      const ref = { scopeId: wabaId, id: sequenceId };
      warnAboutSecrets(session, `Sequence ${JSON.stringify(content.name)} (${formatId(ref)})`, argsOf(content));
      return [{ id: formatId(ref), name: content.name, outputs: toSequenceOutputs(ref, content, {}, row) }];
    });
    return { wabaId, sequences };
  });
}

/** Lists the newest creatives of an ad account, as many as three pages have. */
function listCreatives(process: ProviderProcess, query: Properties): Promise<readonly ListedObject[]> {
  return runInAccount(process, creativesOfAccount, query, async (session, accountId, target) => {
    const { rows, unreadable } = await creativesOf(session).listNewest(accountId);
    requireReadable(target, unreadable);
    return rows
      .filter(({ status }) => status !== "DELETED")
      .map(({ id, name = "" }) => ({ id: formatId({ scopeId: accountId, id }), name }));
  });
}

function requireReadable(target: string, unreadable: readonly UnreadableRow[]): void {
  if (unreadable.length === 0) return;
  throw new UserError(
    `Could not list ${target}. These cannot be read: ${describeUnreadable(unreadable)}. Report them in a pulumi-whatsapp issue.`,
  );
}

const querySchemas = {
  [pluginTypes.sequence]: z.strictObject({ wabaId: graphId.optional() }),
  [pluginTypes.creative]: z.strictObject({ adAccountId: adAccountId.optional() }),
} as const;

/** Lists the objects of a resource type, for imports. */
export async function listObjects(
  process: ProviderProcess,
  type: string,
  query: Properties,
): Promise<readonly ListedObject[]> {
  switch (type) {
    case pluginTypes.sequence:
      requireValidQuery(type, query);
      return (await listSequences(process, query)).sequences;
    case pluginTypes.creative:
      requireValidQuery(type, query);
      return listCreatives(process, query);
    default:
      throw new UserError(`whatsapp cannot list resources of type ${type}.`);
  }
}

/** Rejects a query with a malformed account before any call. An empty value is none. */
function requireValidQuery(type: keyof typeof querySchemas, query: Properties): void {
  const given = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== null && value !== ""));
  const failures = failuresOf(querySchemas[type], given, true);
  if (failures.length === 0) return;
  throw new UserError(
    `Could not list resources of type ${type}. ${failures.map(describeFailure).join("; ")}. Nothing was sent.`,
  );
}

function textIn(query: Properties, name: string): string | undefined {
  const value = query[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
