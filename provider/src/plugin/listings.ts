import { z } from "zod";
import { describeUnreadable } from "../client/unreadable-rows";
import { creativeHints } from "../runtime/definitions/ad-creative";
import { creativesOf } from "../runtime/definitions/creative-cache";
import { sequencesOf, toUnreadableRow } from "../runtime/definitions/sequence-cache";
import { sequenceHints } from "../runtime/definitions/sequence-context";
import { toSequenceOutputs } from "../runtime/definitions/sequence-state";
import { createListContext } from "../runtime/error-messages";
import type { ProviderProcess } from "../runtime/handler";
import { formatId, type Properties } from "../runtime/properties";
import type { Session } from "../runtime/session";
import { UserError } from "../runtime/user-error";
import { warnAboutSecrets } from "../runtime/validation";
import { argsOf } from "../schema/canonical";
import { describeFailure, failuresOf } from "../schema/failures";
import { adAccountId, graphId } from "../schema/ids";
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

/** Returns the account that a query names, or the provider's. Throws if there is none. */
function requireAccount(session: Session, setting: "wabaId" | "adAccountId", given: string | undefined): string {
  const id = given ?? session.settings[setting];
  if (id !== undefined) return id;
  throw new UserError(`${setting} is required; give it here or with ${whereToSet(setting)}.`);
}

/** Lists the sequences of an account. Throws if one of them cannot be read. */
export function listSequences(process: ProviderProcess, query: Properties): Promise<SequenceListing> {
  const given = textIn(query, "wabaId");
  const target = given === undefined ? "the sequences of the account" : `the sequences of account ${given}`;
  const context = createListContext(target, sequenceHints(given ?? "whatsapp:wabaId"), whereToSet);
  return process.runOperation(
    () => context,
    async (session) => {
      session.requireValidSettings();
      const wabaId = requireAccount(session, "wabaId", given);
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
    },
  );
}

/** Lists the newest creatives of an ad account, as many as three pages have. */
function listCreatives(process: ProviderProcess, query: Properties): Promise<readonly ListedObject[]> {
  const given = textIn(query, "adAccountId");
  const target = given === undefined ? "the creatives of the ad account" : `the creatives of ad account ${given}`;
  const context = createListContext(target, creativeHints("read", given ?? "whatsapp:adAccountId"), whereToSet);
  return process.runOperation(
    () => context,
    async (session) => {
      session.requireValidSettings();
      const accountId = requireAccount(session, "adAccountId", given);
      const { rows, unreadable } = await creativesOf(session).listNewest(accountId);
      requireReadable(target, unreadable);
      return rows
        .filter(({ status }) => status !== "DELETED")
        .map(({ id, name = "" }) => ({ id: formatId({ scopeId: accountId, id }), name }));
    },
  );
}

function requireReadable(target: string, unreadable: readonly UnreadableRow[]): void {
  if (unreadable.length === 0) return;
  throw new UserError(
    `Could not list ${target}. These cannot be read: ${describeUnreadable(unreadable)}. Report them in a pulumi-whatsapp issue.`,
  );
}

const querySchemas = {
  "whatsapp:index:WelcomeMessageSequence": z.strictObject({ wabaId: graphId.optional() }),
  "whatsapp:index:AdCreative": z.strictObject({ adAccountId: adAccountId.optional() }),
} as const;

/** Lists the objects of a resource type, for imports. */
export async function listObjects(
  process: ProviderProcess,
  type: string,
  query: Properties,
): Promise<readonly ListedObject[]> {
  switch (type) {
    case "whatsapp:index:WelcomeMessageSequence":
      requireValidQuery(type, query);
      return (await listSequences(process, query)).sequences;
    case "whatsapp:index:AdCreative":
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
