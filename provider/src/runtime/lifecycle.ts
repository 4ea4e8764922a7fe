import { describeFailure, type Failure } from "../schema/failures";
import { whereToSet } from "../schema/settings";
import type { ChangedArguments, CheckedArguments, ReadResult, ResourceOperations } from "./handler";
import { failureHeadline, type OperationContext } from "./error-messages";
import { OwnershipTracker } from "./ownership";
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
import { findUnsendable, limitLines, requireValidArgs, warnAboutSecrets } from "./validation";
import type { RemoteRow, ResourceDefinition, Write } from "./resource-definition";
import { perSession, type Session } from "./session";
import { adoptObject, setPointer } from "./steps/claim-object";
import { findOrConfirmDeleted, planDelete } from "./steps/confirm-deleted";
import { createObject } from "./steps/create-object";
import { readBack, sendUpdate } from "./steps/read-back";
import { UserError } from "./user-error";

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
  check(session: Session, olds: Properties, news: Properties): CheckedArguments {
    const definition = this.#definition;
    const ownership = this.#ownership(session);
    ownership.startPlanning();
    const { scope } = definition;
    const args = withoutNulls(withoutHandler(news));
    const unsendable = findUnsendable(args, definition.contentArgs);
    if (unsendable !== undefined) {
      return { inputs: {}, failures: [...session.settingFailures, unsendable] };
    }
    let inputs = args;
    if (scope !== undefined) {
      const scopeId = args[scope] ?? session.settings[scope] ?? olds[scope] ?? ownership.scopeFor(args);
      ownership.rememberScope(args, scopeId);
      if (scopeId !== undefined) inputs = { ...args, [scope]: scopeId };
    }
    const failures = [...session.settingFailures, ...listArgumentFailures(definition, inputs)];
    const warnings = failures.length === 0 ? (definition.warnings?.(inputs) ?? []) : [];
    for (const warning of limitLines(warnings.map(describeFailure))) {
      session.warn(`${this.#titleOf(inputs)}: ${warning}`);
    }
    return { inputs: { ...inputs, ...handlerIn(news) }, failures };
  }

  /** Compares the state with new inputs, without calls. In a refresh the engine passes the arguments the other way round. */
  diff(session: Session, id: string, olds: Properties, news: Properties): ChangedArguments {
    const definition = this.#definition;
    const ref = this.#parseId(id);
    this.#requireKnownState(olds);
    const ownership = this.#ownership(session);
    const { changed, replaces, warnings } = definition.compare(session, ref, olds, news, ownership.isPlanning);
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
    return { changed, replaces };
  }

  async create(session: Session, inputs: Properties): Promise<Created> {
    const args = this.#requireValid(inputs);
    const ownership = this.#ownership(session);
    ownership.prepareReplacement(inputs);
    const definition = this.#definition;
    const { write } = definition;
    const options = { definition, ownership, session, scopeId: this.#scopeOf(inputs), args, inputs };
    if (write.strategy === "set") {
      return setPointer(options, write, (id) => this.#describeConflict({ scopeId: options.scopeId, id }, inputs));
    }
    const adopted = inputs[write.adoptArg];
    return typeof adopted === "string" && !ownership.replacedAdoptions.has(this.#adoptionKey(inputs))
      ? adoptObject(options, write, adopted)
      : createObject(options, write);
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
    definition.noteState?.(session, ref, olds);
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
    const { outs, write, stored } = await definition.runWrite(session, ref.scopeId, async (deadline) => {
      const write = { session, ref, context, deadline, args, inputs: news, olds };
      const settled = isUnsettled ? await this.#reconcile(write) : undefined;
      const stored = settled === undefined ? await sendUpdate(definition, write) : undefined;
      return { outs: settled, write, stored };
    });
    return { outs: outs ?? (await readBack(definition, write, stored)) };
  }

  /** Reads the object as outputs and inputs, so that a refresh shows which property differs. A blank id means: deleted, with proof. */
  async read(session: Session, id: string, props: Properties): Promise<ReadResult> {
    const definition = this.#definition;
    const ref = this.#parseId(id);
    this.#requireKnownState(props);
    definition.noteState?.(session, ref, props);
    const operation = {
      session,
      ref,
      context: definition.createContext("read", ref, {}),
      deadline: session.startDeadline(),
    };
    // A `get` has an id alone; for it, a blank id would be success with empty outputs.
    const isGet = !definition.isRecorded(props);
    const find = (): Promise<Row | undefined> => definition.findRecent?.(session, ref) ?? definition.find(session, ref);
    const row = isGet
      ? await session.waitFor(operation.deadline, find())
      : await findOrConfirmDeleted(definition, operation, props, find);
    if (row === undefined || definition.isDeleted?.(row) === true) {
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
    definition.noteState?.(session, ref, props);
    if (write.strategy === "set" && write.leavesObject?.(props) === true) return;
    const ownership = this.#ownership(session);
    // A resource that stays owns the object: it took it over while the old entry waited for its deletion.
    if (ownership.isOwned(ref.id)) {
      if (write.strategy === "set") write.warnAboutSkippedDelete?.(session, ref, props);
      return;
    }
    const isOwned = (): boolean => ownership.isOwned(ref.id);
    const context = definition.createContext("delete", ref, props);
    const operation = { session, ref, context, deadline: session.startDeadline() };
    const find = (): Promise<Row | undefined> =>
      definition.findBeforeDelete?.(session, ref) ?? definition.find(session, ref);
    const row = await findOrConfirmDeleted(definition, operation, props, find);
    if (row === undefined || isOwned()) return;
    const send =
      write.strategy === "set" ? write.planRelease(operation, row, props) : planDelete(definition, write, props);
    if (send === undefined) return;
    if (write.strategy === "create-once") await write.beforeDelete?.(operation, row);
    await definition.runWrite(session, ref.scopeId, async (deadline) => {
      // An adoption may have claimed the object while this delete waited.
      if (!isOwned()) await send({ ...operation, deadline });
    });
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

  /** The first part of the physical id; undefined if the id has one part. */
  #scopeOf(inputs: Properties): string | undefined {
    const { scope, idFormat } = this.#definition;
    return scope === undefined || !idFormat.includes("/") ? undefined : String(inputs[scope]);
  }

  #titleOf(inputs: Properties): string {
    const { noun } = this.#definition;
    return typeof inputs["name"] === "string"
      ? `${noun} ${JSON.stringify(inputs["name"])}`
      : this.describeOperation("create", undefined, inputs).target;
  }

  #describeConflict(ref: ObjectRef, inputs: Properties): string {
    const definition = this.#definition;
    const { noun, write } = definition;
    if (write.strategy === "set") return write.describeConflict(ref.id);
    return (
      `${failureHeadline(definition.createContext("update", ref, inputs))} Another resource of this program manages it too, through ${write.adoptArg}. ` +
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
