import type { CheckFailure } from "@pulumi/pulumi/proto/provider_pb";
import { readSettings, type ConfigReader } from "../runtime/settings";
import type { Properties } from "../runtime/properties";
import type { Failure } from "../schema/failures";
import type { KnownSecrets } from "../schema/known-secrets";
import { explicitProviderKey, secretSettings } from "../schema/settings";
import { hasUnknown } from "../schema/unknowns";
import { unreadConfigurationKeys, unreadVariables } from "../schema/unread-settings";
import { isPrintableValue, toCheckFailures } from "./check-failures";
import { isDefaultProvider, parseUrn } from "./urn";
import { toSecret } from "./values";

const namespace = "whatsapp:";

/** Inputs of every provider, which the engine and the SDKs add. */
const engineKeys: readonly string[] = ["version", "pluginDownloadURL", "pluginChecksums"];

/** Reads a provider's inputs as the runtime reads a dynamic provider's configuration. */
export function createConfigReader(urn: string, inputs: Properties): ConfigReader {
  const isExplicit = !isDefaultProvider(urn);
  return {
    get: (key) => {
      const name = key.slice(namespace.length);
      return name === explicitProviderKey ? (isExplicit ? "true" : undefined) : (inputs[name] ?? undefined);
    },
  };
}

/** A provider's inputs after their check. */
export interface CheckedSettings {
  /** As given, with secrets marked: one that is plain text in the stack's configuration is encrypted in the state. */
  readonly inputs: Properties;
  /** Every malformed setting. */
  readonly failures: readonly CheckFailure[];
  /** About settings and environment variables that are not read. */
  readonly warnings: readonly string[];
}

/** Checks a provider's inputs together with the environment. A value that is not known yet is not checked. */
export function checkSettings(
  urn: string,
  given: Properties,
  environment: Readonly<Record<string, string | undefined>>,
): CheckedSettings {
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => !hasUnknown(value)));
  const { failures, knownSecrets } = readSettings(createConfigReader(urn, known), environment);
  return {
    inputs: Object.fromEntries(
      Object.entries(given).map(([key, value]) => [key, markSecret(key, value, knownSecrets)]),
    ),
    failures: toCheckFailures(
      failures.map((failure) => atInput(failure, known)),
      known,
      (name, value) => isShort(value) && !isSecretSetting(name) && isPrintableValue(name, value, knownSecrets),
    ),
    warnings: [...listUnreadInputs(urn, given), ...unreadVariables(environment)],
  };
}

/** True for a value that is shorter than any token or app secret. A longer one may be a secret in the wrong setting. */
function isShort(value: unknown): boolean {
  return String(value).length <= 24;
}

/** Names the input instead of the configuration key, where there is one. */
function atInput(failure: Failure, inputs: Properties): Failure {
  const name = failure.path.slice(namespace.length);
  return Object.hasOwn(inputs, name) && !isSecretSetting(name) ? { ...failure, path: name } : failure;
}

function isSecretSetting(name: string): boolean {
  return secretSettings.some((secret) => secret === name);
}

/** Marks the value of a secret setting, and any other value that contains a token: its key may be misspelt. */
function markSecret(key: string, value: unknown, knownSecrets: KnownSecrets): unknown {
  if (value === null || hasUnknown(value)) return value;
  return isSecretSetting(key) || knownSecrets.failuresIn({ [key]: value }).length > 0 ? toSecret(value) : value;
}

function listUnreadInputs(urn: string, given: Properties): readonly string[] {
  const keys = Object.keys(given).filter((key) => !engineKeys.includes(key) && !key.startsWith("__"));
  return unreadConfigurationKeys(
    keys.map((key) => `${namespace}${key}`),
    parseUrn(urn).project,
  );
}

/** Returns the names of the inputs that differ. */
export function listChangedSettings(before: Properties, after: Properties): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
