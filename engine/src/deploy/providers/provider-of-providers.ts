import { randomUUID } from "node:crypto";
import type { ProviderClient } from "../../host/provider-client";
import type { ResourceDiff } from "../../host/provider-types";
import type { PropertyMap } from "../../state";
import { annotateSecrets, equal, plainMap, unknownValue } from "../../state/property-value";
import { unconfiguredProvider, type ResourceProvider } from "./resource-provider";

/** Bookkeeping of the CLI in the inputs of a provider, which no provider sees. */
const internalKey = "__internal";

export function withoutInternal(inputs: PropertyMap): PropertyMap {
  const { [internalKey]: _internal, ...rest } = inputs;
  return rest;
}

/**
 * Manages provider resources: their own process checks and compares the configuration, the engine does the rest.
 * `clientOf` returns the process by the URN of the provider.
 */
export function providerOfProviders(clientOf: (urn: string) => Promise<ProviderClient>): ResourceProvider {
  const send = (inputs: PropertyMap): PropertyMap => plainMap(withoutInternal(inputs));
  return {
    ...unconfiguredProvider,
    async check(urn, oldInputs, newInputs) {
      const client = await clientOf(urn);
      const checked = await client.checkConfig(urn, send(oldInputs ?? {}), send(newInputs));
      if (checked === undefined) return { inputs: newInputs, failures: [] };
      const inputs = annotateSecrets(checked.inputs, newInputs);
      return { ...checked, inputs: { ...pick(newInputs, ["version"]), ...inputs, ...pick(newInputs, [internalKey]) } };
    },
    async diff(ref, old, newInputs) {
      const client = await clientOf(ref.urn);
      const oldValues = { inputs: send(old.inputs), outputs: send(old.outputs) };
      const diff = (await client.diffConfig(ref.urn, oldValues, send(newInputs))) ?? unknownDiff;
      const isSame = equal(old.outputs, withoutInternal(newInputs));
      return diff.changes === "unknown" ? { ...diff, changes: isSame ? "none" : "some" } : diff;
    },
    create: (_urn, inputs, preview) =>
      Promise.resolve({ id: preview ? unknownValue : randomUUID(), outputs: withoutInternal(inputs) }),
    update: (_ref, _old, newInputs) => Promise.resolve(withoutInternal(newInputs)),
  };
}

/** Diff of a provider that does not compare its configuration, such as the dynamic one: it names no keys. */
const unknownDiff: ResourceDiff = {
  ...{ changes: "unknown", replaceKeys: [], changedKeys: [], deleteBeforeReplace: false },
};

function pick(inputs: PropertyMap, keys: readonly string[]): PropertyMap {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => keys.includes(key)));
}
