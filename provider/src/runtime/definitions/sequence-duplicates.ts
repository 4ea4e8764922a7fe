import { contentDigest, contentOf, type SequenceContent } from "../../schema/canonical";
import type { SequenceArgs } from "../../schema/sequence";
import type { SequenceRow } from "../../schema/wire";
import { describeWritten } from "../operation-context";
import { pollUntil, readBackDelaysMs } from "../poll";
import { formatId, type ObjectRef, type Properties } from "../properties";
import type { CreatedRow, Operation, Write } from "../resource-definition";
import { PartialFailure } from "../user-error";
import { cacheOf, findDuplicateIds } from "./sequence-cache";
import { bookkeepingIn } from "./sequence-state";

type SequenceWrite = Write<SequenceArgs, SequenceRow>;

/** Finds the new sequence in a listing that creates share, with equal rows that another process created at the same moment. */
export async function findCreatedSequence(
  write: SequenceWrite,
  isForeign: (row: SequenceRow) => boolean,
): Promise<CreatedRow<SequenceRow>> {
  const { session, ref, deadline, args } = write;
  const cache = cacheOf(session, ref);
  const findDuplicates = (rows: readonly SequenceRow[]): readonly string[] =>
    args.duplicates === "allow" ? [] : findDuplicateIds(rows.filter(isForeign), ref.id, contentOf(args));
  const { rows } = await session.waitFor(deadline, cache.listCreated());
  const listed = rows.find(({ id }) => id === ref.id);
  if (listed !== undefined) return { row: listed, duplicates: findDuplicates(rows) };
  const row = await pollUntil(
    deadline,
    readBackDelaysMs.slice(1),
    () => session.waitFor(deadline, cache.find(ref.id)),
    (found) => found !== undefined,
  );
  // A duplicate may appear as late as the row itself.
  const late = row === undefined ? rows : (await session.waitFor(deadline, cache.list())).rows;
  return { row, duplicates: findDuplicates(late) };
}

/**
 * Builds the error for equal sequences that another process created at the same moment. The next run asks again and succeeds once one is
 * left. Both runs name the same one to keep, so that neither deletes the other's.
 */
export function toDuplicateError(
  write: SequenceWrite,
  outs: Properties,
  duplicates: readonly string[],
): PartialFailure {
  const { ref, args, context } = write;
  const digest = contentDigest(contentOf(args));
  const show = (id: string): string => formatId({ ...ref, id });
  const all = [ref.id, ...duplicates].sort((a, b) => a.length - b.length || (a < b ? -1 : 1));
  const [kept = ref.id, ...others] = all;
  return new PartialFailure(
    formatId(ref),
    { ...outs, __unsettled: { sent: digest, stored: digest, duplicates } },
    `${describeWritten(context)}, but the account now also contains ${duplicates.map(show).join(", ")} with the same name and content, probably created by another run at the same moment. ` +
      `The state records ${formatId(ref)}. Keep ${show(kept)} and delete ${others.map(show).join(", ")}; another run that reports this names the same one to keep. ` +
      "The stack of a deleted sequence removes the resource, or adopts the one that stays with adoptSequenceId (aliases, if the resource was only renamed). " +
      'To keep all of them, set duplicates: "allow". Then run again.',
  );
}

/** Returns the recorded duplicates that the account still has with this content. Makes no call if none are recorded. */
export async function findRemainingDuplicates(
  { session, ref, deadline }: Operation,
  content: SequenceContent,
  properties: Properties,
): Promise<readonly string[]> {
  const recorded = bookkeepingIn(properties).unsettled?.duplicates ?? [];
  if (recorded.length === 0) return [];
  const { rows } = await session.waitFor(deadline, cacheOf(session, ref).list());
  return findDuplicateIds(rows, ref.id, content).filter((id) => recorded.includes(id));
}

/** Warns about equal sequences that the account contains. */
export function describeDuplicates(title: string, ref: ObjectRef, duplicates: readonly string[]): string {
  const shown = duplicates.map((id) => formatId({ ...ref, id })).join(", ");
  return (
    `${title}: the account also contains ${shown} with the same name and content. ` +
    'Delete those that no program manages, or set duplicates: "allow" if this is intended.'
  );
}
