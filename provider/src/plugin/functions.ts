import { z } from "zod";
import type { Handler, ProviderProcess } from "../runtime/handler";
import type { Properties } from "../runtime/properties";
import { failuresOf, type Failure } from "../schema/failures";
import { graphId } from "../schema/ids";
import { listSequences } from "./listings";

/** Parts of the plugin that functions read with. */
export interface FunctionContext {
  readonly process: ProviderProcess;
  /** Handler of a resource type. */
  readonly handlerOf: (type: string) => Handler;
}

interface PluginFunction {
  readonly argsSchema: z.ZodType;
  run(context: FunctionContext, args: Properties): Promise<Properties>;
}

const idSchema = z.strictObject({ id: z.string() });

/** The functions of the plugin by their tokens. They read, in previews too, and change nothing. */
export const functions: ReadonlyMap<string, PluginFunction> = new Map<string, PluginFunction>([
  ["whatsapp:index:getSequence", createReader("whatsapp:index:WelcomeMessageSequence")],
  ["whatsapp:index:getAdCreative", createReader("whatsapp:index:AdCreative")],
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
    async run({ handlerOf }, { id }) {
      const { props = {} } = await handlerOf(type).read(String(id), {});
      return toResult(String(id), props);
    },
  };
}

/** Returns outputs without their bookkeeping. */
function toResult(id: string, outputs: Properties): Properties {
  return { id, ...Object.fromEntries(Object.entries(outputs).filter(([key]) => !key.startsWith("__"))) };
}
