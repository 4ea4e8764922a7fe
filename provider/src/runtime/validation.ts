import type { z } from "zod";
import { describeFailure, type Failure } from "../schema/failures";
import { secretMarks } from "../schema/known-secrets";
import { maxContentBytes } from "../schema/limits";
import { hasUnknown } from "../schema/unknowns";
import { withoutHandler, type Properties } from "./properties";
import type { Session } from "./session";
import { UserError } from "./user-error";

// The engine prints the whole value of a named property, secrets included, so the path goes into the reason.
export function toCheckFailures(reasons: readonly string[]) {
  return limitLines(reasons).map((reason) => ({ property: "", reason }));
}

const mostLines = 50;

/** Keeps the first items and tells how many others there are. */
export function limitList<Item>(items: readonly Item[], toItem: (text: string) => Item): readonly Item[] {
  return items.length <= mostLines
    ? items
    : [...items.slice(0, mostLines), toItem(`more: ${items.length - mostLines} others of the kind are not shown`)];
}

export function limitLines(lines: readonly string[]): readonly string[] {
  return limitList(lines, (line) => line);
}

/** Finds arguments that cannot be sent, whatever the rules say. Called first, so that no other code has to handle them. */
export function findUnsendable(args: Properties, path: string): Failure | undefined {
  try {
    const size = Buffer.byteLength(JSON.stringify(args));
    if (size <= maxContentBytes) return undefined;
    return { path, reason: `are ${size} bytes together; at most ${maxContentBytes} are sent` };
  } catch {
    return {
      path,
      reason: "are nested too deep, or contain values that JSON does not have; give text and plain lists",
    };
  }
}

interface ArgumentRules<Schema> {
  /** Schema of the arguments, with what check fills in required. */
  readonly schema: Schema;
  readonly listFailures: (args: Properties) => readonly Failure[];
  /** Arguments that error messages name if all of them together are too large. */
  readonly contentArgs: string;
}

/** Returns inputs as create and update may use them, or throws. Policies run after check and may have changed them. */
export function requireValidArgs<Schema extends z.ZodType>(
  inputs: Properties,
  { schema, listFailures, contentArgs }: ArgumentRules<Schema>,
): z.infer<Schema> {
  const given = withoutHandler(inputs);
  const unsendable = findUnsendable(given, contentArgs);
  const failures = unsendable === undefined ? listKnownFailures(given, listFailures) : [unsendable];
  const parsed = failures.length > 0 ? undefined : schema.safeParse(given);
  if (parsed?.success === true) return parsed.data;
  throw new UserError(
    `The inputs are not valid, and nothing was sent. ${failures.map(describeFailure).join("; ")}. If a policy changed them, it must keep the rules of check.`,
  );
}

function listKnownFailures(
  given: Properties,
  listFailures: (args: Properties) => readonly Failure[],
): readonly Failure[] {
  return hasUnknown(given)
    ? [{ path: "inputs", reason: "a value is still not known; it must be known before anything is sent" }]
    : listFailures(given);
}

const mostPaths = 5;

/** Lists the first paths for a sentence. */
export function listPaths(paths: readonly string[]): string {
  const rest = paths.length > mostPaths ? ` and ${paths.length - mostPaths} more` : "";
  return paths.slice(0, mostPaths).join(", ") + rest;
}

/** Rejects inputs that contain a secret, before anything is sent: policies run after check and may have changed the inputs. */
export function requireNoSecret({ knownSecrets }: Session, inputs: Properties): void {
  const secrets = knownSecrets.failuresIn(withoutHandler(inputs));
  if (secrets.length > 0) {
    throw new UserError(
      `Nothing was sent. ${toCheckFailures(secrets.map(describeFailure))
        .map(({ reason }) => reason)
        .join("; ")}.`,
    );
  }
}

/** Warns of secrets in what Meta returned. Those of this run were masked when it was read. */
export function warnAboutSecrets(
  { warn, knownSecrets }: Pick<Session, "warn" | "knownSecrets">,
  title: string,
  content: Properties,
): void {
  const paths = knownSecrets.failuresIn(content).map(({ path }) => path);
  if (paths.length === 0) return;
  const shown = secretMarks.join(" or ");
  warn(
    `${title}: Meta returned a secret in ${listPaths(paths)}. One that this run uses is shown and stored as ${shown}. ` +
      "Everyone who sees the text can use it: correct the text, then replace the secret.",
  );
}
