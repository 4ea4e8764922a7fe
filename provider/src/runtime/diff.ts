import { sameContent } from "../schema/canonical";
import { isUnknown, hasUnknown } from "../schema/unknowns";
import type { Session } from "./session";
import { bookkeepingIn, contentIn, localArgs, parsePhysicalId, withoutHandler, type Properties } from "./state";

export interface DiffResult {
  readonly changes: boolean;
  readonly replaces: string[];
  readonly deleteBeforeReplace: boolean;
}

const contentKeys = ["name", "text", "autofillMessage", "iceBreakers"] as const;

/** Compares the outputs in the state with new inputs. Offline. During refresh the arguments come the other way round. */
export function diff(session: Session, id: string, olds: Properties, news: Properties): DiffResult {
  const { sequenceId } = parsePhysicalId(id);
  const { isUsedInAd } = bookkeepingIn(olds);
  session.seenIds.add(sequenceId);
  const changed = changedContentKeys(olds, news);
  const moved = !isUnknown(news["wabaId"]) && olds["wabaId"] !== news["wabaId"] ? ["wabaId"] : [];
  // A value not known yet may turn out to be the old one, so it never announces a replacement.
  const decided = changed.filter((key) => !hasUnknown(news[key]));
  const replaces = [...moved, ...(news["onContentChange"] === "replace" ? decided : [])];
  if (replaces.length > 0) session.replacedIds.add(sequenceId);
  else if (changed.length > 0 && isUsedInAd) warnInUse(session, id, news);
  const changes = changed.length > 0 || moved.length > 0 || hasUnknown(news["wabaId"]) || localArgsDiffer(olds, news);
  return { changes, replaces, deleteBeforeReplace: false };
}

function changedContentKeys(olds: Properties, news: Properties): string[] {
  if (hasUnknown(contentKeys.map((key) => news[key])))
    return contentKeys.filter((key) => hasUnknown(news[key]) || differs(olds, news, key));
  const before = contentIn(olds);
  const after = contentIn(news);
  if (before !== undefined && after !== undefined && sameContent(before, after)) return [];
  const keys = contentKeys.filter((key) => differs(olds, news, key));
  return keys.length > 0 ? keys : ["text"];
}

/** Whether one part differs, with absent, null and empty taken as one. */
function differs(olds: Properties, news: Properties, key: (typeof contentKeys)[number]): boolean {
  const blank = { name: "", text: "" };
  const before = contentIn({ ...blank, [key]: olds[key] });
  const after = contentIn({ ...blank, [key]: news[key] });
  return before === undefined || after === undefined || !sameContent(before, after);
}

const localArgsDiffer = (olds: Properties, news: Properties): boolean =>
  localArgs.some((key) => (olds[key] ?? undefined) !== (news[key] ?? undefined));

/** Only for a plan: check has seen the same inputs in this process, which a refresh never does. */
function warnInUse(session: Session, id: string, news: Properties): void {
  if (!session.checked.has(JSON.stringify(withoutHandler(news)))) return;
  session.warn(
    `sequence ${JSON.stringify(news["name"])} (${id}) is used in an ad: Meta will probably refuse this change (4027012). ` +
      'Disconnect it from the ad, or set onContentChange: "replace" to make a new sequence that the ad can move to.',
  );
}
