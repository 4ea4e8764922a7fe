import { describeUnreadableRow } from "../client/unreadable-rows";
import { UserError } from "../runtime/user-error";
import { formatId } from "../runtime/properties";
import { argsOf } from "../schema/canonical";
import type { SequenceRow } from "../schema/wire";
import { listAccount, type ConnectionFlags } from "./account";
import { type CommandIo, jsonText } from "./io";
import { toCell, tableText } from "./table";

export interface ListFlags {
  readonly connection: ConnectionFlags;
  readonly json: boolean;
}

const nameColumns = 32;
const textColumns = 48;

/** Prints the sequences of an account as a table or as JSON, then throws if some rows cannot be read. */
export async function printSequences(io: CommandIo, { connection, json }: ListFlags): Promise<void> {
  const { wabaId, rows, unreadable } = await listAccount(io, connection);
  if (json) io.stdout(jsonText(rows.map((row) => toJson(wabaId, row))));
  else if (rows.length > 0) io.stdout(tableText([["ID", "NAME", "IN USE", "TEXT"], ...rows.map(toCells)]));
  else if (unreadable.length === 0) io.stderr(`${describeEmptyAccount(wabaId)}\n`);
  const problems = [
    ...rows.flatMap((row) => (row.content === undefined ? [`sequence ${row.id}: ${row.unreadable}`] : [])),
    ...unreadable.map(describeUnreadableRow),
  ];
  if (problems.length === 0) return;
  throw new UserError(
    `${problems.length} of the ${rows.length + unreadable.length} sequences that account ${wabaId} lists cannot be read:\n` +
      problems.map((problem) => `- ${problem}\n`).join("") +
      "Report them in a pulumi-whatsapp issue.",
  );
}

/** Describes an account without visible sequences: an app does not see the sequences of another app. */
export function describeEmptyAccount(wabaId: string): string {
  return `This token sees no sequence in account ${wabaId}. An app sees only the sequences that it created.`;
}

function toJson(wabaId: string, { id, content, unreadable, isUsedInAd, lastUpdateTime }: SequenceRow) {
  return {
    id: formatId({ scopeId: wabaId, id }),
    sequenceId: id,
    ...(content === undefined ? { unreadable } : argsOf(content)),
    isUsedInAd,
    lastUpdateTime,
  };
}

function toCells({ id, content, unreadable, isUsedInAd }: SequenceRow): string[] {
  return [
    id,
    content === undefined ? "?" : toCell(content.name, nameColumns),
    isUsedInAd ? "yes" : "no",
    content === undefined ? `(cannot be read: ${unreadable})` : toCell(content.text, textColumns),
  ];
}
