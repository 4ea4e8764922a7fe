import { z } from "zod";
import type { Properties } from "../runtime/properties";
import { failuresOf, type Failure } from "../schema/failures";
import { graphId } from "../schema/ids";
import { pluginTypes } from "../schema/resource-kinds";
import { listSequences } from "./listings";
import type { Plugin } from "./plugin";

interface PluginFunction {
  readonly argsSchema: z.ZodType;
  run(plugin: Plugin, args: Properties): Promise<Properties>;
}

const idSchema = z.strictObject({ id: z.string() });

/** The functions of the plugin by their tokens. They read, in previews too, and change nothing. */
export const functions: ReadonlyMap<string, PluginFunction> = new Map<string, PluginFunction>([
  ["whatsapp:index:getSequence", createReader(pluginTypes.sequence)],
  ["whatsapp:index:getAdCreative", createReader(pluginTypes.creative)],
  [
    "whatsapp:index:getSequences",
    {
      argsSchema: z.strictObject({ wabaId: graphId.nullish(), name: z.string().nullish() }),
      async run({ process }, args) {
        const { wabaId, sequences } = await listSequences(process, args);
        const name = args["name"] ?? undefined;
        return {
          wabaId,
          sequences: sequences
            .filter((one) => name === undefined || one.name === name)
            .map(({ id, outputs }) => toResult(id, outputs)),
        };
      },
    },
  ],
]);

/** Lists every broken rule of a function's arguments. */
export function listFunctionFailures({ argsSchema }: PluginFunction, args: Properties): readonly Failure[] {
  return failuresOf(argsSchema, args, true);
}

/** Creates the function that reads one object of a type by its physical id. */
function createReader(type: string): PluginFunction {
  return {
    argsSchema: idSchema,
    async run(plugin, { id }) {
      const { props = {} } = await plugin.resourceOfType(type).handler.read(String(id), {});
      return toResult(String(id), props);
    },
  };
}

/** Returns outputs without their bookkeeping. */
function toResult(id: string, outputs: Properties): Properties {
  return { id, ...Object.fromEntries(Object.entries(outputs).filter(([key]) => !key.startsWith("__"))) };
}
