import { realClock } from "../client/clock";
import { VersionEnded } from "../client/version-monitor";
import { warnOnce } from "../client/warn-once";
import { creativeHints } from "../runtime/definitions/ad-creative";
import { creativesOf } from "../runtime/definitions/creative-cache";
import { sequencesOf } from "../runtime/definitions/sequence-cache";
import { sequenceHints } from "../runtime/definitions/sequence-context";
import { createContext, createListContext, toUserError } from "../runtime/error-messages";
import { warnAboutSecrets } from "../runtime/validation";
import { Session } from "../runtime/session";
import { argsOf } from "../schema/canonical";
import { describeFailure } from "../schema/failures";
import {
  describeTokenSettings,
  environmentName,
  type SettingName,
  type Settings,
  type WhereToSet,
} from "../schema/settings";
import type { UnreadableRow } from "../schema/unreadable-rows";
import { UnreadableResponse, type SequenceRow } from "../schema/wire";
import type { CreativeRow } from "../schema/wire-ads";
import { unreadVariables } from "../schema/unread-settings";
import { lineOf, printWarning, UsageError, type CommandIo } from "./io";

/** Settings that have a command-line flag. All others, the token included, come from the environment. */
const settingFlags = {
  wabaId: "waba",
  adAccountId: "ad-account",
  phoneNumberId: "phone-number",
  orderOutbox: "outbox",
  apiVersion: "api-version",
  marketingApiVersion: "marketing-api-version",
  baseUrl: "base-url",
} as const;
type FlagSetting = keyof typeof settingFlags;
export type ConnectionFlags = Readonly<Record<FlagSetting, string | undefined>>;

export interface AccountContent {
  readonly wabaId: string;
  /** Sequences visible to the token's app, in Meta's order. */
  readonly rows: readonly SequenceRow[];
  /** Listed rows without a readable sequence id. */
  readonly unreadable: readonly UnreadableRow[];
  /** Returns the id of the token's app, or undefined if Meta does not report it. */
  readonly appId: () => Promise<string | undefined>;
}

/** Lists the sequences of the account. Each setting comes from its flag, else from the environment, else from the default. */
export async function listAccount(io: CommandIo, flags: ConnectionFlags): Promise<AccountContent> {
  const session = openSession(io, flags);
  requireToken(session);
  return listSequences(session, requireSetting(session, "wabaId"));
}

/** Accounts that share a connection: its limits, its retries and its tokens. */
export interface Accounts {
  /** Account in the settings. */
  readonly wabaId: string | undefined;
  readonly list: (wabaId: string) => Promise<AccountContent>;
}

/** Reads the settings for listing several accounts. @throws UsageError if one is malformed, or no token is set. */
export function openAccounts(io: CommandIo, flags: ConnectionFlags): Accounts {
  const session = openSession(io, flags);
  requireToken(session);
  return { wabaId: session.settings.wabaId, list: (wabaId) => listSequences(session, wabaId) };
}

async function listSequences(session: Session, wabaId: string): Promise<AccountContent> {
  try {
    const sequences = sequencesOf(session);
    const listing = await sequences.cacheOf(wabaId).list();
    for (const { id: sequenceId, content } of listing.rows) {
      if (content === undefined) continue;
      const title = `Sequence ${JSON.stringify(content.name)} (${wabaId}/${sequenceId})`;
      warnAboutSecrets(session, title, argsOf(content));
    }
    return { wabaId, ...listing, appId: () => sequences.loadAppId({ scopeId: wabaId }) };
  } catch (error) {
    const target = `the sequences of account ${wabaId}`;
    const context = createListContext(target, sequenceHints(wabaId, whereToSet), whereToSet);
    throw toUserError(error, { ...context, tokens: session.tokens });
  }
}

/** Reads the creatives with these ids, in this order. A row is undefined if the token cannot see it, and a reason if it cannot be read. */
export async function readCreatives(
  io: CommandIo,
  flags: ConnectionFlags,
  ids: readonly string[],
): Promise<{ readonly adAccountId: string; readonly rows: readonly (CreativeRow | string | undefined)[] }> {
  const session = openSession(io, flags);
  requireToken(session);
  const adAccountId = requireSetting(session, "adAccountId");
  try {
    return {
      adAccountId,
      rows: await Promise.all(
        ids.map((id) => creativesOf(session).find({ scopeId: adAccountId, id }).catch(reasonUnreadable)),
      ),
    };
  } catch (error) {
    const target = `ad creative in ad account ${adAccountId}`;
    const hints = creativeHints("read", adAccountId, whereToSet);
    throw toUserError(error, createContext({ verb: "read", target, hints, whereToSet, tokens: session.tokens }));
  }
}

function reasonUnreadable(error: unknown): string {
  if (error instanceof UnreadableResponse) return error.message;
  throw error;
}

/** Reads the settings for sending messages, with the required phone number id. */
export function senderOf(io: CommandIo, flags: ConnectionFlags): Settings & { readonly phoneNumberId: string } {
  const session = openSession(io, flags);
  requireUsableVersion(session);
  return { ...session.settings, phoneNumberId: requireSetting(session, "phoneNumberId") };
}

function requireUsableVersion({ versions }: Session): void {
  try {
    versions.requireUsable("graph");
  } catch (error) {
    throw error instanceof VersionEnded ? new UsageError(error.message) : error;
  }
}

function openSession(io: CommandIo, flags: ConnectionFlags): Session {
  for (const warning of unreadVariables(io.env)) printWarning(io, warning);
  const session = new Session(undefined, {
    environment: { ...io.env, ...asEnvironment(flags) },
    clock: realClock,
    warn: warnOnce((text) => io.stderr(`${lineOf(io, `warning: ${text}`)}\n`)),
    whereToSet,
  });
  const { settingFailures: failures } = session;
  if (failures.length > 0) throw new UsageError(failures.map(describeFailure).join("\n"));
  return session;
}

function requireToken({ tokens }: Session): void {
  if (tokens.isSet) return;
  throw new UsageError(`No access token is set. Set it with ${describeTokenSettings(whereToSet, environmentName)}.`);
}

function requireSetting({ settings }: Session, name: keyof typeof nouns): string {
  const id = settings[name];
  if (id === undefined) throw new UsageError(`No ${nouns[name]} is set. Set it with ${whereToSet(name)}.`);
  return id;
}

const nouns = { wabaId: "account id", adAccountId: "ad account id", phoneNumberId: "phone number id" } as const;

function isFlagSetting(name: SettingName): name is FlagSetting {
  return name in settingFlags;
}

const whereToSet: WhereToSet = (name) =>
  isFlagSetting(name) ? `--${settingFlags[name]} or ${environmentName(name)}` : environmentName(name);

function asEnvironment(flags: ConnectionFlags): Record<string, string> {
  return Object.fromEntries(
    (Object.keys(settingFlags) as readonly FlagSetting[]).flatMap((name) => {
      const value = flags[name];
      return value === undefined ? [] : [[environmentName(name), value]];
    }),
  );
}
