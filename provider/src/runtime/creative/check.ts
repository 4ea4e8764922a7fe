import {
  contentOfCreative,
  creativeArgsSchema,
  creativeFailures,
  type CreativeArgs,
  type CreativeContent,
} from "../../schema/creative";
import { describeFailure, type Failure } from "../../schema/failures";
import { whereToSet } from "../../schema/settings";
import { hasUnknown } from "../../schema/unknowns";
import { failed, unsendableIn } from "../complaints";
import { ExpectedFailure } from "../failure";
import type { CheckResult } from "../handler";
import { handlerIn, withoutHandler, withoutNulls, type Properties } from "../properties";
import type { Session } from "../session";

const contentPath = "objectStorySpec, assetFeedSpec";

/** Validates the arguments and fills in the ad account. Offline; says everything that is wrong at once. */
export function check(session: Session, olds: Properties, news: Properties): CheckResult {
  const { settings, problems } = session;
  const { memory } = session.creatives;
  memory.startPlanning();
  const args = withoutNulls(withoutHandler(news));
  const unsendable = unsendableIn(args, contentPath);
  if (unsendable !== undefined) return { inputs: {}, failures: failed([...problems, describeFailure(unsendable)]) };
  const adAccountId = args["adAccountId"] ?? settings.adAccountId ?? olds["adAccountId"] ?? memory.accountFor(args);
  memory.rememberAccount(args, adAccountId);
  const inputs: Properties = { ...args, ...(adAccountId === undefined ? {} : { adAccountId }) };
  const failures = [...problems, ...brokenRules(inputs).map(describeFailure)];
  return { inputs: { ...inputs, ...handlerIn(news) }, failures: failed(failures) };
}

function brokenRules(args: Properties): Failure[] {
  const missingAccount =
    args["adAccountId"] === undefined
      ? [{ path: "adAccountId", reason: `is required; give it here or with ${whereToSet("adAccountId")}` }]
      : [];
  return [...missingAccount, ...creativeFailures(args)];
}

export interface Wanted {
  readonly args: CreativeArgs;
  readonly adAccountId: string;
  readonly content: CreativeContent;
}

/** Inputs as create and update may use them. Policies run after check and may have changed them. */
export function validated(inputs: Properties): Wanted {
  const given = withoutHandler(inputs);
  const failures = complaints(given);
  const parsed = failures.length > 0 ? undefined : creativeArgsSchema.safeParse(given).data;
  if (typeof parsed?.adAccountId !== "string") {
    throw new ExpectedFailure(
      `The inputs are not valid, and nothing was sent. ${failures.map(describeFailure).join("; ")}. If a policy changed them, it must keep the rules of check.`,
    );
  }
  return { args: parsed, adAccountId: parsed.adAccountId, content: contentOfCreative(parsed) };
}

function complaints(given: Properties): readonly Failure[] {
  const unsendable = unsendableIn(given, contentPath);
  if (unsendable !== undefined) return [unsendable];
  return hasUnknown(given)
    ? [{ path: "inputs", reason: "a value is still not known; it must be known before anything is sent" }]
    : brokenRules(given);
}
