import { describeUnreadable } from "../../client/unreadable-rows";
import { UserError } from "../../runtime/user-error";
import { environmentName } from "../../schema/settings";
import { openAccounts, type Accounts, type ConnectionFlags } from "../account";
import { exit, jsonText, lineOf, printWarning, UsageError, type CommandIo, type ExitCode } from "../io";
import { auditAccount, isManagedTwice, type AccountAudit, type AuditedSequence } from "./audit-account";
import { formatReport, hasFailed, auditsOf, toJsonReport, type FailedAccount, type Report } from "./report";
import { readStackExports, type ExportedSequence, type StackExport } from "./stack-export";

/** Findings that a pipeline can fail on. */
export const findings = ["changed", "missing", "unmanaged", "managed-twice"] as const;
export type Finding = (typeof findings)[number];

export interface AuditFlags {
  /** Without an account. */
  readonly connection: ConnectionFlags;
  /** Paths of exported stacks. */
  readonly files: readonly string[];
  /** Accounts to audit; undefined means those of the exports and of the environment. */
  readonly wabaIds: readonly string[] | undefined;
  readonly failOn: readonly Finding[];
  /** Shows also the sequences that need no attention; JSON always has them. */
  readonly all: boolean;
  readonly json: boolean;
}

/** Compares accounts with exported stacks and prints the differences. @throws UserError after printing if the audit is incomplete. */
export async function audit(io: CommandIo, flags: AuditFlags): Promise<ExitCode> {
  // As elsewhere, the option replaces the variable, which may then be malformed.
  const accounts = openAccounts(io, { ...flags.connection, wabaId: flags.wabaIds?.[0] });
  const exports = await readStackExports(io, flags.files);
  const sequences = exports.flatMap((one) => one.sequences);
  const wabaIds = flags.wabaIds ?? findAccounts(accounts, sequences);
  if (wabaIds.length === 0) {
    throw new UsageError(
      `The exports contain no sequence, and no account is set. Set it with --waba or ${environmentName("wabaId")}.`,
    );
  }
  const report: Report = { exports, accounts: await auditAccounts(io, accounts, wabaIds, sequences) };
  io.stdout(flags.json ? jsonText(toJsonReport(report)) : formatReport(io, report, flags.all));
  warnAboutOtherAccounts(io, exports, wabaIds);
  const problems = listProblems(report);
  if (problems.length > 0) {
    throw new UserError(`The audit is incomplete:\n${problems.map((problem) => `- ${problem}\n`).join("")}`.trimEnd());
  }
  const audited = auditsOf(report).flatMap((account) => account.sequences);
  return flags.failOn.some((finding) => audited.some(isFoundBy[finding])) ? exit.findings : exit.success;
}

/** Accounts of the exports, in the order of their ids, then that of the settings. */
function findAccounts({ wabaId }: Accounts, sequences: readonly ExportedSequence[]): readonly string[] {
  const exported = sequences.map((one) => one.wabaId).sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  return [...new Set([...exported, ...(wabaId === undefined ? [] : [wabaId])])];
}

/** Audits every account. One that cannot be listed does not stop the others. */
function auditAccounts(
  io: CommandIo,
  accounts: Accounts,
  wabaIds: readonly string[],
  sequences: readonly ExportedSequence[],
): Promise<Report["accounts"]> {
  const auditOne = async (wabaId: string): Promise<AccountAudit | FailedAccount> => {
    try {
      const content = await accounts.list(wabaId);
      return await auditAccount(
        content,
        sequences.filter((sequence) => sequence.wabaId === wabaId),
      );
    } catch (error) {
      if (error instanceof UserError) return { wabaId, error: lineOf(io, error.message) };
      throw error;
    }
  };
  return Promise.all(wabaIds.map(auditOne));
}

function warnAboutOtherAccounts(io: CommandIo, exports: readonly StackExport[], wabaIds: readonly string[]): void {
  const others = exports.flatMap(({ sequences }) => sequences).filter(({ wabaId }) => !wabaIds.includes(wabaId));
  const ids = [...new Set(others.map(({ wabaId }) => wabaId))];
  if (ids.length === 0) return;
  const text = `--waba leaves out ${ids.length === 1 ? "account" : "accounts"} ${ids.join(", ")} of the exports (${others.length} ${others.length === 1 ? "sequence" : "sequences"})`;
  printWarning(io, text);
}

/** Lists what could not be compared. */
function listProblems({ accounts }: Report): readonly string[] {
  return accounts.flatMap((account) => {
    if (hasFailed(account)) return [account.error];
    const { wabaId, sequences, unreadable } = account;
    const undecided = sequences.filter(({ status }) => status === "undecided").length;
    return [
      ...(undecided === 0 ? [] : [`account ${wabaId}: ${undecided} undecided; the report shows the reasons`]),
      ...(unreadable.length === 0
        ? []
        : [`account ${wabaId}: ${unreadable.length} of its rows cannot be read: ${describeUnreadable(unreadable)}`]),
    ];
  });
}

const isFoundBy: Readonly<Record<Finding, (sequence: AuditedSequence) => boolean>> = {
  changed: ({ status }) => status === "changed",
  missing: ({ status }) => status === "missing",
  unmanaged: ({ status }) => status === "unmanaged",
  "managed-twice": isManagedTwice,
};
