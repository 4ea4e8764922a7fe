import {
  contentOfCreative,
  creativeArgsSchema,
  creativeFailures,
  type CreativeArgs,
  type CreativeContent,
} from "../../schema/creative";
import { describeFailure, type Failure } from "../../schema/failures";
import { adAccountId as adAccountIdSchema } from "../../schema/ids";
import { whereToSet } from "../../schema/settings";
import { toCheckFailures, findUnsendable, requireValidArgs } from "../validation";
import type { CheckResult } from "../handler";
import { handlerIn, withoutHandler, withoutNulls, type Properties } from "../properties";
import type { Session } from "../session";

const contentPath = "objectStorySpec, assetFeedSpec";

/** Validates the arguments and fills in the ad account. Offline; says everything that is wrong at once. */
export function check(session: Session, olds: Properties, news: Properties): CheckResult {
  const { settings, settingProblems: problems } = session;
  const { memory } = session.creatives;
  memory.startPlanning();
  const args = withoutNulls(withoutHandler(news));
  const unsendable = findUnsendable(args, contentPath);
  if (unsendable !== undefined)
    return { inputs: {}, failures: toCheckFailures([...problems, describeFailure(unsendable)]) };
  const adAccountId = args["adAccountId"] ?? settings.adAccountId ?? olds["adAccountId"] ?? memory.scopeFor(args);
  memory.rememberScope(args, adAccountId);
  const inputs: Properties = { ...args, ...(adAccountId === undefined ? {} : { adAccountId }) };
  const failures = [...problems, ...brokenRules(inputs).map(describeFailure)];
  return { inputs: { ...inputs, ...handlerIn(news) }, failures: toCheckFailures(failures) };
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

const rules = {
  schema: creativeArgsSchema.extend({ adAccountId: adAccountIdSchema }),
  brokenRules,
  path: contentPath,
};

/** Inputs as create and update may use them. */
export function validated(inputs: Properties): Wanted {
  const args = requireValidArgs(inputs, rules);
  return { args, adAccountId: args.adAccountId, content: contentOfCreative(args) };
}
