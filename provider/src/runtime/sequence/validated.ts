import { contentOf, type SequenceContent } from "../../schema/canonical";
import { describeFailure, type Failure } from "../../schema/failures";
import { sequenceArgsSchema, type SequenceArgs } from "../../schema/sequence";
import { hasUnknown } from "../../schema/unknowns";
import { brokenRules, contentPath } from "./check";
import { unsendableIn } from "../complaints";
import { ExpectedFailure } from "../failure";
import { withoutHandler, type Properties } from "../properties";

export interface Wanted {
  readonly args: SequenceArgs;
  readonly wabaId: string;
  readonly content: SequenceContent;
}

/** Inputs as create and update may use them. Policies run after check and may have changed them. */
export function validated(inputs: Properties): Wanted {
  const given = withoutHandler(inputs);
  const failures = complaints(given);
  const parsed = failures.length > 0 ? undefined : sequenceArgsSchema.safeParse(given).data;
  if (typeof parsed?.wabaId !== "string") {
    throw new ExpectedFailure(
      `The inputs are not valid, and nothing was sent. ${failures.map(describeFailure).join("; ")}. If a policy changed them, it must keep the rules of check.`,
    );
  }
  return { args: parsed, wabaId: parsed.wabaId, content: contentOf(parsed) };
}

function complaints(given: Properties): readonly Failure[] {
  const unsendable = unsendableIn(given, contentPath);
  if (unsendable !== undefined) return [unsendable];
  return hasUnknown(given)
    ? [{ path: "inputs", reason: "a value is still not known; it must be known before anything is sent" }]
    : brokenRules(given);
}
