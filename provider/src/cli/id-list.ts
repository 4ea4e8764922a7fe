import { graphId } from "../schema/ids";
import { UsageError } from "./io";

/** Parses the values of an option, lists separated by commas, without duplicates. `noun` is that of the ids: `sequence`. @throws UsageError */
export function parseIdList(flag: string, noun: string, lists: readonly string[]): readonly string[] {
  const ids = [...new Set(lists.flatMap((list) => list.split(",")).map((id) => id.trim()))];
  const malformed = ids.filter((id) => !graphId.safeParse(id).success);
  if (malformed.length === 0) return ids;
  throw new UsageError(
    `${flag} ${malformed.map((id) => JSON.stringify(id)).join(", ")}: must be ${noun} ids, 1 to 32 digits each, separated by commas`,
  );
}
