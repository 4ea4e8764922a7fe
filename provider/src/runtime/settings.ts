import { findMalformedDate } from "../client/platform-date";
import { findProxyProblem } from "../client/proxy";
import type { Failure } from "../schema/failures";
import { KnownSecrets, secretsInEnvironment, secretsInSettings } from "../schema/known-secrets";
import {
  environmentName,
  isLoopback,
  parseSettings,
  accountTokenSettings,
  settingNames,
  type SettingName,
  type Settings,
  type WhereToSet,
  explicitProviderKey,
} from "../schema/settings";

/** Where configuration comes from: the arguments of an explicit provider or the stack's configuration. */
export interface ConfigReader {
  readonly get: (key: string) => unknown;
}

export interface ReadSettings {
  readonly settings: Settings;
  /** Malformed settings by configuration key (`whatsapp:apiVersion`), and with an empty path what else forbids every call. */
  readonly failures: readonly Failure[];
  /** Secrets that the process uses or was given, those of malformed settings too. */
  readonly knownSecrets: KnownSecrets;
}

/**
 * Reads the settings: an explicit provider's arguments, then the environment, then the stack's configuration. The environment
 * comes before the stack's configuration because refresh and destroy see the configuration as it was stored in the state.
 */
export function readSettings(
  config: ConfigReader | undefined,
  environment: Readonly<Record<string, string | undefined>>,
  where?: WhereToSet,
): ReadSettings {
  const isExplicit = config?.get(`whatsapp:${explicitProviderKey}`) !== undefined;
  const fromConfig: Source = (name) => textOf(config?.get(`whatsapp:${name}`));
  const fromEnvironment: Source = (name) => environment[environmentName(name)];
  const sources = isExplicit
    ? [fromConfig, fromEnvironment]
    : [(name: SettingName) => present(fromEnvironment(name)), fromConfig];
  const given: Partial<Record<SettingName, string>> = {};
  const tokenSource = chooseTokenSource(isExplicit, sources);
  for (const name of settingNames) {
    const isToken = tokenSource !== undefined && tokenSettings.includes(name);
    const value = isToken
      ? tokenSource(name)
      : sources.map((source) => source(name)).find((each) => each !== undefined);
    if (value !== undefined) given[name] = value;
  }
  const { settings, failures } = parseSettings(given, where);
  return {
    settings,
    knownSecrets: new KnownSecrets([
      ...secretsInSettings(fromConfig),
      // Of another account, where the provider was given a token of its own.
      ...secretsInEnvironment(environment),
    ]),
    failures: [
      ...failures,
      ...[
        ...findMalformedDate(environment),
        ...unsafeTls(settings, environment),
        ...findProxyProblem(settings.baseUrl, environment),
      ].map((reason) => ({ path: "", reason })),
    ],
  };
}

/** Reads a setting as text. */
type Source = (name: SettingName) => string | undefined;

const tokenSettings: readonly SettingName[] = ["accessToken", ...accountTokenSettings];

/**
 * Chooses the one source of all tokens: the first that gives accounts their own ones, so that no other source's token is sent for an
 * account. The access token of an explicit provider is for all its accounts. Undefined if no account has a token of its own.
 */
function chooseTokenSource(isExplicit: boolean, sources: readonly Source[]): Source | undefined {
  const hasAny = (source: Source, names: readonly SettingName[]): boolean =>
    names.some((name) => present(source(name)) !== undefined);
  const [first] = sources;
  if (isExplicit && first !== undefined && hasAny(first, tokenSettings)) return first;
  return sources.find((source) => hasAny(source, accountTokenSettings));
}

function textOf(value: unknown): string | undefined {
  return value === undefined || typeof value === "string" ? value : JSON.stringify(value);
}

function present(value: string | undefined): string | undefined {
  return value?.trim() === "" ? undefined : value;
}

function unsafeTls(settings: Settings, environment: Readonly<Record<string, string | undefined>>): string[] {
  if (environment["NODE_TLS_REJECT_UNAUTHORIZED"] !== "0" || isLoopback(settings.baseUrl)) return [];
  return [
    "NODE_TLS_REJECT_UNAUTHORIZED=0 switches certificate checks off; unset it, the access token would be sent to anyone",
  ];
}
