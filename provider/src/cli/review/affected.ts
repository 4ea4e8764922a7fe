import { isJsonObject, type JsonObject } from "../../schema/json-value";
import { kindInUrn, nameInUrn, type PreviewStep } from "../show/preview-output";

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

/** Finds creatives and ads by the resource that they use. */
export class ResourceUsers {
  /** Steps of creatives and ads, by the URNs and ids in them. */
  readonly #stepsByUse = new Map<unknown, PreviewStep[]>();
  readonly #idsByUrn = new Map<string, readonly unknown[]>();
  /** Position of each creative and ad in the preview. */
  readonly #positions = new Map<PreviewStep, number>();

  constructor(steps: readonly PreviewStep[]) {
    for (const step of steps) {
      this.#idsByUrn.set(step.urn, [...(this.#idsByUrn.get(step.urn) ?? []), ...listOldIds(step)]);
      if (!isAdType(step.urn) || step.op === "refresh" || step.op === "read") continue;
      this.#positions.set(step, this.#positions.size);
      for (const use of new Set([...dependencies(step), ...listUsedIds(step)])) {
        const users = this.#stepsByUse.get(use) ?? [];
        users.push(step);
        this.#stepsByUse.set(use, users);
      }
    }
  }

  /**
   * Finds the creatives that use a resource, and the ads that use these creatives, in the order of the preview: by their dependencies, or by
   * the ids in their arguments, because events of the CLI have no dependencies. Unchanged ones are not in every preview.
   */
  findUsers(urn: string): readonly AffectedResource[] {
    const users = new Set<PreviewStep>();
    const open: string[] = [urn];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const use of [next, ...(this.#idsByUrn.get(next) ?? [])]) {
        for (const step of this.#stepsByUse.get(use) ?? []) {
          if (users.has(step)) continue;
          users.add(step);
          open.push(step.urn);
        }
      }
    }
    const positionOf = (step: PreviewStep): number => this.#positions.get(step) ?? 0;
    return [...users].sort((one, other) => positionOf(one) - positionOf(other)).map(describeUser);
  }
}

function describeUser({ urn, op, oldState, newState }: PreviewStep): AffectedResource {
  const isAd = kindInUrn(urn) === "attachment";
  return {
    ...{ urn, op },
    name: nameInUrn(urn),
    kind: isAd ? "ad" : "creative",
    adId: readAdId(newState) ?? readAdId(oldState),
  };
}

/** Arguments with the id of a sequence or creative. */
const idArguments = ["welcomeMessageSequenceId", "creativeId"] as const;

/** Id that Meta gave to a sequence or creative. */
function listOldIds({ oldState }: PreviewStep): readonly unknown[] {
  const outputs = oldState?.["outputs"];
  return isJsonObject(outputs) ? [outputs["sequenceId"], outputs["creativeId"]].filter((id) => id !== undefined) : [];
}

/** Ids of the sequence or creative in the arguments before the update. */
function listUsedIds({ oldState }: PreviewStep): readonly unknown[] {
  const inputs = oldState?.["inputs"];
  if (!isJsonObject(inputs)) return [];
  return idArguments.map((key) => inputs[key]).filter((id) => id !== undefined);
}

function isAdType(urn: string): boolean {
  const kind = kindInUrn(urn);
  return kind === "creative" || kind === "attachment";
}

/** URNs that the id of the sequence or creative comes from. Other dependencies, such as those of `dependsOn`, are no use of it. */
function dependencies({ oldState, newState }: PreviewStep): readonly unknown[] {
  return [oldState, newState].flatMap((state) => {
    const byProperty = state?.["propertyDependencies"];
    if (!isJsonObject(byProperty)) return listOf(state?.["dependencies"]);
    return idArguments.flatMap((key) => listOf(byProperty[key]));
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
