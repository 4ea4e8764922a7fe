/** Reads and writes checkpoint and journal of one stack together. */
import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { refuseCompressed, type StackPaths } from "./backend";
import {
  type SerializedState,
  serializeState,
  hasSerializedSecrets,
  deserializeState,
  parseCheckpoint,
  renderCheckpoint,
} from "./checkpoint";
import { StateError } from "./state-error";
import { readIfExists, syncFolder, writePrivateFile, writeBlob } from "./files";
import { inDependencyOrder, orderProblem } from "./integrity";
import { checksum, markFolded, deserializeEntries, readJournal, type ReadJournal } from "./journal";
import { SnapshotRows } from "./snapshot-rows";
import { plainReader, SecretCache } from "./secret-cache";
import type { Cipher } from "./passphrase-cipher";
import type { Snapshot } from "./stack-state";

export interface CurrentState {
  /** Content of the checkpoint file. */
  readonly text: string;
  readonly serialized: SerializedState;
  readonly snapshot: Snapshot;
  /** Set if the state contains secrets. */
  readonly cache: SecretCache | undefined;
  /** True if `snapshot` contains a crashed update's journal that the file lacks. */
  readonly journalFolded: boolean;
}

const readAttempts = 3;

type OpenSalt = (salt: string) => Promise<Cipher>;

export async function readCurrent(paths: StackPaths, openSalt: OpenSalt): Promise<CurrentState | undefined> {
  for (let attempt = 1; ; attempt++) {
    // The journal is read first: if an update finishes in between, the checksum differs and both are read again.
    const journalText = await readIfExists(paths.journal);
    const text = await readIfExists(paths.checkpoint);
    if (text === undefined) {
      await refuseCompressed(paths);
      return undefined;
    }
    const name = fileName(paths);
    const journal = journalText === undefined ? undefined : readJournal(journalText, `${name}.journal`);
    const sum = checksum(text);
    if (journal === undefined || journal.foldedInto.includes(sum)) {
      return await openCurrent(text, undefined, name, openSalt);
    }
    if (journal.header.base === sum) return await openCurrent(text, journal, name, openSalt);
    if (attempt === readAttempts) throw foreignJournal(name);
  }
}

function foreignJournal(name: string): StateError {
  return new StateError(
    "journal",
    `${name} was changed by another program after an update of this engine was interrupted; what that update did is only in ${name}.journal. Compare the two (the journal lists every step with its resource id), repair the state, then delete the journal.`,
  );
}

async function openCurrent(
  text: string,
  journal: ReadJournal | undefined,
  name: string,
  openSalt: OpenSalt,
): Promise<CurrentState> {
  const serialized = parseCheckpoint(text, name);
  const cache = await cacheFor(serialized, openSalt);
  const base = deserializeState(serialized, cache ?? plainReader);
  if (journal === undefined) return { text, serialized, snapshot: base, cache, journalFolded: false };
  const journalReader =
    cache?.salt === journal.header.salt ? cache : new SecretCache(await openSalt(journal.header.salt));
  const snapshotRows = new SnapshotRows(base);
  for (const entry of deserializeEntries(journal, `${name}.journal`, journalReader)) snapshotRows.apply(entry);
  const snapshot = { resources: snapshotRows.rows(), pendingOperations: snapshotRows.pendingOperations() };
  return { text, serialized, snapshot, cache, journalFolded: true };
}

async function cacheFor(serialized: SerializedState, openSalt: OpenSalt): Promise<SecretCache | undefined> {
  if (!hasSerializedSecrets(serialized) || serialized.salt === undefined) return undefined;
  return new SecretCache(await openSalt(serialized.salt));
}

function fileName(paths: StackPaths): string {
  return `.pulumi/stacks/${paths.reference.slice("organization/".length)}.json`;
}

/** Serializes a checkpoint, with resources in an order that the CLI accepts. */
export function renderSnapshot(
  paths: StackPaths,
  snapshot: Snapshot,
  manifestVersion: string,
  cache: SecretCache,
): string {
  const resources = inDependencyOrder(snapshot.resources);
  const problem = orderProblem(resources);
  if (problem !== undefined) {
    throw new StateError(
      "checkpoint",
      `The new state of the stack is inconsistent (${problem}) and was not written; every step is kept in ${fileName(paths)}.journal.`,
    );
  }
  return renderCheckpoint(
    serializeState({ ...snapshot, resources }, cache.salt, manifestVersion, cache),
    paths.reference,
  );
}

/** Writes a checkpoint. The previous one becomes the `.bak` file. */
export async function replaceCheckpoint(paths: StackPaths, text: string, before: string | undefined): Promise<void> {
  await writeBlob(paths.backup, before ?? text);
  await writeBlob(paths.checkpoint, text);
}

/**
 * Writes a checkpoint that contains a crashed update's journal. The journal is marked first, in case of another crash,
 * and removed at the end.
 */
export async function replaceJournaled(paths: StackPaths, text: string, before: string | undefined): Promise<void> {
  const journalText = await readIfExists(paths.journal);
  if (journalText !== undefined) {
    await writePrivateFile(paths.journal, markFolded(journalText, checksum(text)));
  }
  await replaceCheckpoint(paths, text, before);
  await removeJournal(paths);
}

export async function removeJournal(paths: StackPaths): Promise<void> {
  await rm(paths.journal, { force: true });
  await syncFolder(dirname(paths.journal));
}
