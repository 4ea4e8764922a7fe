import { describeUnreadableRow } from "../../client/unreadable-rows";
import { formatId } from "../../runtime/properties";
import { lineOf, type CommandIo } from "../io";
import { tableText, toCell } from "../table";
import {
  isManagedTwice,
  statuses,
  type AccountAudit,
  type AuditedSequence,
  type SequenceStatus,
} from "./audit-account";
import { quoteExcerpts } from "./excerpts";
import type { ExportedSequence, StackExport } from "./stack-export";

/** An account that could not be listed. */
export interface FailedAccount {
  readonly wabaId: string;
  readonly error: string;
}

export interface Report {
  readonly exports: readonly StackExport[];
  readonly accounts: readonly (AccountAudit | FailedAccount)[];
}

export function hasFailed(account: AccountAudit | FailedAccount): account is FailedAccount {
  return "error" in account;
}

export function auditsOf({ accounts }: Report): readonly AccountAudit[] {
  return accounts.filter((account): account is AccountAudit => !hasFailed(account));
}

type Counts = Readonly<Record<SequenceStatus | "managedTwice", number>>;

function countSequences(sequences: readonly AuditedSequence[]): Counts {
  const countOf = (status: SequenceStatus): number => sequences.filter((one) => one.status === status).length;
  return {
    changed: countOf("changed"),
    missing: countOf("missing"),
    undecided: countOf("undecided"),
    unmanaged: countOf("unmanaged"),
    managed: countOf("managed"),
    managedTwice: sequences.filter(isManagedTwice).length,
  };
}

/** Builds the document of `--json`, whose keys docs/audit.md describes. */
export function toJsonReport(report: Report) {
  return {
    exports: report.exports.map(({ file, stack, sequences }) => ({
      file,
      stack: stack ?? null,
      sequences: sequences.length,
    })),
    accounts: report.accounts.map((account) => (hasFailed(account) ? account : toJsonAccount(account))),
    summary: countSequences(auditsOf(report).flatMap(({ sequences }) => sequences)),
  };
}

function toJsonAccount({ wabaId, appId, sequences, duplicates, unreadable }: AccountAudit) {
  return {
    ...{ wabaId, appId: appId ?? null },
    sequences: sequences.map((sequence) => toJsonSequence(wabaId, sequence)),
    duplicates,
    unreadable: unreadable.map(describeUnreadableRow),
  };
}

function toJsonSequence(wabaId: string, sequence: AuditedSequence) {
  const { status, sequenceId, name, isUsedInAd, changes, secretFields, reason } = sequence;
  return {
    ...{ status, id: formatId({ scopeId: wabaId, id: sequenceId }), sequenceId },
    ...{ name: name ?? null, isUsedInAd: isUsedInAd ?? null },
    managedBy: sequence.managedBy.map(toJsonResource),
    readBy: sequence.readBy.map(toJsonResource),
    isManagedTwice: isManagedTwice(sequence),
    ...(changes.length === 0 ? {} : { changes }),
    ...(secretFields.length === 0 ? {} : { notCompared: secretFields }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function toJsonResource({ urn, file, role }: ExportedSequence) {
  return { urn, file, ...(role === "deletes" ? { isPendingDeletion: true } : {}) };
}

/**
 * Formats the report for a terminal: a table for each account, and below it what is wrong with the account. Without `showsAll`, the table has
 * only the sequences that need attention.
 */
export function formatReport(io: CommandIo, report: Report, showsAll: boolean): string {
  const totals = countSequences(auditsOf(report).flatMap(({ sequences }) => sequences));
  const total = report.accounts.length > 1 ? [`${report.accounts.length} accounts: ${formatCounts(totals)}\n`] : [];
  return [...report.accounts.map((account) => formatAccount(io, account, showsAll)), ...total].join("\n");
}

function formatAccount(io: CommandIo, account: AccountAudit | FailedAccount, showsAll: boolean): string {
  if (hasFailed(account)) return `Account ${account.wabaId}: not audited\n`;
  const { wabaId, appId = "unknown", sequences, duplicates } = account;
  const head = `Account ${wabaId} (app ${appId}): ${formatCounts(countSequences(sequences))}\n`;
  const shown = showsAll ? sequences : sequences.filter(needsAttention);
  const hidden = showsAll ? [] : sequences.filter((sequence) => !needsAttention(sequence));
  const lines = [
    ...describeHiddenSecrets(hidden),
    ...duplicates.map((ids) => `Same name and content: ${ids.join(", ")}\n`),
  ];
  return [head, ...(shown.length === 0 ? [] : [formatTable(io, shown)]), ...lines].join("");
}

function needsAttention(sequence: AuditedSequence): boolean {
  return sequence.status !== "managed" || isManagedTwice(sequence);
}

function describeHiddenSecrets(hidden: readonly AuditedSequence[]): readonly string[] {
  const count = hidden.filter(({ secretFields }) => secretFields.length > 0).length;
  if (count === 0) return [];
  return [`Not compared completely, because of secret arguments: ${count} managed; --all shows them\n`];
}

function formatCounts(counts: Counts): string {
  const parts = statuses.filter((status) => counts[status] > 0).map((status) => `${counts[status]} ${status}`);
  const twice = counts.managedTwice === 0 ? [] : [`${counts.managedTwice} managed twice`];
  return parts.length === 0 ? "no sequence" : [...parts, ...twice].join(", ");
}

const nameColumns = 32;

function formatTable(io: CommandIo, sequences: readonly AuditedSequence[]): string {
  const cells = sequences.map(({ status, sequenceId, name, managedBy: [resource] }) => [
    ...[status, sequenceId, name === undefined ? "?" : toCell(name, nameColumns)],
    resource === undefined ? "" : formatResource(io, resource),
  ]);
  const [head = "", ...rows] = tableText([["STATUS", "ID", "NAME", "MANAGED BY"], ...cells]).match(/.*\n/g) ?? [];
  const withNotes = rows.flatMap((row, index) => {
    const sequence = sequences[index];
    return sequence === undefined ? [row] : [row, ...listNotes(io, sequence).map((note) => `  ${note}\n`)];
  });
  return [head, ...withNotes].join("");
}

function formatResource(io: CommandIo, { urn, file }: ExportedSequence): string {
  return lineOf(io, `${urn} in ${file}`);
}

/** Stands for an argument that is not set. An empty one is the same. */
const absent = "(none)";

function listNotes(io: CommandIo, { managedBy, readBy, changes, secretFields, reason }: AuditedSequence): string[] {
  return [
    ...changes.map(({ path, before, after }) => {
      const [old, fresh] = quoteExcerpts(io, before, after);
      return `${lineOf(io, path)}: ${before === "" ? absent : old} => ${after === "" ? absent : fresh}`;
    }),
    ...(reason === undefined ? [] : [lineOf(io, reason)]),
    ...(secretFields.length === 0 ? [] : [`secret, so not compared: ${secretFields.join(", ")}`]),
    ...managedBy.flatMap((resource, index) => [
      ...(index === 0 ? [] : [`also managed by ${formatResource(io, resource)}`]),
      ...(resource.role === "deletes" ? ["its deletion is pending in this stack"] : []),
    ]),
    ...readBy.map((resource) => `read by ${formatResource(io, resource)}`),
  ];
}
