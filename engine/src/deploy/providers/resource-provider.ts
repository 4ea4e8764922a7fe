import type {
  CheckedInputs,
  InvokeResult,
  ResourceDiff,
  OldValues,
  ReadState,
  ResourceRef,
} from "../../host/provider-types";
import type { ProviderClient } from "../../host/provider-client";
import { ProviderError } from "../../host/provider-errors";
import type { PropertyMap } from "../../state";
import { detailedDiff } from "./detailed-diff";
import {
  annotateSecrets,
  changedKeys,
  containsSecrets,
  makeSecretValue,
  mapValues,
  plainMap,
  withoutReferences,
} from "../../state/property-value";

/** Operations of one provider. Values may contain secrets, which stay marked in the results. */
export interface ResourceProvider {
  check(urn: string, oldInputs: PropertyMap | undefined, newInputs: PropertyMap): Promise<CheckedInputs>;
  diff(ref: ResourceRef, old: OldValues, newInputs: PropertyMap): Promise<ResourceDiff>;
  create(
    urn: string,
    inputs: PropertyMap,
    preview: boolean,
  ): Promise<{ readonly id: string; readonly outputs: PropertyMap }>;
  update(ref: ResourceRef, old: OldValues, newInputs: PropertyMap, preview: boolean): Promise<PropertyMap>;
  read(ref: ResourceRef, state: OldValues): Promise<ReadState>;
  delete(ref: ResourceRef, old: OldValues): Promise<void>;
  invoke(token: string, args: PropertyMap, preview: boolean): Promise<InvokeResult>;
}

interface ValueCodec {
  readonly send: (values: PropertyMap) => PropertyMap;
  /** `like` are the values that were sent. */
  readonly receive: (values: PropertyMap, like: PropertyMap) => PropertyMap;
}

/** For a provider that knows no secrets, unwraps what is sent and marks what is received under the same name. */
function codecOf(acceptsSecrets: boolean): ValueCodec {
  return acceptsSecrets
    ? { send: (values) => mapValues(values, withoutReferences), receive: (values) => values }
    : { send: plainMap, receive: annotateSecrets };
}

/** Wraps a configured provider process. */
export function processProvider(client: ProviderClient): ResourceProvider {
  const { secrets: acceptsSecrets, previews } = client.features;
  const { send, receive } = codecOf(acceptsSecrets);
  const sendOld = (old: OldValues): OldValues => ({ inputs: send(old.inputs), outputs: send(old.outputs) });
  return {
    async check(urn, oldInputs, newInputs) {
      const result = await client.check(urn, send(oldInputs ?? {}), send(newInputs));
      return { ...result, inputs: receive(result.inputs, newInputs) };
    },
    async diff(ref, old, newInputs) {
      return withComputedDiff(await client.diff(ref, sendOld(old), send(newInputs)), old.inputs, newInputs);
    },
    async create(urn, inputs, preview) {
      if (preview && !previews) return { id: "", outputs: inputs };
      const create = () => client.create(urn, send(inputs), preview);
      const result = await receivePartialResult((outputs) => receive(outputs, inputs), create);
      if (result.id === "" && !preview) {
        throw new ProviderError(`plugin returned empty resource.ID from create '${urn}'`);
      }
      return { id: result.id, outputs: receive(result.outputs, inputs) };
    },
    async update(ref, old, newInputs, preview) {
      if (preview && !previews) return newInputs;
      const update = () => client.update(ref, sendOld(old), send(newInputs), preview);
      return receive(await receivePartialResult((outputs) => receive(outputs, newInputs), update), newInputs);
    },
    async read(ref, state) {
      const result = await client.read(ref, sendOld(state));
      return {
        id: result.id,
        outputs: receive(result.outputs, state.outputs),
        inputs: result.inputs === undefined ? undefined : receive(result.inputs, state.inputs),
      };
    },
    delete: (ref, old) => client.delete(ref, sendOld(old)),
    async invoke(token, args, preview) {
      const result = await client.invoke(token, send(args), preview);
      const isSecret = !acceptsSecrets && containsSecrets(args);
      return { ...result, outputs: isSecret ? mapValues(result.outputs, makeSecretValue) : result.outputs };
    },
  };
}

/** A provider whose configuration is still unknown, in previews only. It is never called: all outputs are unknown. */
export const unconfiguredProvider: ResourceProvider = {
  check: (_urn, _olds, newInputs) => Promise.resolve({ inputs: newInputs, failures: [] }),
  diff: () =>
    Promise.resolve({
      ...{ changes: "some", replaceKeys: [], changedKeys: [], deleteBeforeReplace: false },
      warning:
        "The provider for this resource has inputs that are not known during preview.\n" +
        "This preview may not correctly represent the changes that will be applied during an update.",
    }),
  create: () => Promise.resolve({ id: "", outputs: {} }),
  update: () => Promise.resolve({}),
  read: (ref) => Promise.resolve({ id: ref.id, outputs: {}, inputs: undefined }),
  delete: () => Promise.resolve(),
  invoke: () => Promise.resolve({ outputs: {}, failures: [] }),
};

/** Compares the inputs if the provider does not implement diff. */
function withComputedDiff(diff: ResourceDiff, oldInputs: PropertyMap, newInputs: PropertyMap): ResourceDiff {
  if (diff.changes !== "unknown") return diff;
  const changed = changedKeys(oldInputs, newInputs);
  return {
    ...diff,
    changes: changed.length === 0 ? "none" : "some",
    changedKeys: changed,
    detailedDiff: detailedDiff(oldInputs, newInputs),
  };
}

/** Marks secrets in the outputs of a partially created or updated resource. */
async function receivePartialResult<T>(
  receive: (outputs: PropertyMap) => PropertyMap,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProviderError && error.partial !== undefined) {
      const { partial } = error;
      throw new ProviderError(error.message, { ...partial, outputs: receive(partial.outputs) });
    }
    throw error;
  }
}
