import { findMalformedDate } from "../client/platform-date";
import { findProxyProblem } from "../client/proxy";
import type { Failure } from "../schema/failures";
import { KnownSecrets, secretsInEnvironment, type GivenSecret } from "../schema/known-secrets";
import {
  environmentName,
  isLoopback,
  parseSettings,
  secretSettings,
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
  const explicit = config?.get(`whatsapp:${explicitProviderKey}`) !== undefined;
  const given: Partial<Record<SettingName, string>> = {};
  for (const name of settingNames) {
    const configured = textOf(config?.get(`whatsapp:${name}`));
    const fromEnvironment = environment[environmentName(name)];
    const value = explicit ? (configured ?? fromEnvironment) : (present(fromEnvironment) ?? configured);
    if (value !== undefined) given[name] = value;
  }
  const { settings, failures } = parseSettings(given, where);
  return {
    settings,
    knownSecrets: new KnownSecrets([
      ...secretSettings.map((name): GivenSecret => [name, textOf(config?.get(`whatsapp:${name}`))]),
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
