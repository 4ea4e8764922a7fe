import * as pulumi from "@pulumi/pulumi";
import { unknownKeyReason } from "../schema/failures";
import type { FinalOptions } from "./final-options";
import { parseRootKey } from "./replace-on-changes";

/** Outputs that are not arguments. */
export interface ComputedOutputs {
  /** Outputs that the provider returns. */
  readonly returned: readonly string[];
  /** Outputs that the class derives from the physical id. */
  readonly derived: readonly string[];
}

/** Warns about options that have no effect, or less than they suggest, on resources of dynamic providers. Ignores resources that are only read (`get`). */
export function warnAboutOptions(
  resource: pulumi.CustomResource,
  { options, properties }: FinalOptions,
  { returned, derived }: ComputedOutputs,
): void {
  if (options.id !== undefined) return;
  const keys = Object.keys(properties).filter((key) => !key.startsWith("__"));
  const args = keys.filter((key) => !returned.includes(key));
  const warnings = [
    ...describeTimeouts(options),
    ...describeVersion(options),
    ...(options.ignoreChanges ?? [])
      .map((path) => ({ path, key: parseRootKey(path) ?? path }))
      .filter(({ key }) => key !== "*" && !key.startsWith("__") && !args.includes(key))
      .map(({ path, key }) => describeUnknown("ignoreChanges", path, key, args)),
    ...(options.additionalSecretOutputs ?? [])
      .filter((key) => !keys.includes(key))
      .map((key) =>
        derived.includes(key)
          ? `The option additionalSecretOutputs: ["${key}"] has no effect: the program derives ${key} from the resource's id, which is never secret.`
          : describeUnknown("additionalSecretOutputs", key, key, keys),
      ),
  ].map((text) => Promise.resolve(text));
  const plainSecrets = (options.additionalSecretOutputs ?? [])
    .filter((key) => args.includes(key) && properties[key] !== undefined)
    .map((key) => describePlainSecret(key, properties[key]));
  const all = [...warnings, ...plainSecrets];
  if (all.length === 0) return;
  // A log entry waits for the URN and delays later entries; after a failed registration the URN never resolves.
  pulumi.all([resource.urn, ...all]).apply(async ([, ...texts]) => {
    for (const text of texts) if (text !== "") await pulumi.log.warn(text, resource);
  });
}

function describeTimeouts({ customTimeouts }: pulumi.CustomResourceOptions): readonly string[] {
  return customTimeouts === undefined
    ? []
    : [
        "The option customTimeouts has no effect: Pulumi does not pass it to dynamic providers. Set whatsapp:operationTimeoutMs, WHATSAPP_OPERATION_TIMEOUT_MS or the operationTimeoutMs of a whatsapp.Provider instead.",
      ];
}

function describeVersion({ version, pluginDownloadURL }: pulumi.CustomResourceOptions): readonly string[] {
  const given = Object.entries({ version, pluginDownloadURL }).filter(([, value]) => value !== undefined);
  return given.map(
    ([option]) =>
      `The option ${option} has no effect: the provider is the package pulumi-whatsapp that is installed beside the program. Choose its version in package.json.`,
  );
}

function describeUnknown(option: string, path: string, key: string, known: readonly string[]): string {
  return `The option ${option}: [${JSON.stringify(path)}] has no effect: ${key} ${unknownKeyReason(key, known)}.`;
}

/** Describes an argument whose output alone is secret. Returns an empty text if the argument is a secret, too. */
async function describePlainSecret(key: string, value: unknown): Promise<string> {
  if (await pulumi.isSecret(pulumi.output(value))) return "";
  return `The option additionalSecretOutputs: ["${key}"] does not protect the argument, which is stored in plain text in the state. Pass pulumi.secret(...) as ${key} instead.`;
}
