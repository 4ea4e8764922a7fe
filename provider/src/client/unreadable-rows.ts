import { isJsonObject } from "../schema/json-value";
import { KnownSecrets } from "../schema/known-secrets";
import type { UnreadableRow } from "../schema/unreadable-rows";
import { printable } from "./redact";

const mostNamed = 3;
const mostIdLength = 40;

/** Describes rows for a sentence: `row 3 (id "seq_0"): its id is not 1 to 32 digits; row 7: it is null`. */
export function describeUnreadable(rows: readonly UnreadableRow[]): string {
  const more = rows.length > mostNamed ? `; and ${rows.length - mostNamed} more` : "";
  return rows.slice(0, mostNamed).map(describeUnreadableRow).join("; ") + more;
}

/** Describes one row: `row 3 (id "seq_0"): its id is not 1 to 32 digits`. */
export function describeUnreadableRow({ position, reason, raw }: UnreadableRow): string {
  const id = isJsonObject(raw) ? (raw["id"] ?? raw["sequence_id"]) : undefined;
  const isShort = typeof id === "string" || typeof id === "number";
  const shown = isShort ? ` (id ${JSON.stringify(printable(String(id), KnownSecrets.none, mostIdLength))})` : "";
  return `${position === undefined ? "a row" : `row ${position}`}${shown}: ${reason}`;
}
