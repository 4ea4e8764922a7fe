import { contentKey } from "../../schema/canonical";
import type { UnreadableRow } from "../../schema/unreadable-rows";
import type { SequenceRow } from "../../schema/wire";
import type { AccountContent } from "../account";
import type { FieldChange } from "../review/field-change";
import { secretText } from "../show/visible-values";
import { compareWithRow } from "./exported-content";
import type { ExportedSequence } from "./stack-export";

/** Every status, in the order of reports. `undecided`: the audit cannot tell if the sequence is missing or changed. */
export const statuses = ["changed", "missing", "undecided", "unmanaged", "managed"] as const;
export type SequenceStatus = (typeof statuses)[number];

/** A sequence of the account or of an exported stack. */
export interface AuditedSequence {
  readonly status: SequenceStatus;
  readonly sequenceId: string;
  /** Name in the account, else in the state; undefined if neither can be read. */
  readonly name: string | undefined;
  /** Undefined for a sequence that the account does not show. */
  readonly isUsedInAd: boolean | undefined;
  /** Resources that manage it; more than one is a mistake. */
  readonly managedBy: readonly ExportedSequence[];
  /** Resources that a program reads with `get`. */
  readonly readBy: readonly ExportedSequence[];
  readonly changes: readonly FieldChange[];
  /** Arguments that are encrypted in the export and therefore not compared. */
  readonly secretFields: readonly string[];
  /** Reason of `undecided`. */
  readonly reason: string | undefined;
}

/** True if two resources would write the sequence, or one would write and another delete it. */
export function isManagedTwice({ managedBy }: AuditedSequence): boolean {
  return managedBy.length > 1 && managedBy.some(({ role }) => role === "manages");
}

export interface AccountAudit {
  readonly wabaId: string;
  /** App of the token; undefined if Meta does not report it. */
  readonly appId: string | undefined;
  readonly sequences: readonly AuditedSequence[];
  /** Ids of sequences with equal names and contents. */
  readonly duplicates: readonly (readonly string[])[];
  /** Rows of the account without a readable id, which may be any sequence. */
  readonly unreadable: readonly UnreadableRow[];
}

/** Compares an account with the sequences that the exports have of it. */
export async function auditAccount(
  { wabaId, rows, unreadable, appId: loadAppId }: AccountContent,
  exported: readonly ExportedSequence[],
): Promise<AccountAudit> {
  const appId = await loadAppId();
  const byId = groupById(exported);
  const rowIds = new Set(rows.map(({ id }) => id));
  const absent = [...byId].filter(([id]) => !rowIds.has(id));
  const sequences = [
    ...rows.map((row) => auditRow(row, byId.get(row.id) ?? [])),
    ...absent.flatMap(([id, resources]) => auditAbsent(id, resources, appId, unreadable.length) ?? []),
  ];
  return {
    ...{ wabaId, appId },
    sequences: sequences.sort(compareSequences),
    duplicates: findDuplicates(rows),
    unreadable,
  };
}

function groupById(exported: readonly ExportedSequence[]): ReadonlyMap<string, readonly ExportedSequence[]> {
  const groups = new Map<string, ExportedSequence[]>();
  for (const one of exported) {
    const group = groups.get(one.sequenceId) ?? [];
    group.push(one);
    groups.set(one.sequenceId, group);
  }
  return groups;
}

function auditRow(row: SequenceRow, resources: readonly ExportedSequence[]): AuditedSequence {
  const managedBy = resources.filter(({ role }) => role !== "reads");
  const readBy = resources.filter(({ role }) => role === "reads");
  const known = { sequenceId: row.id, name: row.content?.name, isUsedInAd: row.isUsedInAd, managedBy, readBy };
  if (managedBy.length === 0) return { ...known, status: "unmanaged", ...nothingCompared };
  const results = managedBy.filter(({ role }) => role === "manages").map((resource) => compareResource(resource, row));
  const reason = results.map((result) => result.reason).find((one) => one !== undefined);
  const changes = results.map((result) => result.changes).find(({ length }) => length > 0) ?? [];
  return {
    ...known,
    status: changes.length > 0 ? "changed" : reason === undefined ? "managed" : "undecided",
    ...{ changes, reason },
    secretFields: [...new Set(results.flatMap(({ secretFields }) => secretFields))],
  };
}

const nothingCompared = { changes: [], secretFields: [], reason: undefined };

const unsettledReason = "its last operation was interrupted or not confirmed; run `pulumi refresh`";

function compareResource({ recorded, isUnsettled }: ExportedSequence, { content, unreadable }: SequenceRow) {
  if (recorded.content === undefined) return { ...nothingCompared, reason: recorded.reason };
  if (content === undefined) return { ...nothingCompared, reason: `Meta's response cannot be read: ${unreadable}` };
  const changes = compareWithRow(recorded, content);
  if (isUnsettled && changes.length > 0) return { ...nothingCompared, reason: `differs, but ${unsettledReason}` };
  return { changes, secretFields: recorded.encrypted, reason: undefined };
}

/** Describes a sequence that the listing does not show; undefined if it is pending deletion in every export, and so expected to be gone. */
function auditAbsent(
  sequenceId: string,
  resources: readonly ExportedSequence[],
  appId: string | undefined,
  unreadableCount: number,
): AuditedSequence | undefined {
  const expected = resources.filter(({ role }) => role !== "deletes");
  if (expected.length === 0) return undefined;
  const reasons = expected.map((resource) => reasonNotMissing(resource, appId, unreadableCount));
  const reason = reasons.includes(undefined) ? undefined : reasons[0];
  return {
    ...{ sequenceId, ...nothingCompared, reason },
    status: reason === undefined ? "missing" : "undecided",
    name: expected.map(recordedName).find((name) => name !== undefined),
    isUsedInAd: undefined,
    managedBy: expected.filter(({ role }) => role === "manages"),
    readBy: expected.filter(({ role }) => role === "reads"),
  };
}

/** Explains why a listing without the sequence does not prove that it is gone: it shows only what the token's app created. */
function reasonNotMissing(
  resource: ExportedSequence,
  appId: string | undefined,
  unreadableCount: number,
): string | undefined {
  if (resource.isUnsettled) return `not in the account, but ${unsettledReason}`;
  if (appId === undefined) return "not in the account, but Meta does not report the app of the token";
  if (resource.appId === undefined) {
    return "not in the account, but the state does not record which app created it; run `pulumi refresh`";
  }
  if (resource.appId !== appId) {
    return `not visible to app ${appId}; app ${resource.appId} created it, so audit with a token of that app`;
  }
  return unreadableCount === 0 ? undefined : "it may be one of the rows of the account that cannot be read";
}

function recordedName({ recorded }: ExportedSequence): string | undefined {
  if (recorded.content === undefined) return undefined;
  return recorded.secret.includes("name") ? secretText : recorded.content.name;
}

function findDuplicates(rows: readonly SequenceRow[]): readonly (readonly string[])[] {
  const groups = new Map<string, string[]>();
  for (const { id, content } of rows) {
    if (content === undefined) continue;
    const key = contentKey(content);
    groups.set(key, [...(groups.get(key) ?? []), id]);
  }
  return [...groups.values()].filter(({ length }) => length > 1);
}

/** Orders by status, then as ids grow. */
function compareSequences(a: AuditedSequence, b: AuditedSequence): number {
  return (
    statuses.indexOf(a.status) - statuses.indexOf(b.status) ||
    a.sequenceId.length - b.sequenceId.length ||
    (a.sequenceId < b.sequenceId ? -1 : 1)
  );
}
