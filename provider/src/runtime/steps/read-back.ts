import { describeCause, failureHeadline } from "../error-messages";
import { pollUntil, readBackDelaysMs, retryIdempotentWrite } from "../poll";
import { formatId, type Properties } from "../properties";
import type { Operation, RemoteRow, ResourceDefinition, Write } from "../resource-definition";
import { PartialFailure, UserError } from "../user-error";

/** Finds an object that must exist, or throws. `idArg` is the argument that gave its id. */
export async function requireRow<Args extends object, Row extends RemoteRow>(
  definition: ResourceDefinition<Args, Row>,
  { session, ref, context, deadline }: Operation,
  idArg: string,
): Promise<Row> {
  const row = await session.waitFor(deadline, definition.find(session, ref));
  if (row !== undefined && definition.isDeleted?.(row) !== true) return row;
  throw new UserError(`${failureHeadline(context)} ${definition.describeNotFound(idArg)}`);
}

/** Sends an update. It is sent again only while Meta still returns something else. Returns the stored object if the response contains it. */
export async function sendUpdate<Args extends object, Row extends RemoteRow>(
  definition: ResourceDefinition<Args, Row>,
  write: Write<Args, Row>,
): Promise<Row | undefined> {
  const { session, ref, args, deadline } = write;
  return retryIdempotentWrite(
    session,
    deadline,
    () => definition.sendUpdate(session, ref, args, deadline),
    async () => {
      const row = await session.waitFor(deadline, definition.find(session, ref));
      return row !== undefined && definition.isCurrent(row, args);
    },
  );
}

/**
 * Reads back what was written and returns the outputs. A write that cannot be confirmed is recorded with its id, never lost.
 * @param stored The object in the response to the write. If it shows the write completely, nothing is read.
 */
export async function readBack<Args extends object, Row extends RemoteRow>(
  definition: ResourceDefinition<Args, Row>,
  write: Write<Args, Row>,
  stored: Row | undefined,
  find: () => Promise<Row | undefined> = () => findWritten(definition, write),
): Promise<Properties> {
  await definition.loadBookkeeping?.(write);
  const { args } = write;
  if (stored !== undefined && (definition.isConfirmed?.(stored, args) ?? definition.isCurrent(stored, args))) {
    return definition.toOutputs(write, stored);
  }
  const row = await find().catch((error: unknown) => {
    throw toUnconfirmedError(definition, write, `reading it back failed. ${describeCause(error, write.context)}`);
  });
  if (row === undefined) throw toUnconfirmedError(definition, write, "Meta does not show it yet.");
  return definition.toOutputs(write, row);
}

/** Polls until a read shows the write. */
export function findWritten<Args extends object, Row extends RemoteRow>(
  definition: ResourceDefinition<Args, Row>,
  write: Write<Args, Row>,
): Promise<Row | undefined> {
  const { session, ref, deadline } = write;
  return pollUntil(
    deadline,
    readBackDelaysMs,
    () => session.waitFor(deadline, definition.findWritten?.(session, ref) ?? definition.find(session, ref)),
    (row) => row !== undefined && (definition.isWritten?.(row, write) ?? definition.isCurrent(row, write.args)),
  );
}

/** Builds the error for a write that could not be confirmed. The state records the object, so that the next run looks for it. */
export function toUnconfirmedError<Args extends object, Row extends RemoteRow>(
  definition: Pick<ResourceDefinition<Args, Row>, "toUnconfirmedOutputs" | "describeWrite" | "write">,
  write: Write<Args, Row>,
  why: string,
  outputs = definition.toUnconfirmedOutputs(write),
): PartialFailure {
  const rest = definition.write.strategy === "set" ? "" : " and does not create a second one";
  return new PartialFailure(
    formatId(write.ref),
    outputs,
    `${definition.describeWrite(write)}, but ${why} It is recorded in the state; the next \`pulumi up\` looks again${rest}.`,
  );
}
