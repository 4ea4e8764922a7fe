import { sameContent } from "../../schema/canonical";
import { graphId } from "../../schema/ids";
import { isJsonObject, type JsonObject } from "../../schema/json-value";
import { isUnknown } from "../../schema/unknowns";
import { contentIn } from "../../runtime/definitions/sequence-state";
import { kindInUrn, type PreviewOutput, type PreviewStep } from "../show/preview-output";
import { hasMasked, maskValues } from "../show/visible-values";

/** Kinds of resources whose calls are counted. Order messages have limits of their own. */
export type CountedKind = "sequence" | "creative" | "attachment";

/** Effect of an update on one object at Meta. A replacement is a create and a delete. */
export type Verb = "create" | "adopt" | "update" | "delete" | "read";

/** An operation that calls Meta. */
export interface PlannedOperation {
  readonly kind: CountedKind;
  readonly verb: Verb;
  /** WhatsApp Business Account or ad account. Undefined if the plan does not tell it. */
  readonly accountId: string | undefined;
  /** URN of the provider: each has a process, and shares no reads with another. */
  readonly provider: string;
}

/** The parts of a plan that matter for its calls. */
export interface PlannedOperations {
  readonly operations: readonly PlannedOperation[];
  /** Ids of the existing objects in the plan, by account. */
  readonly existingIds: ReadonlyMap<string, ReadonlySet<string>>;
  /** Number of order messages that the update may send. */
  readonly orders: number;
}

/** Lists the operations of a plan that call Meta, in the order of the plan. */
export function listOperations({ steps, pendingDeletes }: PreviewOutput): PlannedOperations {
  const adAccounts = findAdAccounts(steps);
  const counted = [...steps, ...pendingDeletes].flatMap((step) => {
    const kind = kindInUrn(step.urn);
    return kind === undefined || kind === "order" ? [] : [{ step, kind }];
  });
  const existingIds = new Map<string, Set<string>>();
  for (const { step } of counted) {
    const { accountId, id } = splitId(step.oldState?.["id"]);
    if (accountId === undefined || id === undefined) continue;
    existingIds.set(accountId, (existingIds.get(accountId) ?? new Set()).add(id));
  }
  return {
    operations: counted.flatMap(({ step, kind }) => listStepOperations(step, kind, adAccounts)),
    existingIds,
    orders: steps.filter(({ urn, op }) => kindInUrn(urn) === "order" && sendingOperations.has(op)).length,
  };
}

const sendingOperations: ReadonlySet<string> = new Set(["create", "update", "replace"]);

function listStepOperations(
  step: PreviewStep,
  kind: CountedKind,
  adAccounts: ReadonlyMap<string, string>,
): readonly PlannedOperation[] {
  const { op, oldState, newState } = step;
  const provider = providerOf(newState) ?? providerOf(oldState) ?? "";
  const find = (state: JsonObject | undefined): string | undefined => findAccount(kind, state, adAccounts);
  const [before, after] = [
    { kind, provider, accountId: find(oldState) },
    { kind, provider, accountId: find(newState) },
  ];
  const deletion = callsOnDelete(step, kind) ? [{ ...before, verb: "delete" } as const] : [];
  switch (op) {
    case "create":
      return [{ ...after, verb: adopts(newState) ? "adopt" : "create" }];
    case "replace":
      return [{ ...after, verb: "create" }, ...deletion];
    case "update":
      return callsOnUpdate(step, kind) ? [{ ...before, verb: "update" }] : [];
    case "delete":
      return deletion;
    case "refresh":
      return [{ ...before, verb: "read" }];
    case "read":
    case "import":
      return [{ ...after, verb: "read" }];
    default:
      return [];
  }
}

function providerOf(state: JsonObject | undefined): string | undefined {
  const reference = state?.["provider"];
  return typeof reference === "string" ? reference.replace(/::[^:]*$/, "") : undefined;
}

function propertiesOf(state: JsonObject | undefined, key: "inputs" | "outputs"): JsonObject {
  const properties = state?.[key];
  return isJsonObject(properties) ? properties : {};
}

function splitId(id: unknown): { readonly accountId?: string; readonly id?: string } {
  const [, accountId, own] = (typeof id === "string" && /^(\d{1,32})\/(\d{1,32})$/.exec(id)) || [];
  return accountId === undefined || own === undefined ? {} : { accountId, id: own };
}

/** Account of an object: from its id, else from its arguments. An ad tells its account only in the state, or by its creative. */
function findAccount(
  kind: CountedKind,
  state: JsonObject | undefined,
  adAccounts: ReadonlyMap<string, string>,
): string | undefined {
  const { accountId } = splitId(state?.["id"] ?? state?.["importID"]);
  if (accountId !== undefined) return accountId;
  const inputs = propertiesOf(state, "inputs");
  const given =
    kind === "attachment"
      ? (propertiesOf(state, "outputs")["__adAccountId"] ?? findAdAccountOf(state, adAccounts))
      : inputs[kind === "sequence" ? "wabaId" : "adAccountId"];
  return graphId.safeParse(given).data;
}

/** Ad accounts of the creatives in the plan, by URN and by id. */
function findAdAccounts(steps: readonly PreviewStep[]): ReadonlyMap<string, string> {
  const accounts = new Map<string, string>();
  for (const { urn, oldState, newState } of steps) {
    if (kindInUrn(urn) !== "creative") continue;
    const { id } = splitId(oldState?.["id"]);
    const accountId = findAccount("creative", newState ?? oldState, accounts);
    if (accountId === undefined) continue;
    accounts.set(urn, accountId);
    if (id !== undefined) accounts.set(id, accountId);
  }
  return accounts;
}

/** Ad account of the creative that an attachment uses: both are in one. */
function findAdAccountOf(state: JsonObject | undefined, adAccounts: ReadonlyMap<string, string>): string | undefined {
  const dependencies = state?.["propertyDependencies"];
  const urns: unknown = isJsonObject(dependencies) ? dependencies["creativeId"] : undefined;
  const keys: readonly unknown[] = [urns, propertiesOf(state, "inputs")["creativeId"]].flat();
  return keys.map((key) => (typeof key === "string" ? adAccounts.get(key) : undefined)).find((id) => id !== undefined);
}

function adopts(state: JsonObject | undefined): boolean {
  const { adoptSequenceId, adoptCreativeId } = propertiesOf(state, "inputs");
  return (adoptSequenceId ?? adoptCreativeId ?? undefined) !== undefined;
}

/** True if an update sends something: a change of arguments that Meta never sees needs no call, unless the last write was not confirmed. */
function callsOnUpdate({ oldState, newState }: PreviewStep, kind: CountedKind): boolean {
  const [olds, news] = [propertiesOf(oldState, "outputs"), propertiesOf(newState, "inputs")];
  if (olds["__unsettled"] !== undefined || olds["__unconfirmed"] === true) return true;
  switch (kind) {
    case "sequence":
      return isNewContent(olds, news);
    case "creative":
      return isNewValue(olds["name"], news["name"]);
    case "attachment":
      return isNewValue(olds["creativeId"], news["creativeId"]);
    default:
      return kind satisfies never;
  }
}

/** True unless both contents are readable and equal. Secrets and unknown values are neither. */
function isNewContent(olds: JsonObject, news: JsonObject): boolean {
  const [before, after] = [contentIn(olds), contentIn(news)];
  if (before === undefined || after === undefined || !sameContent(before, after)) return true;
  return hasMasked(maskValues(after));
}

function isNewValue(before: unknown, after: unknown): boolean {
  return before !== after || isUnknown(after) || hasMasked(maskValues(after));
}

function callsOnDelete({ oldState }: PreviewStep, kind: CountedKind): boolean {
  if (oldState?.["retainOnDelete"] === true || oldState?.["external"] === true) return false;
  return kind !== "attachment" || propertiesOf(oldState, "outputs")["onDelete"] !== "leave";
}
