import { contentDigest, contentOf, type SequenceContent } from "../../schema/canonical";
import type { SequenceArgs } from "../../schema/sequence";
import type { SequenceRow } from "../../schema/wire";
import { describeWritten } from "../error-messages";
import { formatId, type ObjectRef, type Properties } from "../properties";
import type { Operation, Write } from "../resource-definition";
import { PartialFailure } from "../user-error";
import { cacheOf, findDuplicateIds } from "./sequence-cache";
import { bookkeepingIn } from "./sequence-state";

type SequenceWrite = Write<SequenceArgs, SequenceRow>;

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
