import { realpath } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { isMap, isScalar, type Document } from "yaml";
import type { CommandIo } from "./io";
import { mergeResults, createErrorResult, type ParsedInput } from "./results";
import { readStackExport, isStackExport } from "./stack-export";
import { readDocument } from "./sequences";
import { listFiles, type FileList } from "./list-files";
import { readTextFile, UnreadableInput } from "./read-text";
import { limitDiagnostics, parseYaml, type FileDiagnostic } from "./source";

export interface Inputs extends ParsedInput {
  /** The files, in order. */
  readonly files: readonly string[];
}

const standardInput = "<stdin>";

/** Reads all inputs of the command line. An unreadable or invalid file is an error and does not stop the others. */
export async function readInputs(io: CommandIo, words: readonly string[]): Promise<Inputs> {
  const lists = await Promise.all(words.map((word) => listInputs(io, word)));
  const results: ParsedInput[] = lists.map(({ errors, notes }) => ({ ...createErrorResult(errors), notes }));
  const files = await dropRepeated(
    io,
    lists.flatMap((list) => list.files),
  );
  for (const file of files) results.push(await readInput(io, file));
  return { ...mergeResults(results), files };
}

async function listInputs(io: CommandIo, word: string): Promise<FileList> {
  if (word === "-") return { files: [standardInput], errors: [], notes: [] };
  const { files, errors, notes } = await listFiles(resolve(io.cwd, word));
  const show = (diagnostic: FileDiagnostic): FileDiagnostic => ({
    ...diagnostic,
    file: displayPath(io, diagnostic.file),
  });
  return { files: files.map((file) => displayPath(io, file)), errors: errors.map(show), notes: notes.map(show) };
}

/** Drops repeated files, including those behind links. */
async function dropRepeated(io: CommandIo, files: readonly string[]): Promise<readonly string[]> {
  const byRealPath = new Map<string, string>();
  for (const file of files) {
    const path = resolve(io.cwd, file);
    const real = file === standardInput ? file : await realpath(path).catch(() => path);
    if (!byRealPath.has(real)) byRealPath.set(real, file);
  }
  return [...byRealPath.values()];
}

/** Formats a path for reports: relative to the working folder, with `/` between folders. */
function displayPath({ cwd }: CommandIo, path: string): string {
  return relative(cwd, path).split(sep).join("/") || ".";
}

async function readInput(io: CommandIo, file: string): Promise<ParsedInput> {
  try {
    return parseFile(file, file === standardInput ? await io.stdin() : await readTextFile(resolve(io.cwd, file)));
  } catch (error) {
    if (error instanceof UnreadableInput) return createErrorResult([{ file, reason: error.message }]);
    throw error;
  }
}

function isEmptyDocument(contents: Document["contents"]): boolean {
  return contents === null || (isScalar(contents) && contents.value === null);
}

const program = "is a Pulumi program; `pulumi preview --policy-pack` checks its texts";

/** Reads the sequences and orders of a file. */
export function parseFile(file: string, text: string): ParsedInput {
  const { source, documents, errors } = parseYaml(file, text);
  const filled = documents.filter(({ contents }) => !isEmptyDocument(contents));
  if (filled.length === 0) {
    return createErrorResult(
      errors.length > 0 ? limitDiagnostics(errors) : [{ file, reason: "is empty; add a sequence" }],
    );
  }
  const all = mergeResults(
    filled.map((document) => {
      if (isMap(document.contents) && document.has("runtime")) return createErrorResult([{ file, reason: program }]);
      return isStackExport(document) ? readStackExport(source, document) : readDocument(source, document);
    }),
  );
  return { ...all, errors: limitDiagnostics([...errors, ...all.errors]) };
}
