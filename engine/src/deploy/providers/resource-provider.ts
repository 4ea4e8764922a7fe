import { randomUUID } from "node:crypto";
import type {
  CheckedInputs,
  ResourceDiff,
  OldValues,
  ProviderClient,
  ReadState,
  ResourceRef,
} from "../../host/provider-client";
import { ProviderError } from "../../host/provider-errors";
import type { PropertyMap } from "../../state";
import { detailedDiff } from "./detailed-diff";
import { annotateSecrets, changedKeys, equal, plainMap } from "../../state/property-value";

/** CRUD operations of one provider. Values may contain secrets, which stay marked in the results. */
export interface ResourceProvider {
  check(urn: string, oldInputs: PropertyMap | undefined, newInputs: PropertyMap): Promise<CheckedInputs>;
  diff(ref: ResourceRef, old: OldValues, newInputs: PropertyMap): Promise<ResourceDiff>;
  create(urn: string, inputs: PropertyMap): Promise<{ readonly id: string; readonly outputs: PropertyMap }>;
  update(ref: ResourceRef, old: OldValues, newInputs: PropertyMap): Promise<PropertyMap>;
  read(ref: ResourceRef, state: OldValues): Promise<ReadState>;
  delete(ref: ResourceRef, old: OldValues): Promise<void>;
}

/**
 * Wraps a dynamic provider process, which knows no secrets: unwraps the inputs and marks the outputs of the same name.
 */
export function dynamicProvider(client: ProviderClient): ResourceProvider {
  return {
    async check(urn, oldInputs, newInputs) {
      const result = await client.check(urn, plainMap(oldInputs ?? {}), plainMap(newInputs));
      return { ...result, inputs: annotateSecrets(result.inputs, newInputs) };
    },
    async diff(ref, old, newInputs) {
      return withComputedDiff(await client.diff(ref, plainValues(old), plainMap(newInputs)), old.inputs, newInputs);
    },
    async create(urn, inputs) {
      const result = await annotatePartialResult(inputs, () => client.create(urn, plainMap(inputs)));
      if (result.id === "") throw new ProviderError(`plugin returned empty resource.ID from create '${urn}'`);
      return { id: result.id, outputs: annotateSecrets(result.outputs, inputs) };
    },
    async update(ref, old, newInputs) {
      const outputs = await annotatePartialResult(newInputs, () =>
        client.update(ref, plainValues(old), plainMap(newInputs)),
      );
      return annotateSecrets(outputs, newInputs);
    },
    async read(ref, state) {
      const result = await client.read(ref, plainValues(state));
      return {
        id: result.id,
        outputs: annotateSecrets(result.outputs, state.outputs),
        inputs: result.inputs === undefined ? undefined : annotateSecrets(result.inputs, state.inputs),
      };
    },
    delete: (ref, old) => client.delete(ref, plainValues(old)),
  };
}

/** A provider whose configuration is still unknown, in previews only. It is never called. */
export const unconfiguredProvider: ResourceProvider = {
  check: (_urn, _olds, newInputs) => Promise.resolve({ inputs: newInputs, failures: [] }),
  diff: (_ref, old, newInputs) => Promise.resolve(diffOfInputs(old.inputs, newInputs)),
  create: (_urn, inputs) => Promise.resolve({ id: "", outputs: inputs }),
  update: (_ref, _old, newInputs) => Promise.resolve(newInputs),
  read: (ref, state) => Promise.resolve({ id: ref.id, outputs: state.outputs, inputs: undefined }),
  delete: () => Promise.resolve(),
};

/**
 * The engine manages provider resources itself. Dynamic providers do not check or diff their configuration, so the diff
 * names no keys.
 */
export const providerOfProviders: ResourceProvider = {
  ...unconfiguredProvider,
  diff: (_ref, old, newInputs) =>
    Promise.resolve({
      ...{ changes: equal(old.outputs, newInputs) ? "none" : "some", deleteBeforeReplace: false },
      ...{ replaceKeys: [], changedKeys: [] },
    }),
  create: (_urn, inputs) => Promise.resolve({ id: randomUUID(), outputs: inputs }),
};

function diffOfInputs(oldInputs: PropertyMap, newInputs: PropertyMap): ResourceDiff {
  const changed = changedKeys(oldInputs, newInputs);
  return {
    changes: changed.length === 0 ? "none" : "some",
    replaceKeys: [],
    changedKeys: changed,
    deleteBeforeReplace: false,
    detailedDiff: detailedDiff(oldInputs, newInputs),
  };
}

/** Compares the inputs if the provider does not implement diff. */
function withComputedDiff(diff: ResourceDiff, oldInputs: PropertyMap, newInputs: PropertyMap): ResourceDiff {
  if (diff.changes !== "unknown") return diff;
  const { replaceKeys, deleteBeforeReplace } = diff;
  return { ...diffOfInputs(oldInputs, newInputs), replaceKeys, deleteBeforeReplace };
}

/** Marks secrets in the outputs of a partially created or updated resource. */
async function annotatePartialResult<T>(inputs: PropertyMap, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ProviderError && error.partial !== undefined) {
      const { partial } = error;
      throw new ProviderError(error.message, { ...partial, outputs: annotateSecrets(partial.outputs, inputs) });
    }
    throw error;
  }
}

function plainValues(old: OldValues): OldValues {
  return { inputs: plainMap(old.inputs), outputs: plainMap(old.outputs) };
}
