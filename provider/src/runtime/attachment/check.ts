import { attachmentArgsSchema, type AttachmentArgs } from "../../schema/attachment";
import { describeFailure, failuresOf, type Failure } from "../../schema/failures";
import { hasUnknown } from "../../schema/unknowns";
import { failed, unsendableIn } from "../complaints";
import { ExpectedFailure } from "../failure";
import type { CheckResult } from "../handler";
import { handlerIn, withoutHandler, withoutNulls, type Properties } from "../properties";
import type { Session } from "../session";

/** Validates the arguments. Offline; says everything that is wrong at once. */
export function check(session: Session, _olds: Properties, news: Properties): CheckResult {
  session.attachments.memory.startPlanning();
  const args = withoutNulls(withoutHandler(news));
  const failures = [...session.problems, ...brokenRules(args).map(describeFailure)];
  return { inputs: { ...args, ...handlerIn(news) }, failures: failed(failures) };
}

function brokenRules(args: Properties): readonly Failure[] {
  const unsendable = unsendableIn(args, "adId, creativeId");
  return unsendable === undefined ? failuresOf(attachmentArgsSchema, args) : [unsendable];
}

/** Inputs as create and update may use them. Policies run after check and may have changed them. */
export function validated(inputs: Properties): AttachmentArgs {
  const given = withoutHandler(inputs);
  const failures = hasUnknown(given)
    ? [{ path: "inputs", reason: "a value is still not known; it must be known before anything is sent" }]
    : brokenRules(given);
  const parsed = failures.length > 0 ? undefined : attachmentArgsSchema.safeParse(given).data;
  if (parsed === undefined) {
    throw new ExpectedFailure(
      `The inputs are not valid, and nothing was sent. ${failures.map(describeFailure).join("; ")}. If a policy changed them, it must keep the rules of check.`,
    );
  }
  return parsed;
}
