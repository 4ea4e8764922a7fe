import type { z } from "zod";
import type { Deadline } from "../client/clock";
import type { MetaApi } from "../schema/api-versions";
import type { ErrorKind } from "../schema/error-codes";
import type { Failure } from "../schema/failures";
import type { Listing, UnreadableRow } from "../schema/unreadable-rows";
import type { CreateResponse } from "../schema/wire";
import type { CachedPromise } from "../client/cached-promise";
import type { OperationContext } from "./error-messages";
import type { ObjectRef, Properties } from "./properties";
import type { Session } from "./session";

/** An object as Meta returns it. */
export interface RemoteRow {
  readonly id: string;
}

/** An operation on one object, bounded in time. */
export interface Operation {
  readonly session: Session;
  readonly ref: ObjectRef;
  readonly context: OperationContext;
  readonly deadline: Deadline;
}

/** A create, update or adoption, with what its outputs are made of. */
export interface Write<Args, Row> extends Operation {
  readonly args: Args;
  /** Inputs, for the local arguments and the handler text. */
  readonly inputs: Properties;
  /** Outputs before an update, or what `recordPrevious` returned before a create. */
  readonly olds: Properties;
  /** The row before an adoption. */
  readonly before?: Row;
}

/** Differences between a state and new inputs. */
export interface Comparison {
  /** Arguments that differ. */
  readonly changed: readonly string[];
  /** Those that only a replacement can change. */
  readonly replaces: readonly string[];
  /** Warnings for a plan that keeps the object. */
  readonly warnings: readonly string[];
}

/** An object that one POST creates. The POST must not be repeated blindly: its outcome may be unknown, and Meta has no idempotency keys. */
export interface CreateOnce<Args, Row> {
  readonly strategy: "create-once";
  /** The argument with the id of an existing object to adopt. */
  readonly adoptArg: string;
  /** Container in error messages: `The account`. */
  readonly container: string;
  /** Tells a person where to look for an object: "with `pulumi-whatsapp list`". */
  readonly whereToLook: string;
  /** Creates of one name run one after another, so that none takes the object that another is creating. */
  nameOf(args: Args): string;
  /** The rows before this process created any. */
  rowsBefore(session: Session, args: Args): CachedPromise<Listing<Row>>;
  list(session: Session, args: Args): Promise<Listing<Row>>;
  /** Sends the POST. Returns undefined if the response has no id. */
  send(session: Session, args: Args, deadline: Deadline): Promise<CreateResponse<Row> | undefined>;
  /** True if the row has the name and content of the arguments. */
  matches(row: Row, args: Args): boolean;
  /** True if Meta may have stored the arguments as this row, with changed text. */
  mayBeStoredAs(row: Row, args: Args): boolean;
  /** True if it cannot be ruled out that the row was created from the arguments. */
  isUnclear(row: Row, args: Args): boolean;
  /** True if a row that cannot be read may be what the arguments create. */
  mayBeUnreadable(raw: unknown, args: Args): boolean;
  /** Describes a row whose content cannot be read; undefined for every other. */
  unreadableContent(row: Row): UnreadableRow | undefined;
  /** Finds the new object, and the ids of equal objects that other processes created meanwhile. Default: the usual read-back. */
  findCreated?(write: Write<Args, Row>, isForeign: (row: Row) => boolean): Promise<CreatedRow<Row>>;
  /** Error for equal objects that other processes created meanwhile. */
  toDuplicateError?(write: Write<Args, Row>, outs: Properties, duplicates: readonly string[]): Error;

  /** Explains why a row cannot be adopted; undefined if it can. */
  describeUnadoptable(row: Row, ref: ObjectRef, args: Args): string | undefined;
  /** Warns before a row is adopted and changed. */
  warnBeforeAdoption?(operation: Operation, row: Row): void;

  /** Kind of the Graph error that says a DELETE found no object. */
  readonly goneKind: ErrorKind;
  /** Waits until the object can be deleted, or throws. */
  beforeDelete?(operation: Operation, row: Row): Promise<void>;
  /** Sends the DELETE. Returns true if Meta confirms it. */
  sendDelete(session: Session, ref: ObjectRef, deadline: Deadline): Promise<boolean>;
  /** Rewords an error of the DELETE. */
  explainDeleteError?(error: unknown, operation: Operation, props: Properties): unknown;
}

/** A new object as a read-back finds it. */
export interface CreatedRow<Row> {
  readonly row: Row | undefined;
  /** Ids of equal objects that other processes created. */
  readonly duplicates: readonly string[];
}

/** A pointer of an existing object: setting it again has no further effect. */
export interface SetPointer<Args, Row> {
  readonly strategy: "set";
  /** The argument with the id of the object that has the pointer. */
  readonly idArg: keyof Args & string;
  /** Error for two resources that set the pointer of one object. */
  describeConflict(id: string): string;
  /** Returns what the outputs of a new resource record of the pointer's former value. Default: nothing. */
  recordPrevious?(session: Session, row: Row, inputs: Properties): Properties;
  /**
   * Decides what the deletion of a resource does to its object, or throws. Returns undefined if it leaves the object as it is, otherwise
   * the write that restores or releases it; the lifecycle runs that in a write slot.
   */
  planRelease(operation: Operation, row: Row, props: Properties): ((operation: Operation) => Promise<void>) | undefined;
  /** True if a deletion leaves the object as it is, whatever Meta returns: then no call is made. Default: false. */
  leavesObject?(props: Properties): boolean;
  /** Warns when a deletion is skipped because another resource has taken the object over. */
  warnAboutSkippedDelete?(session: Session, ref: ObjectRef, props: Properties): void;
}

/** One kind of resource, from its arguments to its messages. `lifecycle.ts` runs it. */
export interface ResourceDefinition<Args extends object, Row extends RemoteRow> {
  /** The kind in messages: `sequence`. */
  readonly noun: string;
  /** The API whose version its calls use. */
  readonly api: MetaApi;
  /** Version of the outputs' shape. A state with a newer one is rejected. */
  readonly stateVersion: number;
  /** Form of the physical id: `<wabaId>/<sequenceId>`. */
  readonly idFormat: string;
  /** The argument and setting that tell the account; undefined if the id alone locates the object. */
  readonly scope: "wabaId" | "adAccountId" | undefined;

  /** Arguments with the scope, as create and update need them. */
  readonly argsSchema: z.ZodType<Args>;
  /** Arguments that error messages name if all of them together are too large. */
  readonly contentArgs: string;
  failures(args: Properties): readonly Failure[];
  warnings?(args: Properties): readonly Failure[];
  /** Returns the scope and content of inputs as a key. */
  keyOf(inputs: Properties): string;
  createContext(verb: string, ref: Partial<ObjectRef>, properties: Properties): OperationContext;

  /** Compares outputs with new inputs, without calls. In a refresh (not `isPlanning`) the outputs are what Meta returned. */
  compare(session: Session, ref: ObjectRef, olds: Properties, news: Properties, isPlanning: boolean): Comparison;

  readonly write: CreateOnce<Args, Row> | SetPointer<Args, Row>;
  /** Runs a write in a write slot and marks cached reads as stale. */
  runWrite<T>(session: Session, scopeId: string | undefined, task: (deadline: Deadline) => Promise<T>): Promise<T>;
  /** Sends an update that may be repeated safely. Returns the stored object, undefined if the response does not contain it. */
  sendUpdate(session: Session, ref: ObjectRef, args: Args, deadline: Deadline): Promise<Row | undefined>;
  /** Explains why an object cannot be updated in place; undefined if it can. */
  describeImmutable(ref: ObjectRef, args: Args, olds: Properties): string | undefined;
  /** Notes what a state records of the object's place, before the first call. Default: nothing. */
  noteState?(session: Session, ref: ObjectRef, props: Properties): void;
  /** Finds the object; undefined if Meta does not return it, which does not prove that it is deleted. */
  find(session: Session, ref: ObjectRef): Promise<Row | undefined>;
  /** As `find`, from a listing of the last half minute if there is one. */
  findRecent?(session: Session, ref: ObjectRef): Promise<Row | undefined>;
  /** As `find`, for the check before a deletion. */
  findBeforeDelete?(session: Session, ref: ObjectRef): Promise<Row | undefined>;
  /** As `find`, to confirm an update: updates that end within a moment of each other share requests. */
  findWritten?(session: Session, ref: ObjectRef): Promise<Row | undefined>;
  /** Delays before the reads that come before `confirmDeleted`, in milliseconds: one response may lack an object that exists. */
  readonly findDelaysMs: readonly number[];
  /** True if Meta returns the object itself and says that it is deleted. Default: false. */
  isDeleted?(row: Row): boolean;
  /** Proves that an object that `find` did not return is deleted, or throws. Returns the row if it exists after all. */
  confirmDeleted(operation: Operation, props: Properties): Promise<Row | undefined>;
  /** Explains that Meta does not return the object, with remediation. `idArg` is the argument or noun that gave the id. */
  describeNotFound(idArg: string): string;

  /** True if the row is as the arguments say. */
  isCurrent(row: Row, args: Args): boolean;
  /** True if a read shows the effect of the write, or something new. Default: `isCurrent`. */
  isWritten?(row: Row, write: Write<Args, Row>): boolean;
  /** True if the object in the response to a write is complete and as the arguments say. Default: `isCurrent`. */
  isConfirmed?(row: Row, args: Args): boolean;

  /** True if properties come from a create, an update or an import; false for a `get`, which has an id alone. */
  isRecorded(props: Properties): boolean;
  /** True if outputs say that Meta has what the arguments say. */
  isUpToDate(olds: Properties, args: Args): boolean;
  /** True if the last write was not confirmed. */
  isUnsettled(olds: Properties): boolean;
  /** Loads what outputs need besides the row, before a read-back may use up the time. */
  loadBookkeeping?(write: Write<Args, Row>): Promise<void>;
  /** Returns the outputs after a write. Throws PartialFailure if Meta stored something else. */
  toOutputs(write: Write<Args, Row>, row: Row): Properties;
  /** Returns the outputs of a write that could not be confirmed. */
  toUnconfirmedOutputs(write: Write<Args, Row>): Properties;
  /** Subject and verb of an unconfirmed write: `Sequence 1/2 was written`. */
  describeWrite(write: Write<Args, Row>): string;
  /** Returns the outputs after a change of local arguments alone. */
  withLocalArgs(ref: ObjectRef, args: Args, olds: Properties, news: Properties): Properties;
  /** Settles an unconfirmed write of an earlier run from the row; undefined if it must be sent again. Default: `isCurrent`. */
  reconcile?(write: Write<Args, Row>, row: Row): Promise<Properties | undefined>;
  /** Returns the state of a row that was read. */
  toState(operation: Operation, row: Row, props: Properties): Promise<StateParts>;
}

/** The state of an object that was read. */
interface StateParts {
  readonly props: Properties;
  readonly inputs: Properties;
  /** Searched for secrets. */
  readonly content: Properties;
  /** Name and id as the beginning of a sentence. */
  readonly title: string;
}
