import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { isScalar, type Document } from "yaml";
import { codeOf, type CommandIo } from "./io";
import { joined, refused, type Found } from "./found";
import { exportedSubjects, isStackExport } from "./stack-export";
import { sequencesIn } from "./sequences";
import { fewOf, parsed } from "./source";

/** Looked for in the working folder; in a folder of sequences it is no sequence. */
export const configurationName = "pulumi-whatsapp-policy.yaml";

export interface Inputs extends Found {
  /** Files that were read, in order. */
  readonly files: readonly string[];
}

const standardInput = "<stdin>";

/** Reads all that the command line names; what cannot be read or used is a complaint, and the rest is read all the same. */
export async function readInputs(io: CommandIo, words: readonly string[]): Promise<Inputs> {
  const listed = await Promise.all(words.map((word) => filesOf(io, word)));
  const files = [...new Set(listed.flatMap(({ files: some }) => some))];
  const found: Found[] = listed.map(({ complaints }) => refused(complaints));
  for (const file of files) found.push(await readOne(io, file));
  return { ...joined(found), files };
}

interface Listed {
  readonly files: readonly string[];
  readonly complaints: Found["complaints"];
}

async function filesOf(io: CommandIo, word: string): Promise<Listed> {
  if (word === "-") return { files: [standardInput], complaints: [] };
  const path = resolve(io.cwd, word);
  const file = shownPath(io, path);
  try {
    if (!(await stat(path)).isDirectory()) return { files: [file], complaints: [] };
    const files = (await filesWithin(path)).map((inside) => shownPath(io, inside));
    const reason = "has no *.yaml, *.yml or *.json in it";
    return { files, complaints: files.length === 0 ? [{ file, reason }] : [] };
  } catch (error) {
    return { files: [], complaints: [{ file, reason: unreadable(error) }] };
  }
}

/** All files below, by name; neither installed packages nor hidden folders, and no folder through a link, which could lead round. */
async function filesWithin(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const within = await Promise.all(
    entries
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(async (entry): Promise<readonly string[]> => {
        const path = join(folder, entry.name);
        if (entry.isDirectory())
          return entry.name === "node_modules" || entry.name.startsWith(".") ? [] : filesWithin(path);
        if (!/\.(ya?ml|json)$/i.test(entry.name) || entry.name === configurationName) return [];
        return entry.isFile() || (await stat(path)).isFile() ? [path] : [];
      }),
  );
  return within.flat();
}

/** As reports show it: from the working folder, with `/` between folders, never from the root. */
const shownPath = ({ cwd }: CommandIo, path: string): string => relative(cwd, path).split(sep).join("/") || ".";

export function unreadable(error: unknown): string {
  const code = codeOf(error);
  return code === "ENOENT" ? "does not exist" : `cannot be read (${code})`;
}

async function readOne(io: CommandIo, file: string): Promise<Found> {
  try {
    const bytes = file === standardInput ? undefined : await readFile(resolve(io.cwd, file));
    return found(file, bytes === undefined ? await io.stdin() : textOf(bytes));
  } catch (error) {
    return refused([{ file, reason: error instanceof NoText ? error.message : unreadable(error) }]);
  }
}

class NoText extends Error {}

/** @throws NoText for what would silently lose characters. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new NoText("is not UTF-8 text; save it as UTF-8");
  }
}

const isNothing = (contents: Document["contents"]): boolean =>
  contents === null || (isScalar(contents) && contents.value === null);

/** The sequences and orders in a file's text. */
export function found(file: string, text: string): Found {
  const { source, documents, complaints } = parsed(file, text);
  const filled = documents.filter(({ contents }) => !isNothing(contents));
  if (filled.length === 0)
    return refused(complaints.length > 0 ? fewOf(complaints) : [{ file, reason: "is empty; write a sequence in it" }]);
  const all = joined(
    filled.map((document) =>
      isStackExport(document) ? exportedSubjects(source, document) : sequencesIn(source, document),
    ),
  );
  return { ...all, complaints: fewOf([...complaints, ...all.complaints]) };
}
