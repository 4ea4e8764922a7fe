/** Checkpoint and journal of one stack, read together and written together. */
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
import { checksum, markFolded, openEntries, readJournal, type ReadJournal } from "./journal";
import { SnapshotRows } from "./snapshot-rows";
import { plainReader, SecretCache } from "./secret-cache";
import type { Cipher } from "./passphrase-cipher";
import type { Snapshot } from "./stack-state";

export interface CurrentState {
  /** The checkpoint file as it is. */
  readonly text: string;
  readonly closed: SerializedState;
  readonly snapshot: Snapshot;
  /** Present when secrets had to be opened. */
  readonly cache: SecretCache | undefined;
  /** True when a crashed update's journal is part of `snapshot` but not of the file. */
  readonly journalFolded: boolean;
}

const readAttempts = 3;

type OpenSalt = (salt: string) => Promise<Cipher>;

export async function readCurrent(paths: StackPaths, openSalt: OpenSalt): Promise<CurrentState | undefined> {
  for (let attempt = 1; ; attempt++) {
    // The journal first: an update that finishes in between is noticed by the checksum, and read again.
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
    `${name} was changed by another program after an update of this engine was interrupted; what that update did is only in ${name}.journal. Compare the two (the journal lists every step with its resource id), put right what is missing, then delete the journal.`,
  );
}

async function openCurrent(
  text: string,
  journal: ReadJournal | undefined,
  name: string,
  openSalt: OpenSalt,
): Promise<CurrentState> {
  const closed = parseCheckpoint(text, name);
  const cache = await cacheFor(closed, openSalt);
  const base = deserializeState(closed, cache ?? plainReader);
  if (journal === undefined) return { text, closed, snapshot: base, cache, journalFolded: false };
  const journalReader =
    cache?.salt === journal.header.salt ? cache : new SecretCache(await openSalt(journal.header.salt));
  const snapshotRows = new SnapshotRows(base);
  for (const entry of openEntries(journal, `${name}.journal`, journalReader)) snapshotRows.apply(entry);
  const snapshot = { resources: snapshotRows.rows(), pendingOperations: snapshotRows.pendingOperations() };
  return { text, closed, snapshot, cache, journalFolded: true };
}

async function cacheFor(closed: SerializedState, openSalt: OpenSalt): Promise<SecretCache | undefined> {
  if (!hasSerializedSecrets(closed) || closed.salt === undefined) return undefined;
  return new SecretCache(await openSalt(closed.salt));
}

function fileName(paths: StackPaths): string {
  return `.pulumi/stacks/${paths.reference.slice("organization/".length)}.json`;
}

/** The text of a checkpoint, rows in an order the CLI accepts. */
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

/** Puts a checkpoint in place; the one before becomes the `.bak`. */
export async function replaceCheckpoint(paths: StackPaths, text: string, before: string | undefined): Promise<void> {
  await writeBlob(paths.backup, before ?? text);
  await writeBlob(paths.checkpoint, text);
}

/** The same where an update has crashed: first its journal says so, for a crash in between, and at the end it goes. */
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
