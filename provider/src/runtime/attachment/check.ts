import { attachmentArgsSchema, type AttachmentArgs } from "../../schema/attachment";
import { describeFailure, failuresOf, type Failure } from "../../schema/failures";
import { toCheckFailures, findUnsendable, requireValidArgs } from "../validation";
import type { CheckResult } from "../handler";
import { handlerIn, withoutHandler, withoutNulls, type Properties } from "../properties";
import type { Session } from "../session";

/** Validates the arguments. Offline; says everything that is wrong at once. */
export function check(session: Session, _olds: Properties, news: Properties): CheckResult {
  session.attachments.memory.startPlanning();
  const args = withoutNulls(withoutHandler(news));
  const failures = [...session.settingProblems, ...brokenRules(args).map(describeFailure)];
  return { inputs: { ...args, ...handlerIn(news) }, failures: toCheckFailures(failures) };
}

const path = "adId, creativeId";

function brokenRules(args: Properties): readonly Failure[] {
  const unsendable = findUnsendable(args, path);
  return unsendable === undefined ? failuresOf(attachmentArgsSchema, args) : [unsendable];
}

/** Inputs as create and update may use them. */
export function validated(inputs: Properties): AttachmentArgs {
  return requireValidArgs(inputs, { schema: attachmentArgsSchema, brokenRules, path });
}
