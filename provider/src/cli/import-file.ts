import { basename, join, resolve } from "node:path";
import { describeUnreadable, describeUnreadableRow } from "../client/unreadable-rows";
import { UserError } from "../runtime/user-error";
import { formatId } from "../runtime/properties";
import type { UnreadableRow } from "../schema/unreadable-rows";
import type { SequenceRow } from "../schema/wire";
import { listSequenceUrns, readStackExports, type StackExport } from "./audit/stack-export";
import { listAccount, type AccountContent, type ConnectionFlags } from "./account";
import { printWarning, type CommandIo, jsonText, UsageError } from "./io";
import { refuseExisting, writeAll } from "./files";
import { findImportableCreatives } from "./importable-creatives";
import { sortByName, toImportable, createImportFile, createPluginImportFile } from "./importable";
import type { ImportableRows, Importable } from "./importable";
import { creatives, sequences, type ImportableKind } from "./kinds";
import { describeEmptyAccount } from "./list";
import { namesFor } from "./names";
import { describeNextSteps } from "./next-steps";
import { renderProgram } from "./program-text";
import { findOtherRuntime } from "./project-runtime";
import { nameInUrn } from "./show/preview-output";
import { toCell } from "./table";

export interface ImportFileFlags {
  readonly connection: ConnectionFlags;
  /** Sequence ids; undefined means all. */
  readonly ids: readonly string[] | undefined;
  /** Paths of exported stacks. If given, the command writes only sequences that none of them manages. */
  readonly stackExports: readonly string[] | undefined;
  /** Creative ids. If given, the command writes creatives instead of sequences. */
  readonly creativeIds: readonly string[] | undefined;
  readonly outDir: string | undefined;
  readonly importFile: string | undefined;
  readonly program: string | undefined;
  /** Writes the plugin's types and no program. The default in a project that is not TypeScript, unless `program` is given. */
  readonly plugin: boolean;
  readonly force: boolean;
  readonly skipInvalid: boolean;
  readonly json: boolean;
}

/** Writes the import file, and the program for TypeScript, for existing sequences or creatives of an account. */
export async function importFile(io: CommandIo, flags: ImportFileFlags): Promise<void> {
  const kind = flags.creativeIds === undefined ? sequences : creatives;
  const runtime = flags.program === undefined ? findOtherRuntime(io.cwd) : undefined;
  const isForPlugin = flags.plugin || runtime !== undefined;
  const paths = pathsOf(io, flags, isForPlugin ? undefined : kind.programFile);
  const allPaths = Object.values(paths).filter((path) => path !== undefined);
  if (!flags.force && !flags.json) refuseExisting(io.cwd, allPaths);
  const { scopeId, writable, leftOut } = await findWritable(io, flags, kind);
  const file = isForPlugin ? createPluginImportFile(writable, kind) : createImportFile(writable, kind);
  const program =
    paths.program === undefined ? undefined : { path: paths.program, text: renderProgram(scopeId, writable, kind) };
  if (flags.json) {
    io.stdout(jsonText({ importFile: file, program: program?.text, leftOut }));
    return;
  }
  const written = { path: paths.importFile, text: jsonText(file) };
  await writeAll(io.cwd, program === undefined ? [written] : [written, program], flags.force);
  io.stdout(describeNextSteps({ ...paths, runtime, count: writable.length, scopeId, kind }));
}

/** Finds the resources to write. @throws UserError if there is none, or if one cannot be declared and `skipInvalid` is not set. */
async function findWritable(io: CommandIo, flags: ImportFileFlags, kind: ImportableKind): Promise<ImportableRows> {
  const found =
    flags.creativeIds === undefined
      ? await findImportableSequences(io, flags)
      : await findImportableCreatives(io, flags.connection, flags.creativeIds);
  if (found.leftOut.length > 0 && !flags.skipInvalid) throw createInvalidError(found.leftOut, kind);
  for (const problem of found.leftOut) printWarning(io, `left out ${problem}`);
  if (found.writable.length > 0) return found;
  throw new UserError(
    `Nothing was written: every ${kind.noun} was left out. Fix what the warnings report, then run again.`,
  );
}

function pathsOf(
  { cwd }: CommandIo,
  { outDir = ".", importFile = join(outDir, "import.json"), program }: ImportFileFlags,
  programFile: string | undefined,
) {
  const paths = { importFile, program: program ?? (programFile === undefined ? undefined : join(outDir, programFile)) };
  if (paths.program !== undefined && resolve(cwd, paths.importFile) === resolve(cwd, paths.program)) {
    throw new UsageError(
      `--import-file and --program are both ${basename(paths.program)}; use a different file for each`,
    );
  }
  return paths;
}

function selectByIds(
  { wabaId, rows, unreadable }: AccountContent,
  ids: readonly string[] | undefined,
): readonly SequenceRow[] {
  const isEmpty = rows.length === 0 && unreadable.length === 0;
  if (ids === undefined && isEmpty) throw new UserError(`Nothing was written. ${describeEmptyAccount(wabaId)}`);
  if (ids === undefined) return rows;
  const missing = ids.filter((id) => !rows.some((row) => row.id === id));
  if (missing.length > 0) {
    const unread = unreadable.length === 0 ? "" : ` ${describeUnreadCount(unreadable)}.`;
    throw new UserError(
      `Nothing was written: this token cannot see sequence ${missing.join(", ")} in account ${wabaId}.${unread} Correct --ids (see \`pulumi-whatsapp list\`), or use the token of the app that created it.`,
    );
  }
  return rows.filter((row) => ids.includes(row.id));
}

function describeUnreadCount(rows: readonly UnreadableRow[]): string {
  return `${rows.length} of the listed rows cannot be read: ${describeUnreadable(rows)}`;
}

async function findImportableSequences(io: CommandIo, flags: ImportFileFlags): Promise<ImportableRows> {
  const { connection, ids, stackExports } = flags;
  const exports = stackExports === undefined ? undefined : await readStackExports(io, stackExports);
  const account = await listAccount(io, connection);
  const { wabaId, unreadable } = account;
  const rows = exports === undefined ? selectByIds(account, ids) : selectUnmanaged(io, account, exports);
  const usedNames = new Set((exports ?? []).flatMap(listSequenceUrns).map(nameInUrn));
  const { leftOut, ...found } = await separateImportable(account, rows, usedNames);
  // Rows that were not selected only cause a warning.
  if (ids !== undefined && unreadable.length > 0) {
    printWarning(io, `account ${wabaId}: ${describeUnreadCount(unreadable)}`);
  }
  const problems = ids === undefined ? unreadable.map((row) => `${wabaId}: ${describeUnreadableRow(row)}`) : [];
  return { ...found, leftOut: [...leftOut, ...problems] };
}

function selectUnmanaged(
  io: CommandIo,
  account: AccountContent,
  exports: readonly StackExport[],
): readonly SequenceRow[] {
  const { wabaId, unreadable } = account;
  const exported = exports.flatMap(({ sequences }) => sequences).filter((one) => one.wabaId === wabaId);
  const managed = new Set(exported.filter(({ role }) => role !== "reads").map(({ sequenceId }) => sequenceId));
  const rows = selectByIds(account, undefined);
  const unmanaged = rows.filter(({ id }) => !managed.has(id));
  if (unmanaged.length === 0 && unreadable.length === 0) {
    throw new UserError(`Nothing was written: the exports manage every sequence that account ${wabaId} shows.`);
  }
  if (exported.length === 0) {
    printWarning(io, `no export contains a sequence of account ${wabaId}, so all its sequences count as unmanaged`);
  }
  return unmanaged;
}

/** Separates rows that a program can declare from the others. Names do not depend on the selection. */
async function separateImportable(
  { wabaId, rows, appId }: AccountContent,
  wanted: readonly SequenceRow[],
  usedNames: ReadonlySet<string>,
): Promise<ImportableRows> {
  const names = namesFor(
    rows.map(({ id, content }) => ({ id, name: content?.name ?? "" })),
    "sequence",
    usedNames,
  );
  const facts = { wabaId, appId: await appId() };
  const writable: Importable[] = [];
  const leftOut: string[] = [];
  for (const row of wanted) {
    const one = toImportable(facts, row, names.get(row.id) ?? { resource: row.id, variable: row.id });
    if (typeof one === "string") leftOut.push(`${formatTitle(wabaId, row)}: ${one}`);
    else writable.push(one);
  }
  return { scopeId: wabaId, writable: sortByName(writable), leftOut };
}

function formatTitle(wabaId: string, { id, content }: SequenceRow): string {
  return (
    formatId({ scopeId: wabaId, id }) + (content === undefined ? "" : ` ${JSON.stringify(toCell(content.name, 40))}`)
  );
}

function createInvalidError(problems: readonly string[], { noun, idsFlag }: ImportableKind): UserError {
  return new UserError(
    `Nothing was written: a program cannot declare ${problems.length === 1 ? `this ${noun}` : `these ${noun}s`}:\n` +
      problems.map((problem) => `- ${problem}\n`).join("") +
      `Fix these in the account, select others with ${idsFlag}, or use --skip-invalid to leave these out.`,
  );
}
