import type { GraphError } from "../client/graph-error";
import type { ErrorKind } from "../schema/error-codes";
import { whereToSet, type WhereToSet } from "../schema/settings";

/** Remediation by kind of Graph error, in whole sentences. */
export type Hints = Readonly<Partial<Record<ErrorKind, string>>>;

/** Describes one operation for messages: what is done, to what, and what a person can do when it fails. */
export interface OperationContext {
  /** Infinitive: `create`, `adopt`, `list`. */
  readonly verb: string;
  /** The object with its name and id: `sequence "a" (1/2)`. */
  readonly target: string;
  readonly hints: Hints;
  /** Where each setting is set. Default: the places that a Pulumi program reads. */
  readonly whereToSet: WhereToSet;
  /** Next step after a request whose outcome stays unknown. */
  readonly afterUnknown: string;
  /** True if the state stores the token that refresh and destroy use. */
  readonly usesStoredToken: boolean;
  /** True for messages: the advice in the table of error codes is written for them. */
  readonly usesDocumentedAdvice: boolean;
  /** Words a rejection as a whole message; undefined for the usual one. */
  readonly describeRejection?: (error: GraphError) => string | undefined;
}

const defaults = {
  hints: {},
  whereToSet,
  afterUnknown: "Run again; the next run compares with the account before it writes.",
  usesStoredToken: true,
  usesDocumentedAdvice: false,
};

/** Fills in what most operations share. */
export function createContext(
  context: Pick<OperationContext, "verb" | "target"> & Partial<OperationContext>,
): OperationContext {
  return { ...defaults, ...context };
}

/** The context of an operation that changes nothing and runs outside of Pulumi. */
export function createListContext(target: string, hints: Hints, where: WhereToSet): OperationContext {
  return createContext({
    verb: "list",
    target,
    hints,
    whereToSet: where,
    afterUnknown: "Run again; nothing was changed.",
    usesStoredToken: false,
  });
}

/** Names an object for messages: `sequence "a" in account 1` without an id, `sequence "a" (1/2)` with one. */
export function nameObject(
  kind: string,
  { name, scope, scopeId, id }: { name?: string | undefined; scope: string; scopeId: string; id?: string | undefined },
): string {
  const title = name === undefined ? "" : ` ${JSON.stringify(name)}`;
  return id === undefined ? `${kind}${title} in ${scope} ${scopeId}` : `${kind}${title} (${scopeId}/${id})`;
}

/** Returns the first sentence of every error. */
export function failureHeadline({ verb, target }: OperationContext): string {
  return `Could not ${verb} ${target}.`;
}

/** Returns the target as the beginning of a sentence: `Sequence "a" (1/2)`. */
export function capitalizeTarget({ target }: OperationContext): string {
  return `${target.charAt(0).toUpperCase()}${target.slice(1)}`;
}

const pastOf: Readonly<Record<string, string>> = { create: "created", adopt: "adopted", update: "updated" };

/** Begins a sentence about a write that worked, but not as intended: `Sequence "a" (1/2) was created`. */
export function describeWritten(context: OperationContext): string {
  return `${capitalizeTarget(context)} was ${pastOf[context.verb] ?? "written"}`;
}
