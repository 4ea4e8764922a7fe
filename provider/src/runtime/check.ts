import { doubtsOf } from "../schema/doubts";
import { describeFailure, failuresOf, type Failure } from "../schema/failures";
import { maxContentBytes } from "../schema/limits";
import { sequenceArgsSchema } from "../schema/sequence";
import { whereToSet } from "../schema/settings";
import type { Session } from "./session";
import { withoutHandler, type Properties } from "./state";

export interface CheckResult {
  readonly inputs: Properties;
  readonly failures: { readonly property: string; readonly reason: string }[];
}

/** Validates the arguments and fills in the account. Offline; says everything that is wrong at once. */
export function check(session: Session, olds: Properties, news: Properties): CheckResult {
  const { memory, settings, problems, warn } = session;
  memory.startPlanning();
  const args = withoutNulls(withoutHandler(news));
  const unsendable = unsendableIn(args);
  if (unsendable !== undefined) return { inputs: {}, failures: failed([...problems, describeFailure(unsendable)]) };
  const wabaId = args["wabaId"] ?? settings.wabaId ?? olds["wabaId"] ?? memory.accountFor(args);
  memory.rememberAccount(args, wabaId);
  const inputs: Properties = { ...args, ...(wabaId === undefined ? {} : { wabaId }) };
  const failures = [...problems, ...brokenRules(inputs).map(describeFailure)];
  for (const doubt of failures.length === 0 ? bounded(doubtsOf(inputs).map(describeFailure)) : []) {
    warn(`sequence ${JSON.stringify(inputs["name"])}: ${doubt}`);
  }
  return { inputs: { ...inputs, ...handlerIn(news) }, failures: failed(failures) };
}

// The engine prints the whole value of a named property, secrets included, so the path goes into the reason.
const failed = (reasons: readonly string[]) => bounded(reasons).map((reason) => ({ property: "", reason }));

const mostLines = 50;
const bounded = (lines: readonly string[]): readonly string[] =>
  lines.length <= mostLines
    ? lines
    : [...lines.slice(0, mostLines), `more: ${lines.length - mostLines} others of the kind are not shown`];

const handlerIn = (news: Properties): Properties => ("__provider" in news ? { __provider: news["__provider"] } : {});

/** The rules broken by what can be sent; create and update ask again, since policies may change inputs after check. */
export function brokenRules(args: Properties): Failure[] {
  const missingAccount =
    args["wabaId"] === undefined
      ? [{ path: "wabaId", reason: `is required; give it here or with ${whereToSet("wabaId")}` }]
      : [];
  return [...missingAccount, ...failuresOf(sequenceArgsSchema, args)];
}

/** What cannot be sent whatever the rules say; asked first, so that nothing else has to cope with it. */
export function unsendableIn(args: Properties): Failure | undefined {
  const path = "text, autofillMessage, iceBreakers";
  try {
    const size = Buffer.byteLength(JSON.stringify(args));
    if (size <= maxContentBytes) return undefined;
    return { path, reason: `are ${size} bytes together; at most ${maxContentBytes} are sent` };
  } catch {
    return { path, reason: "are nested too deep, or hold what JSON does not know; give text and plain lists" };
  }
}

const withoutNulls = (args: Properties): Properties =>
  Object.fromEntries(Object.entries(args).filter(([, value]) => value !== null));
