import { CallFailed, isProblem, isUnknownOutcome } from "../client/call-failed";
import type { Deadline } from "../client/clock";
import { describeFailure, type Failure } from "../schema/failures";
import { whereToSet } from "../schema/settings";
import { describeCause, toUserError } from "./error-messages";
import type { CheckResult, DiffResult, ReadResult, ResourceOperations } from "./handler";
import { CreateAttempt, rejectSecondCreate } from "./idempotent-create";
import { failureHeadline, type OperationContext } from "./operation-context";
import { OwnershipTracker } from "./ownership";
import { deleteDelaysMs, pollUntil, readBackDelaysMs, retryIdempotentWrite } from "./poll";
import {
  formatId,
  handlerIn,
  parseId,
  requireKnownVersion,
  withoutHandler,
  withoutNulls,
  type Created,
  type ObjectRef,
  type Properties,
} from "./properties";
import { warnAboutSecrets } from "./published-secrets";
import type { CreateOnce, Operation, RemoteRow, ResourceDefinition, SetPointer, Write } from "./resource-definition";
import { perSession, type Session } from "./session";
import { PartialFailure, UserError } from "./user-error";
import { findUnsendable, limitLines, requireValidArgs, toCheckFailures } from "./validation";

/** Lists the rules that arguments break. Create and update ask again, since policies may change inputs after check. */
export function listArgumentFailures<Args extends object, Row extends RemoteRow>(
  { scope, failures }: Pick<ResourceDefinition<Args, Row>, "scope" | "failures">,
  args: Properties,
): readonly Failure[] {
  const missingScope =
    scope !== undefined && args[scope] === undefined
      ? [{ path: scope, reason: `is required; give it here or with ${whereToSet(scope)}` }]
      : [];
  return [...missingScope, ...failures(args)];
}

/** The lifecycle of every kind of resource: the steps are the same, the definition says what they mean for a kind. */
export class Lifecycle<Args extends object, Row extends RemoteRow> implements ResourceOperations {
  readonly #definition: ResourceDefinition<Args, Row>;
  readonly #ownership: (session: Session) => OwnershipTracker<Args>;

  constructor(definition: ResourceDefinition<Args, Row>) {
    this.#definition = definition;
    this.#ownership = perSession(() => new OwnershipTracker<Args>((inputs) => definition.keyOf(inputs)));
  }

  get api() {
    return this.#definition.api;
  }

  describeOperation(verb: string, id: string | undefined, properties: Properties): OperationContext {
    const { scope } = this.#definition;
    const scopeId = scope === undefined ? undefined : properties[scope];
    const ref = id === undefined ? { scopeId: typeof scopeId === "string" ? scopeId : "(not set)" } : this.#parseId(id);
    return this.#definition.createContext(verb, ref, properties);
  }

  /** Validates the arguments and fills in the account, without calls. Reports all failures at once. */
  check(session: Session, olds: Properties, news: Properties): CheckResult {
    const definition = this.#definition;
    const ownership = this.#ownership(session);
    ownership.startPlanning();
    const { scope } = definition;
    const args = withoutNulls(withoutHandler(news));
    const unsendable = findUnsendable(args, definition.contentArgs);
    if (unsendable !== undefined) {
      return { inputs: {}, failures: toCheckFailures([...session.settingProblems, describeFailure(unsendable)]) };
    }
    let inputs = args;
    if (scope !== undefined) {
      const scopeId = args[scope] ?? session.settings[scope] ?? olds[scope] ?? ownership.scopeFor(args);
      ownership.rememberScope(args, scopeId);
      if (scopeId !== undefined) inputs = { ...args, [scope]: scopeId };
    }
    const failures = [...session.settingProblems, ...listArgumentFailures(definition, inputs).map(describeFailure)];
    const warnings = failures.length === 0 ? (definition.warnings?.(inputs) ?? []) : [];
    for (const warning of limitLines(warnings.map(describeFailure))) {
      session.warn(`${definition.noun} ${JSON.stringify(inputs["name"])}: ${warning}`);
    }
    return { inputs: { ...inputs, ...handlerIn(news) }, failures: toCheckFailures(failures) };
  }

  /** Compares the state with new inputs, without calls. In a refresh the engine passes the arguments the other way round. */
  diff(session: Session, id: string, olds: Properties, news: Properties): DiffResult {
    const definition = this.#definition;
    const ref = this.#parseId(id);
    this.#requireKnownState(olds);
    const ownership = this.#ownership(session);
    const { changes, replaces, warnings } = definition.compare(session, ref, olds, news, ownership.isPlanning);
    if (ownership.isPlanning) {
      if (replaces.length > 0) {
        ownership.markKnown(ref.id);
        if (this.#namesAdopted(ref, olds, news)) ownership.replacedAdoptions.add(this.#adoptionKey(news));
      } else {
        ownership.requireSole(ref.id, () => this.#describeConflict(ref, news));
        ownership.keep(ref.id, news);
        for (const warning of warnings) session.warn(warning);
      }
    }
    return { changes, replaces: [...replaces], deleteBeforeReplace: false };
  }

  async create(session: Session, inputs: Properties): Promise<Created> {
    const args = this.#requireValid(inputs);
    const ownership = this.#ownership(session);
    ownership.prepareReplacement(inputs);
    const { write } = this.#definition;
    if (write.strategy === "set") return this.#setPointer(session, write, args, inputs);
    const adopted = inputs[write.adoptArg];
    return typeof adopted === "string" && !ownership.replacedAdoptions.has(this.#adoptionKey(inputs))
      ? this.#adopt(session, write, { scopeId: this.#scopeOf(inputs), id: adopted }, args, inputs)
      : this.#createOnce(session, write, args, inputs);
  }

  /** Sends the whole content to the object and reads it back. A change of local arguments alone needs no call. */
  async update(
    session: Session,
    id: string,
    olds: Properties,
    news: Properties,
  ): Promise<{ readonly outs: Properties }> {
    const definition = this.#definition;
    const ref = this.#parseId(id);
    this.#requireKnownState(olds);
    const args = this.#requireValid(news);
    const context = definition.createContext("update", ref, news);
    const problem = definition.describeImmutable(ref, args, olds);
    if (problem !== undefined) {
      throw new UserError(`${failureHeadline(context)} ${problem} Replace the resource instead; nothing was sent.`);
    }
    const ownership = this.#ownership(session);
    ownership.requireSoleUpdate(ref.id, news, () => this.#describeConflict(ref, news));
    ownership.own(ref.id);
    const isUnsettled = definition.isUnsettled(olds);
    if (!isUnsettled && definition.isUpToDate(olds, args)) {
      return { outs: definition.withLocalArgs(ref, args, olds, news) };
    }
    const outs = await definition.runWrite(session, ref.scopeId, async (deadline) => {
      const write = { session, ref, context, deadline, args, inputs: news, olds };
      return (isUnsettled ? await this.#reconcile(write) : undefined) ?? this.#sendUpdate(write);
    });
    return { outs };
  }

  /** Reads the object as outputs and inputs, so that a refresh shows which property differs. A blank id means: deleted, with proof. */
  async read(session: Session, id: string, props: Properties): Promise<ReadResult> {
    const definition = this.#definition;
    const ref = this.#parseId(id);
    this.#requireKnownState(props);
    const operation = {
      session,
      ref,
      context: definition.createContext("read", ref, {}),
      deadline: session.startDeadline(),
    };
    // A `get` has an id alone; for it, a blank id would be success with empty outputs.
    const isGet = !definition.hasContent(props);
    const find = (): Promise<Row | undefined> => definition.findRecent?.(session, ref) ?? definition.find(session, ref);
    const row = isGet
      ? await session.waitFor(operation.deadline, find())
      : await this.#findOrConfirmDeleted(operation, props, find);
    if (row === undefined || definition.isDeleted(row)) {
      if (!isGet) return { id: "" };
      throw new UserError(`${failureHeadline(operation.context)} ${definition.describeNotFound("the id")}`);
    }
    const { props: outputs, inputs, content, title } = await definition.toState(operation, row, props);
    warnAboutSecrets(session, title, content);
    return { id: formatId(ref), props: outputs, inputs };
  }

  /** Deletes the object. An object that is gone already counts as deleted once that is proven. */
  async remove(session: Session, id: string, props: Properties): Promise<void> {
    const definition = this.#definition;
    const { write } = definition;
    const ref = this.#parseId(id);
    this.#requireKnownState(props);
    if (write.strategy === "set" && write.leavesObject(props)) return;
    const ownership = this.#ownership(session);
    // A resource that stays owns the object: it took it over while the old entry waited for its deletion.
    if (ownership.isOwned(ref.id)) {
      if (write.strategy === "set") write.warnAboutSkippedDelete(session, ref, props);
      return;
    }
    const isOwned = (): boolean => ownership.isOwned(ref.id);
    const context = definition.createContext("delete", ref, props);
    const operation = { session, ref, context, deadline: session.startDeadline() };
    const row = await this.#findOrConfirmDeleted(operation, props);
    if (row === undefined) return;
    if (write.strategy === "set") {
      await write.release(operation, row, props, isOwned);
      return;
    }
    await write.beforeDelete?.(operation, row);
    await definition.runWrite(session, ref.scopeId, async (deadline) => {
      // An adoption may have claimed the object while this delete waited.
      if (isOwned()) return;
      await this.#sendDelete(write, { ...operation, deadline }, props).catch((error: unknown) => {
        throw write.explainDeleteError?.(error, operation, props) ?? error;
      });
    });
  }

  async #createOnce(
    session: Session,
    strategy: CreateOnce<Args, Row>,
    args: Args,
    inputs: Properties,
  ): Promise<Created> {
    const definition = this.#definition;
    const ownership = this.#ownership(session);
    const scopeId = this.#scopeOf(inputs);
    const context = definition.createContext("create", { scopeId }, inputs);
    const key = definition.keyOf(inputs);
    const attempt = new CreateAttempt({ session, strategy, ownership, definition, scopeId, context, args, inputs });
    return session.sameName.run(`${definition.noun} ${scopeId ?? ""} ${strategy.nameOf(args)}`, async () => {
      rejectSecondCreate(context, ownership.unconfirmed.get(key), strategy.adoptArg);
      // Listed before a write slot is taken, so that all creates list together, and fail together if Meta cannot be reached.
      await strategy.rowsBefore(session, args).get();
      ownership.creating.add(args);
      try {
        return await this.#sendCreate(session, strategy, attempt, args, inputs);
      } catch (error) {
        if (error instanceof PartialFailure) ownership.unconfirmed.set(key, error.id);
        throw error;
      } finally {
        ownership.creating.delete(args);
      }
    });
  }

  async #sendCreate(
    session: Session,
    strategy: CreateOnce<Args, Row>,
    attempt: CreateAttempt<Args, Row>,
    args: Args,
    inputs: Properties,
  ): Promise<Created> {
    const definition = this.#definition;
    const ownership = this.#ownership(session);
    const scopeId = this.#scopeOf(inputs);
    const send = async (deadline: Deadline) => {
      const created = await attempt.createOnce(deadline);
      ownership.own(created.id);
      return { ...created, deadline };
    };
    const { id, before, deadline } = await (strategy.runCreate?.(session, args, send) ??
      definition.runWrite(session, scopeId, send));
    const ref = { scopeId, id };
    const context = definition.createContext("create", ref, inputs);
    const write = { session, ref, context, deadline, args, inputs, olds: {} };
    const old = new Set(before.rows.map((row) => row.id));
    // No other row had this content before the POST, so a new one with it that is not ours is from another process.
    const isForeign = (row: Row): boolean => !old.has(row.id) && !ownership.isKnown(row.id);
    let duplicates: readonly string[] = [];
    const outs = await this.#readBack(write, async () => {
      if (strategy.findCreated === undefined) return this.#findWritten(write);
      const found = await strategy.findCreated(write, isForeign);
      ({ duplicates } = found);
      return found.row;
    });
    const conflict = duplicates.length > 0 ? strategy.toDuplicateError?.(write, outs, duplicates) : undefined;
    if (conflict !== undefined) throw conflict;
    return { id: formatId(ref), outs };
  }

  /** Adopts an existing object: checks that it exists and brings it to what the program says. */
  async #adopt(
    session: Session,
    strategy: CreateOnce<Args, Row>,
    ref: ObjectRef,
    args: Args,
    inputs: Properties,
  ): Promise<Created> {
    const definition = this.#definition;
    const context = definition.createContext("adopt", ref, inputs);
    // Claimed before the first call, so that neither a second adoption nor a delete of an old entry comes between.
    const claim = this.#ownership(session).claim(
      ref.id,
      () =>
        `${failureHeadline(context)} Another resource of this program manages it. Give each resource its own ${definition.noun}.`,
    );
    try {
      return await definition.runWrite(session, ref.scopeId, async (deadline) => {
        const write = { session, ref, context, deadline, args, inputs, olds: {} };
        const row = await this.#requireRow(write, strategy.adoptArg);
        const problem = strategy.describeUnadoptable(row, ref, args);
        if (problem !== undefined) throw new UserError(`${failureHeadline(context)} ${problem}`);
        await definition.loadBookkeeping?.(write);
        if (definition.isCurrent(row, args)) return { id: formatId(ref), outs: definition.toOutputs(write, row) };
        strategy.warnBeforeAdoption?.(write, row);
        return { id: formatId(ref), outs: await this.#sendUpdate({ ...write, before: row }) };
      });
    } catch (error) {
      if (!(error instanceof PartialFailure)) claim.release();
      throw toUserError(error, context);
    }
  }

  /** Sets a pointer of an existing object and records what it was before. */
  async #setPointer(
    session: Session,
    strategy: SetPointer<Args, Row>,
    args: Args,
    inputs: Properties,
  ): Promise<Created> {
    const definition = this.#definition;
    const ref = { scopeId: this.#scopeOf(inputs), id: strategy.idOf(args) };
    const context = definition.createContext("create", ref, inputs);
    const claim = this.#ownership(session).claim(ref.id, () => this.#describeConflict(ref, inputs));
    try {
      return await definition.runWrite(session, ref.scopeId, async (deadline) => {
        const operation = { session, ref, context, deadline };
        const row = await this.#requireRow(operation, strategy.idArg);
        const write = { ...operation, args, inputs, olds: strategy.prepare(session, row, inputs) };
        const outs = definition.isCurrent(row, args) ? await this.#readBack(write) : await this.#sendUpdate(write);
        return { id: formatId(ref), outs };
      });
    } catch (error) {
      if (!(error instanceof PartialFailure)) claim.release();
      throw error;
    }
  }

  /** Settles a write of an earlier run that was not confirmed: it may have worked, or be known not to. */
  async #reconcile(write: Write<Args, Row>): Promise<Properties | undefined> {
    const definition = this.#definition;
    const { session, ref, context, deadline, args } = write;
    const row = await session.waitFor(deadline, definition.find(session, ref));
    if (row === undefined) {
      throw new UserError(
        `${failureHeadline(context)} Meta does not show it to this token. Run \`pulumi refresh\` to find out whether it is deleted, then run again.`,
      );
    }
    await definition.loadBookkeeping?.(write);
    if (definition.reconcile !== undefined) return definition.reconcile(write, row);
    return definition.isCurrent(row, args) ? definition.toOutputs(write, row) : undefined;
  }

  /** Sends an update and reads it back. It is sent again only while Meta still returns something else. */
  async #sendUpdate(write: Write<Args, Row>): Promise<Properties> {
    const definition = this.#definition;
    const { session, ref, args, deadline } = write;
    await retryIdempotentWrite(
      session,
      deadline,
      () => definition.sendUpdate(session, ref, args, deadline),
      async () => {
        const row = await session.waitFor(deadline, definition.find(session, ref));
        return row !== undefined && definition.isCurrent(row, args);
      },
    );
    return this.#readBack(write);
  }

  /** Reads back what was written and returns the outputs. A write that cannot be confirmed is recorded with its id, never lost. */
  async #readBack(
    write: Write<Args, Row>,
    find: () => Promise<Row | undefined> = () => this.#findWritten(write),
  ): Promise<Properties> {
    const definition = this.#definition;
    await definition.loadBookkeeping?.(write);
    const row = await find().catch((error: unknown) => {
      throw toUnconfirmedError(definition, write, `reading it back failed. ${describeCause(error, write.context)}`);
    });
    if (row === undefined) throw toUnconfirmedError(definition, write, "Meta does not show it yet.");
    return definition.toOutputs(write, row);
  }

  #findWritten(write: Write<Args, Row>): Promise<Row | undefined> {
    const { session, ref, deadline } = write;
    return pollUntil(
      deadline,
      readBackDelaysMs,
      () => session.waitFor(deadline, this.#definition.find(session, ref)),
      (row) => row !== undefined && this.#definition.isWritten(row, write),
    );
  }

  async #requireRow({ session, ref, context, deadline }: Operation, idArg: string): Promise<Row> {
    const row = await session.waitFor(deadline, this.#definition.find(session, ref));
    if (row !== undefined && !this.#definition.isDeleted(row)) return row;
    throw new UserError(`${failureHeadline(context)} ${this.#definition.describeNotFound(idArg)}`);
  }

  async #findOrConfirmDeleted(
    operation: Operation,
    props: Properties,
    find = () => this.#definition.find(operation.session, operation.ref),
  ): Promise<Row | undefined> {
    const { session, deadline } = operation;
    const { findDelaysMs } = this.#definition;
    const row = await pollUntil(
      deadline,
      findDelaysMs,
      () => session.waitFor(deadline, find()),
      (found) => found !== undefined,
    );
    if (row === undefined) return this.#definition.confirmDeleted(operation, props);
    return this.#definition.isDeleted(row) ? undefined : row;
  }

  /** Sends the DELETE. It is sent again only while Meta still returns the object. */
  async #sendDelete(strategy: CreateOnce<Args, Row>, operation: Operation, props: Properties): Promise<void> {
    const { session, deadline, context } = operation;
    for (let attempts = 1; ; attempts++) {
      const result = await attemptDelete(strategy, operation);
      if (result === "deleted") return;
      const row = await pollUntil(
        deadline,
        deleteDelaysMs,
        () => this.#findOrConfirmDeleted(operation, props),
        (found) => found === undefined,
      );
      if (row === undefined) return;
      if (result === "unconfirmed") {
        throw new UserError(
          `${failureHeadline(context)} Meta accepted the DELETE without confirming it, and the ${this.#definition.noun} still exists. Run again; the state is kept.`,
        );
      }
      await session.retries.beforeRepeat(result, attempts, deadline);
    }
  }

  #requireValid(inputs: Properties): Args {
    const definition = this.#definition;
    return requireValidArgs(inputs, {
      schema: definition.argsSchema,
      contentArgs: definition.contentArgs,
      listFailures: (args) => listArgumentFailures(definition, args),
    });
  }

  #requireKnownState(properties: Properties): void {
    requireKnownVersion(properties, this.#definition.stateVersion, this.#definition.noun);
  }

  #parseId(id: string): ObjectRef {
    return parseId(id, this.#definition.idFormat);
  }

  #scopeOf(inputs: Properties): string | undefined {
    const { scope } = this.#definition;
    return scope === undefined ? undefined : String(inputs[scope]);
  }

  #describeConflict(ref: ObjectRef, inputs: Properties): string {
    const { noun, write, describeConflict, createContext } = this.#definition;
    if (describeConflict !== undefined || write.strategy === "set") return describeConflict?.(ref) ?? "";
    return (
      `${failureHeadline(createContext("update", ref, inputs))} Another resource of this program manages it too, through ${write.adoptArg}. ` +
      `Remove one of the two from the program: the ${noun} stays with the other.`
    );
  }

  /** True if the program still names the object that the resource adopted, or has adopted before. */
  #namesAdopted(ref: ObjectRef, olds: Properties, news: Properties): boolean {
    const { write } = this.#definition;
    if (write.strategy === "set") return false;
    const adopted = news[write.adoptArg];
    return adopted !== undefined && (adopted === ref.id || adopted === olds[write.adoptArg]);
  }

  #adoptionKey(inputs: Properties): string {
    const { scope, write } = this.#definition;
    const adopted = write.strategy === "set" ? undefined : inputs[write.adoptArg];
    return JSON.stringify([scope && inputs[scope], inputs["name"], adopted]);
  }
}

/** Builds the error for a write that could not be confirmed. The state records the object, so that the next run looks for it. */
export function toUnconfirmedError<Args extends object, Row extends RemoteRow>(
  definition: Pick<ResourceDefinition<Args, Row>, "toUnconfirmedOutputs" | "describeWrite" | "write">,
  write: Write<Args, Row>,
  why: string,
): PartialFailure {
  const rest = definition.write.strategy === "set" ? "" : " and does not create a second one";
  return new PartialFailure(
    formatId(write.ref),
    definition.toUnconfirmedOutputs(write),
    `${definition.describeWrite(write)}, but ${why} It is recorded in the state; the next \`pulumi up\` looks again${rest}.`,
  );
}

/** Sends a DELETE. Returns the error if the object must be read first: the outcome is unknown, or Meta says that there is no object. */
async function attemptDelete<Args, Row>(
  { sendDelete, goneKind }: Pick<CreateOnce<Args, Row>, "sendDelete" | "goneKind">,
  { session, ref, deadline }: Operation,
): Promise<"deleted" | "unconfirmed" | CallFailed> {
  try {
    return (await sendDelete(session, ref, deadline)) ? "deleted" : "unconfirmed";
  } catch (error) {
    if (error instanceof CallFailed && (isProblem(error, goneKind) || isUnknownOutcome(error))) return error;
    throw error;
  }
}
