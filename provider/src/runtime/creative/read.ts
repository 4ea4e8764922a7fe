import type { Deadline } from "../../client/clock";
import type { CreativeRow } from "../../schema/wire-ads";
import { couldNot, subject, type CreativeDeed } from "../deed";
import { UserError } from "../user-error";
import type { ReadResult } from "../handler";
import type { Properties } from "../properties";
import { warnAboutSecrets } from "../published-secrets";
import type { Session } from "../session";
import { lookFor } from "./absence";
import {
  bookkeepingIn,
  heldAs,
  heldWholly,
  inputsOf,
  outputsOf,
  parsePhysicalId,
  physicalId,
  saidIn,
  type PhysicalId,
} from "./state";

/** What Meta holds now at the paths that the program has set, as outputs and as inputs. A blank id says: proven gone. */
export async function read(session: Session, id: string, props: Properties): Promise<ReadResult> {
  const physical = parsePhysicalId(id);
  const { sent } = bookkeepingIn(props);
  const said = saidIn(props);
  const deed = { resource: "ad creative", verb: "read", ...physical } as const;
  const deadline = session.startDeadline();
  // A `get` has nothing but its id; for it, a blank id would be success with empty outputs.
  const row = said === undefined ? await got(session, deed, deadline) : await lookFor(session, deed, deadline);
  if (row === undefined) return { id: "" };
  const held = said === undefined ? heldWholly(row) : heldAs(said, row);
  warnAboutSecrets(session, subject({ ...deed, name: held.name }), held);
  return {
    id: physicalId(physical),
    props: outputsOf({ id: physical, said: held, from: props, status: row.status, sent }),
    inputs: inputsOf(physical.adAccountId, held, props),
  };
}

async function got(session: Session, deed: CreativeDeed & PhysicalId, deadline: Deadline): Promise<CreativeRow> {
  const row = await session.waitFor(deadline, session.creatives.find(deed.creativeId));
  if (row !== undefined && row.status !== "DELETED") return row;
  throw new UserError(
    `${couldNot(deed)} Meta does not show a creative with this id to this token. Correct the id, or use a token that may see it.`,
  );
}
