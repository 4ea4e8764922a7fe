import type { Deadline } from "../../client/clock";
import type { OwnershipTracker } from "../ownership";
import { formatId, type Created, type Properties } from "../properties";
import type { CreateOnce, RemoteRow, ResourceDefinition } from "../resource-definition";
import type { Session } from "../session";
import { PartialFailure } from "../user-error";
import { CreateAttempt, rejectSecondCreate } from "./idempotent-create";
import { findWritten, readBack } from "./read-back";

/** A create of one resource. */
export interface CreateOptions<Args extends object, Row extends RemoteRow> {
  readonly definition: ResourceDefinition<Args, Row>;
  readonly ownership: OwnershipTracker<Args>;
  readonly session: Session;
  readonly scopeId: string | undefined;
  readonly args: Args;
  readonly inputs: Properties;
}

/** Creates an object once, among the other creates of this process, and reads it back. */
export async function createObject<Args extends object, Row extends RemoteRow>(
  options: CreateOptions<Args, Row>,
  strategy: CreateOnce<Args, Row>,
): Promise<Created> {
  const { definition, ownership, session, scopeId, args, inputs } = options;
  const context = definition.createContext("create", { scopeId }, inputs);
  const key = definition.keyOf(inputs);
  return session.sameName.run(`${definition.noun} ${scopeId ?? ""} ${strategy.nameOf(args)}`, async () => {
    rejectSecondCreate(context, ownership.unconfirmed.get(key), strategy.adoptArg);
    // Listed before a write slot is taken, so that all creates list together, and fail together if Meta cannot be reached.
    await strategy.rowsBefore(session, args).get();
    ownership.creating.set(args, scopeId);
    try {
      return await sendCreate(options, strategy, new CreateAttempt({ ...options, strategy, context }));
    } catch (error) {
      if (error instanceof PartialFailure) ownership.unconfirmed.set(key, error.id);
      throw error;
    } finally {
      ownership.creating.delete(args);
    }
  });
}

async function sendCreate<Args extends object, Row extends RemoteRow>(
  { definition, ownership, session, scopeId, args, inputs }: CreateOptions<Args, Row>,
  strategy: CreateOnce<Args, Row>,
  attempt: CreateAttempt<Args, Row>,
): Promise<Created> {
  const send = async (deadline: Deadline) => {
    const created = await attempt.createOnce(deadline);
    ownership.own(created.id);
    return { ...created, deadline };
  };
  const { id, row, before, deadline } = await definition.runWrite(session, scopeId, send);
  const ref = { scopeId, id };
  const context = definition.createContext("create", ref, inputs);
  const write = { session, ref, context, deadline, args, inputs, olds: {} };
  const old = new Set(before.rows.map((row) => row.id));
  // No other row had this content before the POST, so a new one with it that is not ours is from another process.
  const isForeign = (row: Row): boolean => !old.has(row.id) && !ownership.isKnown(row.id);
  let duplicates: readonly string[] = [];
  const outs = await readBack(definition, write, row, async () => {
    if (strategy.findCreated === undefined) return findWritten(definition, write);
    const found = await strategy.findCreated(write, isForeign);
    ({ duplicates } = found);
    return found.row;
  });
  const conflict = duplicates.length > 0 ? strategy.toDuplicateError?.(write, outs, duplicates) : undefined;
  if (conflict !== undefined) throw conflict;
  return { id: formatId(ref), outs };
}
