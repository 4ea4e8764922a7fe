import { join } from "node:path";
import { UserError } from "./user-error";

/** Folder of this copy of the package, two above both the sources and the build. */
const ownFolder = join(__dirname, "..", "..");

/** Properties as the engine hands them over. */
export type Properties = Readonly<Record<string, unknown>>;

/** Refuses a state of `what` whose version is newer than `known`. */
export function requireKnownVersion({ __stateVersion: version }: Properties, known: number, what: string): void {
  if (version === undefined || (typeof version === "number" && version <= known)) return;
  throw new UserError(
    `The state of this ${what} was written by a newer pulumi-whatsapp (state version ${JSON.stringify(version)}; this one knows ${known}). Nothing was changed. ` +
      `Install the newer package in the program's folder and run again. This copy is in ${ownFolder}; \`npm ls pulumi-whatsapp\` lists all copies.`,
  );
}

/** What a create or an adoption came to. */
export interface Created {
  /** Physical id. */
  readonly id: string;
  readonly outs: Properties;
}

/** Takes the hidden handler text off, so that strict parsing does not see it. */
export function withoutHandler(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => key !== "__provider"));
}

export function handlerIn(properties: Properties): Properties {
  return "__provider" in properties ? { __provider: properties["__provider"] } : {};
}

export function withoutNulls(args: Properties): Properties {
  return Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null));
}
