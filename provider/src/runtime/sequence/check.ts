import { warningsFor } from "../../schema/warnings";
import { describeFailure, failuresOf, type Failure } from "../../schema/failures";
import { sequenceArgsSchema } from "../../schema/sequence";
import { whereToSet } from "../../schema/settings";
import type { Session } from "../session";
import { bounded, failed, unsendableIn } from "../complaints";
import type { CheckResult } from "../handler";
import { handlerIn, withoutHandler, withoutNulls, type Properties } from "../properties";

/** What is named when the whole is too much. */
export const contentPath = "text, autofillMessage, iceBreakers";

/** Validates the arguments and fills in the account. Offline; says everything that is wrong at once. */
export function check(session: Session, olds: Properties, news: Properties): CheckResult {
  const { memory, settings, problems, warn } = session;
  memory.startPlanning();
  const args = withoutNulls(withoutHandler(news));
  const unsendable = unsendableIn(args, contentPath);
  if (unsendable !== undefined) return { inputs: {}, failures: failed([...problems, describeFailure(unsendable)]) };
  const wabaId = args["wabaId"] ?? settings.wabaId ?? olds["wabaId"] ?? memory.accountFor(args);
  memory.rememberAccount(args, wabaId);
  const inputs: Properties = { ...args, ...(wabaId === undefined ? {} : { wabaId }) };
  const failures = [...problems, ...brokenRules(inputs).map(describeFailure)];
  for (const doubt of failures.length === 0 ? bounded(warningsFor(inputs).map(describeFailure)) : []) {
    warn(`sequence ${JSON.stringify(inputs["name"])}: ${doubt}`);
  }
  return { inputs: { ...inputs, ...handlerIn(news) }, failures: failed(failures) };
}

/** The rules broken by what can be sent; create and update ask again, since policies may change inputs after check. */
export function brokenRules(args: Properties): Failure[] {
  const missingAccount =
    args["wabaId"] === undefined
      ? [{ path: "wabaId", reason: `is required; give it here or with ${whereToSet("wabaId")}` }]
      : [];
  return [...missingAccount, ...failuresOf(sequenceArgsSchema, args)];
}
