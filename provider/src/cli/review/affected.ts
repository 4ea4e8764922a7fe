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

/** Finds the creatives that use a resource, and the ads that use these creatives. Unchanged ones are not in every preview. */
export function findAffected(urn: string, steps: readonly PreviewStep[]): readonly AffectedResource[] {
  const users = new Set<unknown>([urn]);
  const adSteps = steps.filter((step) => isAdType(step.urn) && step.op !== "refresh" && step.op !== "read");
  // A resource follows those that it depends on, but a deletion comes first.
  for (let size = 0; size !== users.size;) {
    size = users.size;
    for (const step of adSteps) if (dependencies(step).some((one) => users.has(one))) users.add(step.urn);
  }
  return adSteps
    .filter((step) => users.has(step.urn))
    .map(({ urn: user, op, oldState, newState }) => {
      const isAd = typeInUrn(user) === attachmentType;
      return {
        urn: user,
        name: nameInUrn(user),
        kind: isAd ? "ad" : "creative",
        op,
        adId: readAdId(newState) ?? readAdId(oldState),
      };
    });
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
