import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { describeFailure, type Failure } from "../../schema/failures";
import { argsOf } from "../../schema/canonical";
import { describeUnreadableRow } from "../../client/unreadable-rows";
import { decodeText } from "../decode-text";
import { listAccount, type ConnectionFlags } from "../account";
import { knownSecretsOf, type CommandIo } from "../io";
import { describeReadError } from "../../runtime/read-error";
import type { ChatLibrary } from "./chat-library";
import { listFiles } from "./list-files";
import { readText, type ReadResult } from "./read-document";

/** Content of one input: a file, standard input or an account. */
export interface InputResult extends ReadResult {
  /** Path as the user wrote it, `<stdin>`, or the account. */
  readonly source: string;
}

const standardInput = "<stdin>";

/** Reads files, folders and standard input (`-`). An input that cannot be read is a failure and does not stop the others. */
export async function readInputs(
  io: CommandIo,
  library: ChatLibrary,
  words: readonly string[],
): Promise<readonly InputResult[]> {
  const results: InputResult[] = [];
  for (const word of new Set(words)) results.push(...(await readInput(io, library, word)));
  return results;
}

async function readInput(io: CommandIo, library: ChatLibrary, word: string): Promise<readonly InputResult[]> {
  if (word === "-") return [await readSource(standardInput, io.stdin(), io, library)];
  try {
    const files = await listFiles(io.cwd, word);
    if (files.length === 0) return [failWith(word, "contains no *.yaml, *.yml or *.json")];
    const results: InputResult[] = [];
    // One after another: a process may open only a limited number of files.
    for (const file of files) results.push(await readSource(file, readFile(resolve(io.cwd, file)), io, library));
    return results;
  } catch (error) {
    return [failWith(word, describeReadError(error))];
  }
}

async function readSource(
  source: string,
  bytes: Promise<Uint8Array>,
  io: CommandIo,
  library: ChatLibrary,
): Promise<InputResult> {
  try {
    const text = decodeText(await bytes, { isStrict: true });
    return { source, ...readText(text, { library, secrets: knownSecretsOf(io) }) };
  } catch (error) {
    return failWith(source, describeReadError(error));
  }
}

function failWith(source: string, reason: string): InputResult {
  return { source, subjects: [], failures: [{ path: "file", reason }] };
}

/** Reads the sequences of a live account. */
export async function readAccount(io: CommandIo, flags: ConnectionFlags): Promise<InputResult> {
  const { wabaId, rows, unreadable } = await listAccount(io, flags);
  const failures: Failure[] = [
    ...rows.flatMap((row) =>
      row.content === undefined ? [{ path: `sequence ${row.id}`, reason: row.unreadable }] : [],
    ),
    ...unreadable.map((row) => ({ path: "account", reason: describeUnreadableRow(row) })),
  ];
  const subjects = rows.flatMap(({ id, content }) =>
    content === undefined
      ? []
      : [{ name: `${content.name} (${id})`, content: { kind: "sequence" as const, texts: argsOf(content) } }],
  );
  return { source: `account ${wabaId}`, subjects, failures };
}

/** Lists failures, one line each, with input, field and rule. */
export function listFailures(result: InputResult): readonly string[] {
  return describeFailures(result).map((failure) => `${result.source}: ${failure}`);
}

/** Describes failures with field and rule. */
export function describeFailures({ failures }: InputResult): readonly string[] {
  return failures.map((failure) => (failure.path === "file" ? failure.reason : describeFailure(failure)));
}
