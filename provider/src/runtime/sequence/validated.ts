import { contentOf, type SequenceContent } from "../../schema/canonical";
import { graphId } from "../../schema/ids";
import { sequenceArgsSchema, type SequenceArgs } from "../../schema/sequence";
import { requireValidArgs } from "../validation";
import type { Properties } from "../properties";
import { brokenRules, contentPath } from "./check";

export interface Wanted {
  readonly args: SequenceArgs;
  readonly wabaId: string;
  readonly content: SequenceContent;
}

const rules = { schema: sequenceArgsSchema.extend({ wabaId: graphId }), brokenRules, path: contentPath };

/** Inputs as create and update may use them. */
export function validated(inputs: Properties): Wanted {
  const args = requireValidArgs(inputs, rules);
  return { args, wabaId: args.wabaId, content: contentOf(args) };
}
