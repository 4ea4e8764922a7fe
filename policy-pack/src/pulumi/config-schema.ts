import type { PolicyConfigSchema } from "@pulumi/policy";
import { z } from "zod";

/**
 * A rule's options as the JSON schema by which Pulumi checks a configuration file. Nothing is required: every option has a default.
 * Patterns are left to the rule: Pulumi reads them with Go's regular expressions, which know no lookahead, and refuses the whole pack.
 */
export function configSchemaOf(options: z.ZodType): PolicyConfigSchema {
  const { properties = {} } = z.toJSONSchema(options, {
    io: "input",
    target: "draft-7",
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      delete jsonSchema.pattern;
      delete jsonSchema.format;
    },
  });
  return { properties: properties as PolicyConfigSchema["properties"] };
}
