import { join } from "node:path";
import { UserError } from "./user-error";

/** Folder of this copy of the package, two above both the sources and the build. */
const ownFolder = join(__dirname, "..", "..");

/** Properties as the engine hands them over. */
export type Properties = Readonly<Record<string, unknown>>;

/** Identifies an object: the account that contains it, if that is part of the physical id, and its own id. */
export interface ObjectRef {
  readonly scopeId: string | undefined;
  readonly id: string;
}

/** Physical id of an object: `<scopeId>/<id>`, or its id alone. */
export function formatId({ scopeId, id }: ObjectRef): string {
  return scopeId === undefined ? id : `${scopeId}/${id}`;
}

/** Splits a physical id of the form `<wabaId>/<sequenceId>` or `<adId>`. Rejects every other id before any call. */
export function parseId(id: string, form: string): ObjectRef {
  const hasScope = form.includes("/");
  const [, first, second] = /^([0-9]{1,32})(?:\/([0-9]{1,32}))?$/.exec(id) ?? [];
  if (first !== undefined && hasScope === (second !== undefined)) {
    return second === undefined ? { scopeId: undefined, id: first } : { scopeId: first, id: second };
  }
  throw new UserError(
    `The id ${describeId(id)} is not of the form ${form}, ${hasScope ? "both" : "1 to 32"} digits. Nothing was sent. Correct the id in the program, command, import file or state.`,
  );
}

/** Describes a malformed id for a sentence. A part of a long one could be a part of a secret, which cannot be recognized in it. */
export function describeId(id: string): string {
  return id.length > 80 ? `of ${id.length} characters` : JSON.stringify(id);
}

/** Rejects a state of `what` whose version is newer than `known`. */
export function requireKnownVersion({ __stateVersion: version }: Properties, known: number, what: string): void {
  if (version === undefined || (typeof version === "number" && version <= known)) return;
  throw new UserError(
    `The state of this ${what} was written by a newer pulumi-whatsapp (state version ${JSON.stringify(version)}; this one knows ${known}). Nothing was changed. ` +
      `Install the newer package in the program's folder and run again. This copy is in ${ownFolder}; \`npm ls pulumi-whatsapp\` lists all copies.`,
  );
}

/** Result of a create or an adoption. */
export interface Created {
  /** Physical id. */
  readonly id: string;
  readonly outs: Properties;
}

/** Removes the hidden handler text, so that strict parsing does not see it. */
export function withoutHandler(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => key !== "__provider"));
}

export function handlerIn(properties: Properties): Properties {
  return "__provider" in properties ? { __provider: properties["__provider"] } : {};
}

export function withoutNulls(args: Properties): Properties {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null));
}
