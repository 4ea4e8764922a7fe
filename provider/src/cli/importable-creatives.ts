import { UserError } from "../runtime/user-error";
import { toCreativeFields, toCreativeInputs, toCreativeOutputs } from "../runtime/definitions/creative-state";
import { formatId, withoutHandler } from "../runtime/properties";
import { creativeFailures } from "../schema/creative";
import { describeFailure } from "../schema/failures";
import { handlerText } from "../schema/handler";
import { KnownSecrets } from "../schema/known-secrets";
import type { CreativeRow } from "../schema/wire-ads";
import { readCreatives, type ConnectionFlags } from "./account";
import { sortByName, type ImportableRows, type Importable } from "./importable";
import type { CommandIo } from "./io";
import { namesFor, type Names } from "./names";
import { toCell } from "./table";

const handler = { __provider: handlerText("adCreative") };

/** Reads the creatives with these ids, one request each, and separates those that a program can declare from the others. */
export async function findImportableCreatives(
  io: CommandIo,
  flags: ConnectionFlags,
  ids: readonly string[],
): Promise<ImportableRows> {
  const { adAccountId, rows } = await readCreatives(io, flags, ids);
  const isElsewhere = (row: CreativeRow): boolean =>
    row.status === "DELETED" || (row.adAccountId ?? adAccountId) !== adAccountId;
  const missing = ids.filter((_id, i) => {
    const row = rows[i];
    return row === undefined || (typeof row !== "string" && isElsewhere(row));
  });
  if (missing.length > 0) {
    throw new UserError(
      `Nothing was written: this token cannot see creative ${missing.join(", ")} in ad account ${adAccountId}. Correct --creatives or --ad-account, or use a token with access to them.`,
    );
  }
  const shown = rows.filter((row) => typeof row === "object");
  const names = namesFor(
    shown.map(({ id, name }) => ({ id, name: name ?? "" })),
    "creative",
  );
  const writable: Importable[] = [];
  const leftOut = ids.flatMap((id, i) => {
    const row = rows[i];
    return typeof row === "string" ? [`${adAccountId}/${id}: Meta's response cannot be read: ${row}`] : [];
  });
  for (const row of shown) {
    const one = toImportable(adAccountId, row, names.get(row.id) ?? { resource: row.id, variable: row.id });
    if (typeof one !== "string") writable.push(one);
    else leftOut.push(`${adAccountId}/${row.id} ${JSON.stringify(toCell(row.name ?? "", 40))}: ${one}`);
  }
  return { scopeId: adAccountId, writable: sortByName(writable), leftOut };
}

function toImportable(adAccountId: string, row: CreativeRow, names: Names): Importable | string {
  const fields = toCreativeFields(row);
  const inputs = toCreativeInputs(adAccountId, fields, handler);
  const broken = [
    ...creativeFailures(withoutHandler(inputs)),
    ...KnownSecrets.none.failuresIn(withoutHandler(inputs)),
  ].map(describeFailure);
  if (broken.length > 0) return broken.join("; ");
  const ref = { scopeId: adAccountId, id: row.id };
  const outputs = toCreativeOutputs(ref, fields, handler, { status: row.status });
  return { id: formatId(ref), names, inputs, outputs };
}
