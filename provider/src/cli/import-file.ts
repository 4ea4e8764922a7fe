import { basename, join, resolve } from "node:path";
import { ExpectedFailure } from "../runtime/failure";
import { physicalId } from "../runtime/state";
import type { SequenceRow } from "../schema/wire";
import { listAccount, type AccountContent, type ConnectionFlags } from "./account";
import { jsonText } from "./escape";
import { refuseExisting, writeAll } from "./files";
import { importable, importFileOf, type Importable } from "./importable";
import { UsageError, type CommandIo } from "./io";
import { nothingSeen } from "./list";
import { namesFor } from "./names";
import { nextSteps } from "./next-steps";
import { programText } from "./program-text";
import { cell } from "./table";

export interface ImportFileFlags {
  readonly connection: ConnectionFlags;
  /** Sequence ids; undefined means all. */
  readonly ids: readonly string[] | undefined;
  readonly outDir: string | undefined;
  readonly importFile: string | undefined;
  readonly program: string | undefined;
  readonly force: boolean;
  readonly skipInvalid: boolean;
  readonly json: boolean;
}

/** Writes the import file and the program text for sequences that an account already holds. */
export async function importFile(io: CommandIo, flags: ImportFileFlags): Promise<void> {
  const paths = pathsOf(io, flags);
  if (!flags.force && !flags.json) refuseExisting(io.cwd, Object.values(paths));
  const account = await listAccount(io, flags.connection);
  const { writable, leftOut } = await sorted(account, chosen(account, flags.ids));
  if (leftOut.length > 0 && !flags.skipInvalid) throw cannotHold(leftOut);
  if (writable.length === 0) throw new ExpectedFailure("Nothing was written: no sequence is left to import.");
  const file = importFileOf(writable);
  const program = programText(account.wabaId, writable);
  for (const complaint of leftOut) io.stderr(`warning: left out ${complaint}\n`);
  if (flags.json) {
    io.stdout(jsonText({ importFile: file, program, leftOut }));
    return;
  }
  await writeAll(
    io.cwd,
    [
      { path: paths.importFile, text: jsonText(file) },
      { path: paths.program, text: program },
    ],
    flags.force,
  );
  io.stdout(nextSteps({ ...paths, count: writable.length, wabaId: account.wabaId }));
}

function pathsOf({ cwd }: CommandIo, { outDir = ".", importFile, program }: ImportFileFlags) {
  const paths = {
    importFile: importFile ?? join(outDir, "import.json"),
    program: program ?? join(outDir, "sequences.ts"),
  };
  if (resolve(cwd, paths.importFile) === resolve(cwd, paths.program)) {
    throw new UsageError(
      `--import-file and --program are both ${basename(paths.program)}; give each a file of its own`,
    );
  }
  return paths;
}

function chosen({ wabaId, rows }: AccountContent, ids: readonly string[] | undefined): readonly SequenceRow[] {
  if (ids === undefined && rows.length === 0) throw new ExpectedFailure(`Nothing was written. ${nothingSeen(wabaId)}`);
  if (ids === undefined) return rows;
  const missing = ids.filter((id) => !rows.some((row) => row.id === id));
  if (missing.length > 0) {
    throw new ExpectedFailure(
      `Nothing was written: account ${wabaId} shows no sequence ${missing.join(", ")} to this token. Correct --ids (\`pulumi-whatsapp list\` shows them), or use the token of the app that made them.`,
    );
  }
  return rows.filter((row) => ids.includes(row.id));
}

interface Sorted {
  /** By resource name, so that a file written again is the same. */
  readonly writable: readonly Importable[];
  readonly leftOut: readonly string[];
}

/** What a program can hold, and what it cannot, each with the reason. Names are those of the whole account, whatever is chosen. */
async function sorted({ wabaId, rows, appId }: AccountContent, wanted: readonly SequenceRow[]): Promise<Sorted> {
  const names = namesFor(rows.map(({ id, content }) => ({ id, name: content?.name ?? "" })));
  const facts = { wabaId, appId: await appId() };
  const writable: Importable[] = [];
  const leftOut: string[] = [];
  for (const row of wanted) {
    const one = importable(facts, row, names.get(row.id) ?? { resource: row.id, variable: row.id });
    if (typeof one === "string") leftOut.push(`${titleOf(wabaId, row)}: ${one}`);
    else writable.push(one);
  }
  return { writable: writable.sort((a, b) => (a.names.resource < b.names.resource ? -1 : 1)), leftOut };
}

const titleOf = (wabaId: string, { id, content }: SequenceRow): string =>
  physicalId({ wabaId, sequenceId: id }) + (content === undefined ? "" : ` ${JSON.stringify(cell(content.name, 40))}`);

const cannotHold = (complaints: readonly string[]): ExpectedFailure =>
  new ExpectedFailure(
    `Nothing was written: a program cannot hold ${complaints.length === 1 ? "this sequence" : "these sequences"} as Meta does.\n` +
      complaints.map((complaint) => `- ${complaint}\n`).join("") +
      "Mend what is named in the account, choose others with --ids, or give --skip-invalid to leave these out.",
  );
