import { contentOfCreative, fixedDifferences } from "../../schema/creative";
import { differences } from "../../schema/json-value";
import { hasUnknown, isUnknown } from "../../schema/unknowns";
import type { DiffResult } from "../handler";
import type { Properties } from "../properties";
import type { Session } from "../session";
import {
  adoptionKey,
  bookkeepingIn,
  digestOf,
  fixedArgs,
  listed,
  type FixedArg,
  localArgs,
  parsePhysicalId,
  saidIn,
  type Said,
} from "./state";

/**
 * Compares what the program says with what was last sent. Offline. Only the name changes in place; whatever else the program
 * changes makes a new creative. A difference that Meta or somebody made is not a change of the program: it is a warning.
 * During refresh the arguments come the other way round, and every difference counts.
 */
export function diff(session: Session, id: string, olds: Properties, news: Properties): DiffResult {
  const { adAccountId, creativeId } = parsePhysicalId(id);
  const { memory } = session.creatives;
  const before = saidIn(olds);
  const isMoved = news["adAccountId"] !== undefined && news["adAccountId"] !== adAccountId;
  const moved = isMoved ? ["adAccountId"] : [];
  if (!memory.isPlanning) {
    const changes = isMoved || before === undefined || differs(before, news);
    return { changes, replaces: [], deleteBeforeReplace: false };
  }
  const replaces = [...moved, ...replacing(olds, news)];
  if (replaces.length > 0) {
    memory.markKnown(creativeId);
    const adopted = news["adoptCreativeId"];
    if (adopted !== undefined && (adopted === creativeId || adopted === olds["adoptCreativeId"])) {
      memory.adopted.add(adoptionKey(news));
    }
    return { changes: true, replaces, deleteBeforeReplace: false };
  }
  memory.requireSole(creativeId, () => heldTwice(id, news["name"]));
  memory.keep(creativeId, news);
  warnOfDrift(session, id, olds, news);
  const changes =
    news["name"] !== olds["name"] || localArgs.some((key) => (olds[key] ?? undefined) !== (news[key] ?? undefined));
  return { changes, replaces, deleteBeforeReplace: false };
}

function heldTwice(id: string, name: unknown): string {
  return (
    `Could not update ad creative ${JSON.stringify(name)} (${id}). Another resource of this program manages it too, as adoptCreativeId told it. ` +
    "Remove one of the two from the program: the creative stays with the other."
  );
}

/** Arguments that make a new creative. Which of them changed is for the reader; whether any did is told by what was sent. */
function replacing(olds: Properties, news: Properties): string[] {
  const unknown = fixedArgs.filter((key) => hasUnknown(news[key]));
  if (unknown.length > 0) return unknown;
  const [before, after] = [saidIn(olds), saidIn(news)];
  if (after === undefined) return [];
  const { sent } = bookkeepingIn(olds);
  const isSame =
    sent === undefined
      ? before !== undefined && fixedDifferences(contentOfCreative(after), contentOfCreative(before)).length === 0
      : sent === digestOf(after);
  if (isSame) return [];
  // What was imported holds what Meta has added too, which the program need not say.
  const isLeftOut = (key: FixedArg): boolean =>
    sent !== undefined && differences(before?.[key], after[key], key).length > 0;
  const changed = fixedArgs.filter((key) => differences(after[key], before?.[key], key).length > 0 || isLeftOut(key));
  return changed.length > 0 ? changed : ["objectStorySpec"];
}

function differs(before: Said, news: Properties): boolean {
  const after = saidIn(news);
  return (
    after === undefined ||
    before.name !== after.name ||
    fixedDifferences(contentOfCreative(after), contentOfCreative(before)).length > 0
  );
}

/** Asked only once nothing that replaces is unknown. */
function warnOfDrift(session: Session, id: string, olds: Properties, news: Properties): void {
  const [before, after] = [saidIn(olds), saidIn(news)];
  if (before === undefined || after === undefined || isUnknown(news["name"])) return;
  const paths = fixedDifferences(contentOfCreative(after), contentOfCreative(before));
  if (paths.length === 0) return;
  session.warn(
    `ad creative ${JSON.stringify(news["name"])} (${id}): Meta holds something else than was sent at ${listed(paths)}. ` +
      "Creatives cannot be edited; `pulumi up --replace` of this resource makes a new one.",
  );
}
