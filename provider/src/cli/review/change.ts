import { exactJsonText } from "../../schema/exact-json";
import { isJsonObject, type JsonObject } from "../../schema/json-value";
import type { ResourceKind } from "../../schema/resource-kinds";
import { kindInUrn, nameInUrn, type PreviewStep } from "../show/preview-output";
import type { Finding } from "../show/sarif";
import { subjectOfResource, visibleProperties, type Subject } from "../show/subject";
import { secretText } from "../show/visible-values";
import { ResourceUsers, type AffectedResource } from "./affected";
import { compareFields, type FieldChange } from "./field-change";

/** Effect of an update on a resource. Other operations of Pulumi change nothing that a person sees. */
export type Operation = "create" | "update" | "replace" | "delete" | "import";

const operations: ReadonlySet<string> = new Set<Operation>(["create", "update", "replace", "delete", "import"]);

function isOperation(op: string): op is Operation {
  return operations.has(op);
}

/** Change of one resource, as a reviewer sees it. */
export interface Change {
  readonly urn: string;
  readonly name: string;
  readonly kind: ResourceKind;
  readonly operation: Operation;
  /** The conversation before the update. Only sequences and orders have one. */
  readonly before: Subject | undefined;
  readonly after: Subject | undefined;
  /** Arguments that differ. Empty for a resource that is created or deleted. */
  readonly fields: readonly FieldChange[];
  /** Arguments that differ in a secret. */
  readonly secretFields: readonly string[];
  /** Creatives and ads of the program that use a sequence. */
  readonly affected: readonly AffectedResource[];
  /** True if the resource leaves the state and its object stays at Meta (`retainOnDelete`). */
  readonly isRetained: boolean;
  /** True if an ad used the sequence at the last refresh. */
  readonly isUsedInAd: boolean;
  readonly findings: readonly Finding[];
}

/** Describes the changes of the provider's resources, in the order of the preview. */
export function listChanges(steps: readonly PreviewStep[]): readonly Change[] {
  const users = new ResourceUsers(steps);
  return steps.flatMap((step) => {
    const { op, urn } = step;
    const kind = kindInUrn(urn);
    return kind === undefined || !isOperation(op) ? [] : [describeChange(step, kind, op, users)];
  });
}

function describeChange(
  { urn, oldState, newState, changedKeys }: PreviewStep,
  kind: ResourceKind,
  operation: Operation,
  users: ResourceUsers,
): Change {
  const [before, after] = [visibleProperties(oldState), visibleProperties(newState)];
  const isCompared = before !== undefined && after !== undefined;
  const fields = isCompared ? compareFields(before, after) : [];
  const outputs = oldState?.["outputs"];
  const subjectOf = (properties: JsonObject | undefined): Subject | undefined =>
    properties === undefined ? undefined : subjectOfResource(kind, nameInUrn(urn), properties);
  return {
    ...{ urn, kind, operation, fields },
    name: nameInUrn(urn),
    before: subjectOf(before),
    after: operation === "delete" ? undefined : subjectOf(after),
    secretFields: isCompared ? listSecretChanges(before, after, changedKeys, fields) : [],
    affected: kind === "sequence" ? users.findUsers(urn) : [],
    isRetained: operation === "delete" && oldState?.["retainOnDelete"] === true,
    isUsedInAd: isJsonObject(outputs) && outputs["isUsedInAd"] === true,
    findings: [],
  };
}

/**
 * Lists the arguments that are secret and may differ. Pulumi names the arguments that differ only for some providers; otherwise a change
 * without a visible difference must be in a secret.
 */
function listSecretChanges(
  before: JsonObject,
  after: JsonObject,
  changedKeys: readonly string[],
  fields: readonly FieldChange[],
): readonly string[] {
  const secretKeys = Object.keys(after).filter(
    (key) => !key.startsWith("__") && exactJsonText([before[key], after[key]]).includes(secretText),
  );
  if (changedKeys.length > 0) return secretKeys.filter((key) => changedKeys.includes(key));
  return fields.length === 0 ? secretKeys : [];
}

/** True if the conversation looks the same before and after, such as one with a new secret. */
export function looksUnchanged({ before, after }: Pick<Change, "before" | "after">): boolean {
  return before !== undefined && exactJsonText(before) === exactJsonText(after);
}
