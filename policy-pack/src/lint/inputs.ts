import { realpath } from "node:fs/promises";
import { relative, resolve, sep } from "node:path";
import { isScalar, type Document } from "yaml";
import type { CommandIo } from "./io";
import { joined, refused, type Found } from "./found";
import { exportedSubjects, isStackExport } from "./stack-export";
import { sequencesIn } from "./sequences";
import { listFiles, type FileList } from "./list-files";
import { readTextFile, UnreadableInput } from "./read-text";
import { fewOf, parsed, type Remark } from "./source";

export interface Inputs extends Found {
  /** Files that were read, in order. */
  readonly files: readonly string[];
}

const standardInput = "<stdin>";

/** Reads all that the command line names. What cannot be read or used is a complaint, and the rest is read all the same. */
export async function readInputs(io: CommandIo, words: readonly string[]): Promise<Inputs> {
  const lists = await Promise.all(words.map((word) => listInputs(io, word)));
  const found: Found[] = lists.map(({ complaints, notes }) => ({ ...refused(complaints), notes }));
  const files = await dropRepeated(
    io,
    lists.flatMap((list) => list.files),
  );
  for (const file of files) found.push(await readOne(io, file));
  return { ...joined(found), files };
}

async function listInputs(io: CommandIo, word: string): Promise<FileList> {
  if (word === "-") return { files: [standardInput], complaints: [], notes: [] };
  const { files, complaints, notes } = await listFiles(resolve(io.cwd, word));
  const show = (remark: Remark): Remark => ({ ...remark, file: shownPath(io, remark.file) });
  return { files: files.map((file) => shownPath(io, file)), complaints: complaints.map(show), notes: notes.map(show) };
}

/** A file is read once, also when several names or links lead to it. */
async function dropRepeated(io: CommandIo, files: readonly string[]): Promise<readonly string[]> {
  const byRealPath = new Map<string, string>();
  for (const file of files) {
    const path = resolve(io.cwd, file);
    const real = file === standardInput ? file : await realpath(path).catch(() => path);
    if (!byRealPath.has(real)) byRealPath.set(real, file);
  }
  return [...byRealPath.values()];
}

/** As reports show it: from the working folder, with `/` between folders, never from the root. */
function shownPath({ cwd }: CommandIo, path: string): string {
  return relative(cwd, path).split(sep).join("/") || ".";
}

async function readOne(io: CommandIo, file: string): Promise<Found> {
  try {
    return found(file, file === standardInput ? await io.stdin() : await readTextFile(resolve(io.cwd, file)));
  } catch (error) {
    if (error instanceof UnreadableInput) return refused([{ file, reason: error.message }]);
    throw error;
  }
}

function isNothing(contents: Document["contents"]): boolean {
  return contents === null || (isScalar(contents) && contents.value === null);
}

/** The sequences and orders in a file's text. */
export function found(file: string, text: string): Found {
  const { source, documents, complaints } = parsed(file, text);
  const filled = documents.filter(({ contents }) => !isNothing(contents));
  if (filled.length === 0) {
    return refused(complaints.length > 0 ? fewOf(complaints) : [{ file, reason: "is empty; write a sequence in it" }]);
  }
  const all = joined(
    filled.map((document) =>
      isStackExport(document) ? exportedSubjects(source, document) : sequencesIn(source, document),
    ),
  );
  return { ...all, complaints: fewOf([...complaints, ...all.complaints]) };
}
