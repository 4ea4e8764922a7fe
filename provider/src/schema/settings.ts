import { z } from "zod";
import { accountTokenShapes, type AccountTokens } from "./account-tokens";
import { defaultApiVersions } from "./api-versions";
import type { Failure } from "./failures";
import { findSecretProblem, isQuoted } from "./pasted-value";
import { isPhoneNumber, normalizePerson } from "./phone-numbers";
import { isUserId } from "./ids";
import { urlOf } from "./url";

/** Names of all settings. Values are text, as in environment and configuration. */
export const settingNames = [
  "accessToken",
  "accessTokens",
  "accessTokensFile",
  "accessTokenCommand",
  "appSecret",
  "wabaId",
  "adAccountId",
  "phoneNumberId",
  "orderRecipients",
  "orderOutbox",
  "apiVersion",
  "marketingApiVersion",
  "baseUrl",
  "allowedHosts",
  "maxAttempts",
  "attemptTimeoutMs",
  "operationTimeoutMs",
  "retryBudget",
  "writeConcurrency",
  "readConcurrency",
] as const;
export type SettingName = (typeof settingNames)[number];

/** Settings that give each account its own token; at most one of them may be set. */
export const accountTokenSettings = [
  "accessTokens",
  "accessTokensFile",
  "accessTokenCommand",
] as const satisfies readonly SettingName[];

const orderSettings: readonly SettingName[] = ["phoneNumberId", "orderRecipients", "orderOutbox"];
/** Settings of the plugin: all but those of orders, which only TypeScript programs and the command line send. */
export const pluginSettings = settingNames.filter((name) => !orderSettings.includes(name));

/** `accessToken` -> `WHATSAPP_ACCESS_TOKEN`. */
export function environmentName(name: SettingName): string {
  return `WHATSAPP_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
}

/** Describes how to set a setting, as the end of a sentence. */
export type WhereToSet = (name: SettingName) => string;

/** Settings whose values are never shown. */
export const secretSettings = ["accessToken", "accessTokens", "appSecret"] as const satisfies readonly SettingName[];
export type SecretSetting = (typeof secretSettings)[number];

function isSecret(name: SettingName): name is SecretSetting {
  return secretSettings.some((secret) => secret === name);
}

/** Sources of a setting in a Pulumi program. */
export const whereToSet: WhereToSet = (name) =>
  isSecret(name)
    ? `\`pulumi config set --secret whatsapp:${name}\`, ${environmentName(name)} or an explicit provider`
    : `\`pulumi config set whatsapp:${name}\`, ${environmentName(name)} or an explicit provider`;

/**
 * Describes every way to set access tokens, as the end of a sentence that begins with "set it with".
 * @param nameOf Name of a setting where it is set. Default: the name in a Pulumi program.
 */
export function describeTokenSettings(where: WhereToSet, nameOf = (name: SettingName): string => name): string {
  const [tokens, file, command] = [nameOf("accessTokens"), nameOf("accessTokensFile"), nameOf("accessTokenCommand")];
  return `${where("accessToken")}; for several accounts, set ${tokens}, ${file} or ${command} instead (docs/settings.md)`;
}

/** Settings after validation. */
export interface Settings {
  /** Token of all accounts; beside tokens by account, of calls whose account is not known. */
  readonly accessToken: string | undefined;
  readonly accessTokens: AccountTokens | undefined;
  /** File with tokens by account; absolute, or relative to the working directory. */
  readonly accessTokensFile: string | undefined;
  /** Program and arguments; the account id is appended. */
  readonly accessTokenCommand: readonly string[] | undefined;
  /** Secret of the app that the tokens belong to. */
  readonly appSecret: string | undefined;
  readonly wabaId: string | undefined;
  /** Digits, without `act_`. */
  readonly adAccountId: string | undefined;
  readonly phoneNumberId: string | undefined;
  /** Phone numbers (digits) and user ids that sandbox orders may be sent to; undefined if not set. */
  readonly orderRecipients: readonly string[] | undefined;
  /** Folder that records sends of sandbox orders and of the command `orders`; absolute, or relative to the working directory. */
  readonly orderOutbox: string;
  /** For calls to sequences, accounts and messages. */
  readonly apiVersion: string;
  /** For calls to ads and creatives. */
  readonly marketingApiVersion: string;
  readonly baseUrl: string;
  readonly maxAttempts: number;
  readonly attemptTimeoutMs: number;
  readonly operationTimeoutMs: number;
  readonly retryBudget: number;
  readonly writeConcurrency: number;
  readonly readConcurrency: number;
}

const metaHost = "graph.facebook.com";

function whole(least: number, most: number, fallback: number) {
  return z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be a whole number from ${least} to ${most}`)
    .prefault(String(fallback));
}

function secretText(noun: Parameters<typeof findSecretProblem>[1]) {
  return z
    .string()
    .trim()
    .superRefine((secret, context) => {
      const problem = findSecretProblem(secret, noun);
      if (problem !== undefined) context.addIssue({ code: "custom", message: problem });
    })
    .optional();
}

function versionText(fallback: string) {
  return z
    .string()
    .regex(/^v[1-9]\d{0,2}\.(0|[1-9]\d?)$/, `must look like "${fallback}"`)
    .prefault(fallback);
}

const shapes = {
  accessToken: secretText("token"),
  ...accountTokenShapes,
  appSecret: secretText("app secret"),
  wabaId: z
    .string()
    .regex(/^[0-9]{1,32}$/, "must be 1 to 32 digits, the WhatsApp Business Account id")
    .optional(),
  adAccountId: z
    .string()
    .regex(/^[0-9]{1,32}$/, "must be 1 to 32 digits, the ad account id without act_")
    .optional(),
  phoneNumberId: z
    .string()
    .regex(/^[0-9]{1,32}$/, "must be 1 to 32 digits, the phone number's id (not the number itself)")
    .optional(),
  // Phone numbers with separators, or a list as Pulumi serializes it.
  orderRecipients: z
    .string()
    .transform((text) =>
      text
        .split(",")
        .map((person) => person.replace(/^[\s["]+|[\s\]"]+$/g, ""))
        .filter((person) => person !== ""),
    )
    .refine(
      (people) => people.every((person) => isUserId(person) || isPhoneNumber(person)),
      "must be phone numbers with country code, 8 to 15 digits each, or user ids such as BR.4Xk9, separated by commas",
    )
    .transform((people) => people.map(normalizePerson))
    .optional(),
  orderOutbox: z.string().trim().prefault(".pulumi-whatsapp/orders"),
  apiVersion: versionText(defaultApiVersions.graph),
  marketingApiVersion: versionText(defaultApiVersions.marketing),
  maxAttempts: whole(1, 10, 4),
  attemptTimeoutMs: whole(100, 600_000, 15_000),
  operationTimeoutMs: whole(100, 3_600_000, 120_000),
  retryBudget: whole(0, 10_000, 20),
  writeConcurrency: whole(1, 64, 4),
  readConcurrency: whole(1, 64, 4),
} as const;

const shape = z.object(shapes);

/** Validates settings given as text. Values never appear in a failure's text. */
export function parseSettings(
  given: Readonly<Partial<Record<SettingName, string>>>,
  where: WhereToSet = whereToSet,
): {
  readonly settings: Settings;
  readonly failures: readonly Failure[];
} {
  const failures: BrokenSetting[] = [];
  const kept: Partial<Record<SettingName, string>> = {};
  for (const name of settingNames) {
    const value = given[name];
    if (value === undefined || value.trim() === "") continue;
    if (isQuoted(value) && !isSecret(name) && !listSettings.includes(name)) {
      failures.push({ name, reason: "has quotation marks around it; give it without quotes" });
      continue;
    }
    if (name === "baseUrl" || name === "allowedHosts") continue;
    const parsed = shapes[name].safeParse(value);
    if (parsed.success) kept[name] = value;
    else failures.push(...parsed.error.issues.map(({ message }) => ({ name, reason: message })));
  }
  const hosts = allowedHosts(given.allowedHosts, failures);
  const isQuotedUrl = isQuoted(given.baseUrl ?? "");
  const baseUrl = parseBaseUrl(isQuotedUrl ? undefined : given.baseUrl, hosts, failures);
  return {
    settings: { ...absentSettings, ...shape.parse(kept), baseUrl },
    failures: [
      ...failures.map(({ name, reason }) => toFailure(name, `${reason}; set it with ${where(name)}`)),
      ...findCompetingTokens(given),
    ],
  };
}

/** Settings without a default. */
const absentSettings = {
  accessToken: undefined,
  accessTokens: undefined,
  accessTokensFile: undefined,
  accessTokenCommand: undefined,
  appSecret: undefined,
  wabaId: undefined,
  adAccountId: undefined,
  phoneNumberId: undefined,
  orderRecipients: undefined,
};

function toFailure(name: SettingName, reason: string): Failure {
  return { path: `whatsapp:${name}`, reason };
}

function findCompetingTokens(given: Readonly<Partial<Record<SettingName, string>>>): readonly Failure[] {
  const names = accountTokenSettings.filter((each) => (given[each] ?? "").trim() !== "");
  const [name, ...others] = names;
  if (name === undefined || others.length === 0) return [];
  const variables = names.map(environmentName).join(", ");
  return [
    toFailure(
      name,
      `cannot be combined with ${others.join(" and ")}, because only one setting may give accounts their own tokens; keep one and remove the rest (in the environment: ${variables})`,
    ),
  ];
}

/** May contain quotes, since Pulumi serializes lists as JSON. */
const listSettings: readonly SettingName[] = ["orderRecipients", "allowedHosts", "accessTokenCommand"];

interface BrokenSetting {
  readonly name: SettingName;
  readonly reason: string;
}

const hostName = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?$/;

function allowedHosts(text: string | undefined, failures: BrokenSetting[]): readonly string[] {
  const hosts = (text ?? "")
    .replace(/[[\]"]/g, "")
    .split(",")
    .map((host) => host.trim().toLowerCase())
    .filter((host) => host !== "");
  if (hosts.every((host) => hostName.test(host))) return hosts;
  failures.push({
    name: "allowedHosts",
    reason: "must be host names separated by commas, each without scheme and path",
  });
  return [];
}

const loopback = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d{1,5})?$/;

/** True if a valid base URL is on this machine, where plain http, no proxy and an unchecked certificate are safe. */
export function isLoopback(baseUrl: string): boolean {
  return loopback.test(new URL(baseUrl).host);
}

function parseBaseUrl(text: string | undefined, hosts: readonly string[], failures: BrokenSetting[]): string {
  const fallback = `https://${metaHost}`;
  if (text === undefined || text.trim() === "") return fallback;
  const given = text.trim().replace(/\/$/, "");
  const reason = baseUrlProblem(given, hosts);
  if (reason === undefined) return given.toLowerCase();
  failures.push({ name: "baseUrl", reason });
  return fallback;
}

function baseUrlProblem(given: string, hosts: readonly string[]): string | undefined {
  const parts = /^(https?):\/\/([^/?#@\\\s]+)$/i.exec(given);
  const scheme = parts?.[1]?.toLowerCase();
  const host = parts?.[2]?.toLowerCase();
  if (scheme === undefined || host === undefined) {
    return "must be a scheme and a host only, like https://graph.facebook.com, with no user, path, query or fragment";
  }
  // The URL parser rewrites disguised hosts (decimal or octal addresses, mapped IPv6).
  const canonical = urlOf(given);
  if (canonical === undefined || ![host, host.replace(/:(80|443)$/, "")].includes(canonical.host)) {
    return "must have a plain host name or IP address";
  }
  if (loopback.test(host)) return undefined;
  if (canonical.host !== metaHost && !hosts.includes(host)) {
    return `may name ${metaHost}, a loopback address, or a host listed in whatsapp:allowedHosts, nothing else`;
  }
  return scheme === "https" ? undefined : "must be https; plain http is for loopback addresses only";
}

/** Configuration key that marks settings as passed to `whatsapp.Provider` in the program. */
export const explicitProviderKey = "explicitProvider";
