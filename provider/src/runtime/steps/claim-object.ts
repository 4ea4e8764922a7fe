import { failureHeadline, toUserError } from "../error-messages";
import { formatId, type Created } from "../properties";
import type { CreateOnce, RemoteRow, SetPointer } from "../resource-definition";
import { PartialFailure, UserError } from "../user-error";
import type { CreateOptions } from "./create-object";
import { readBack, requireRow, sendUpdate } from "./read-back";

/** Adopts an existing object: checks that it exists and brings it to what the program says. */
export async function adoptObject<Args extends object, Row extends RemoteRow>(
  { definition, ownership, session, scopeId, args, inputs }: CreateOptions<Args, Row>,
  strategy: CreateOnce<Args, Row>,
  id: string,
): Promise<Created> {
  const ref = { scopeId, id };
  const context = definition.createContext("adopt", ref, inputs);
  // Claimed before the first call, so that neither a second adoption nor a delete of an old entry comes between.
  const claim = ownership.claim(
    id,
    () =>
      `${failureHeadline(context)} Another resource of this program manages it. Give each resource its own ${definition.noun}.`,
  );
  try {
    const { outs, write, stored } = await definition.runWrite(session, scopeId, async (deadline) => {
      const write = { session, ref, context, deadline, args, inputs, olds: {} };
      const row = await requireRow(definition, write, strategy.adoptArg);
      const problem = strategy.describeUnadoptable(row, ref, args);
      if (problem !== undefined) throw new UserError(`${failureHeadline(context)} ${problem}`);
      await definition.loadBookkeeping?.(write);
      if (definition.isCurrent(row, args)) return { outs: definition.toOutputs(write, row), write };
      strategy.warnBeforeAdoption?.(write, row);
      const stored = await sendUpdate(definition, write);
      return { write: { ...write, before: row }, stored };
    });
    return { id: formatId(ref), outs: outs ?? (await readBack(definition, write, stored)) };
  } catch (error) {
    if (!(error instanceof PartialFailure)) claim.release();
    throw toUserError(error, context);
  }
}

/** Sets a pointer of an existing object and records what it was before. */
export async function setPointer<Args extends object, Row extends RemoteRow>(
  { definition, ownership, session, scopeId, args, inputs }: CreateOptions<Args, Row>,
  strategy: SetPointer<Args, Row>,
  describeConflict: (id: string) => string,
): Promise<Created> {
  const ref = { scopeId, id: String(args[strategy.idArg]) };
  const context = definition.createContext("create", ref, inputs);
  const claim = ownership.claim(ref.id, () => describeConflict(ref.id));
  try {
    return await definition.runWrite(session, scopeId, async (deadline) => {
      const operation = { session, ref, context, deadline };
      const row = await requireRow(definition, operation, strategy.idArg);
      const write = { ...operation, args, inputs, olds: strategy.recordPrevious?.(session, row, inputs) ?? {} };
      const stored = definition.isCurrent(row, args) ? undefined : await sendUpdate(definition, write);
      return { id: formatId(ref), outs: await readBack(definition, write, stored) };
    });
  } catch (error) {
    if (!(error instanceof PartialFailure)) claim.release();
    throw error;
  }
}
