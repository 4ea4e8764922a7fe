import { attachmentType, creativeType } from "../../schema/handler";
import { isJsonObject, type JsonObject } from "../../schema/json-value";
import { nameInUrn, typeInUrn, type PreviewStep } from "../show/preview-output";

/** A creative or an ad whose greeting depends on a sequence. */
export interface AffectedResource {
  readonly urn: string;
  readonly name: string;
  readonly kind: "creative" | "ad";
  /** Pulumi's operation, such as "replace". */
  readonly op: string;
  /** Id of the ad, if it is known. */
  readonly adId: string | undefined;
}

/**
 * Finds the creatives that use a resource, and the ads that use these creatives: by their dependencies, or by the ids in their arguments,
 * because events of the CLI have no dependencies. Unchanged ones are not in every preview.
 */
export function findAffected(urn: string, steps: readonly PreviewStep[]): readonly AffectedResource[] {
  const users = new Set<unknown>([urn]);
  const ids = new Set<unknown>(steps.filter((step) => step.urn === urn).flatMap(listOldIds));
  const adSteps = steps.filter((step) => isAdType(step.urn) && step.op !== "refresh" && step.op !== "read");
  // A resource follows those that it depends on, but a deletion comes first.
  for (let size = 0; size !== users.size;) {
    size = users.size;
    for (const step of adSteps) {
      const isUser = dependencies(step).some((one) => users.has(one)) || listUsedIds(step).some((id) => ids.has(id));
      if (!isUser) continue;
      users.add(step.urn);
      listOldIds(step).forEach((id) => ids.add(id));
    }
  }
  return adSteps.filter((step) => users.has(step.urn)).map(describeUser);
}

function describeUser({ urn, op, oldState, newState }: PreviewStep): AffectedResource {
  const isAd = typeInUrn(urn) === attachmentType;
  return {
    ...{ urn, op },
    name: nameInUrn(urn),
    kind: isAd ? "ad" : "creative",
    adId: readAdId(newState) ?? readAdId(oldState),
  };
}

/** Id that Meta gave to a sequence or creative. */
function listOldIds({ oldState }: PreviewStep): readonly unknown[] {
  const outputs = oldState?.["outputs"];
  return isJsonObject(outputs) ? [outputs["sequenceId"], outputs["creativeId"]].filter((id) => id !== undefined) : [];
}

/** Ids of the sequence or creative in the arguments before the update. */
function listUsedIds({ oldState }: PreviewStep): readonly unknown[] {
  const inputs = oldState?.["inputs"];
  return isJsonObject(inputs) ? [inputs["welcomeMessageSequenceId"], inputs["creativeId"]] : [];
}

function isAdType(urn: string): boolean {
  return [creativeType, attachmentType].includes(typeInUrn(urn));
}

function dependencies({ oldState, newState }: PreviewStep): readonly unknown[] {
  return [oldState, newState].flatMap((state) => {
    const byProperty = state?.["propertyDependencies"];
    return [
      ...listOf(state?.["dependencies"]),
      ...(isJsonObject(byProperty) ? Object.values(byProperty).flatMap(listOf) : []),
    ];
  });
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function readAdId(state: JsonObject | undefined): string | undefined {
  const inputs = state?.["inputs"];
  const id = isJsonObject(inputs) ? inputs["adId"] : undefined;
  return typeof id === "string" && /^\d+$/.test(id) ? id : undefined;
}
