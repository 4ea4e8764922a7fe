import { contentDigest, sameContent } from "../../schema/canonical";

import { isUnknown, hasUnknown } from "../../schema/unknowns";
import type { DiffResult } from "../handler";
import type { Session } from "../session";
import { changeWhileInUse, heldTwice } from "./in-use";
import type { Properties } from "../properties";
import { adoptionKey, bookkeepingIn, contentIn, localArgs, parsePhysicalId, type Unsettled } from "./state";

const contentKeys = ["name", "text", "autofillMessage", "iceBreakers"] as const;

/** Compares the outputs in the state with new inputs. Offline. During refresh the arguments come the other way round. */
export function diff(session: Session, id: string, olds: Properties, news: Properties): DiffResult {
  const { wabaId, sequenceId } = parsePhysicalId(id);
  const { isUsedInAd, unsettled } = bookkeepingIn(olds);
  const changed = changedContentKeys(olds, news);
  const moved = isKnownAndOther(news["wabaId"], wabaId) || isKnownAndOther(olds["wabaId"], wabaId) ? ["wabaId"] : [];
  const replaces = [
    ...moved,
    ...(replacesContent(news, unsettled) ? changed.filter((key) => !hasUnknown(news[key])) : []),
  ];
  if (session.memory.isPlanning) {
    plan(session, {
      id,
      sequenceId,
      olds,
      news,
      isReplaced: replaces.length > 0,
      isChanged: changed.length > 0,
      isUsedInAd,
    });
  }
  const changes = changed.length > 0 || moved.length > 0 || hasUnknown(news["wabaId"]) || localArgsDiffer(olds, news);
  return { changes, replaces, deleteBeforeReplace: false };
}

function isKnownAndOther(value: unknown, wabaId: string): boolean {
  return value !== undefined && value !== wabaId && !isUnknown(value);
}

/** A value not known yet never announces a replacement, and an attempt that is not settled goes on with the sequence it began with. */
function replacesContent(news: Properties, unsettled: Unsettled | undefined): boolean {
  if (news["onContentChange"] !== "replace") return false;
  const content = contentIn(news);
  return unsettled === undefined || content === undefined || contentDigest(content) !== unsettled.sent;
}

interface Planned {
  readonly id: string;
  readonly sequenceId: string;
  readonly olds: Properties;
  readonly news: Properties;
  readonly isReplaced: boolean;
  readonly isChanged: boolean;
  readonly isUsedInAd: boolean;
}

/** What a plan teaches: which sequences stay, and what Meta will probably refuse. */
function plan(session: Session, { id, sequenceId, olds, news, isReplaced, isChanged, isUsedInAd }: Planned): void {
  const { memory, warn } = session;
  const adopted = news["adoptSequenceId"];
  if (isReplaced) {
    memory.markKnown(sequenceId);
    if (adopted === sequenceId || (adopted !== undefined && adopted === olds["adoptSequenceId"])) {
      memory.adopted.add(adoptionKey(news));
    }
    return;
  }
  memory.requireSole(sequenceId, () => heldTwice(id, news["name"]));
  memory.keep(sequenceId, news);
  if (isChanged && isUsedInAd) warn(changeWhileInUse(id, news["name"]));
  if (
    typeof adopted === "string" &&
    adopted !== olds["adoptSequenceId"] &&
    adopted !== sequenceId &&
    !isUnknown(adopted)
  ) {
    warn(
      `sequence ${JSON.stringify(news["name"])} (${id}): adoptSequenceId is read only when creating, so ${adopted} is not taken over.`,
    );
  }
}

function changedContentKeys(olds: Properties, news: Properties): string[] {
  return contentKeys.filter((key) => hasUnknown(news[key]) || differs(olds, news, key));
}

/** Whether one part differs, with absent, null and empty taken as one. */
function differs(olds: Properties, news: Properties, key: (typeof contentKeys)[number]): boolean {
  const blank = { name: "", text: "" };
  const before = contentIn({ ...blank, [key]: olds[key] });
  const after = contentIn({ ...blank, [key]: news[key] });
  return before === undefined || after === undefined || !sameContent(before, after);
}

function localArgsDiffer(olds: Properties, news: Properties): boolean {
  return localArgs.some((key) => (olds[key] ?? undefined) !== (news[key] ?? undefined));
}
