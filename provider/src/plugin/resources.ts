import { adCreative } from "../runtime/definitions/ad-creative";
import { adCreativeAttachment } from "../runtime/definitions/ad-creative-attachment";
import { mayReplaceSequence } from "../runtime/definitions/sequence-state";
import { welcomeMessageSequence } from "../runtime/definitions/welcome-message-sequence";
import type { ResourceOperations } from "../runtime/handler";
import { Lifecycle } from "../runtime/lifecycle";
import type { Properties } from "../runtime/properties";
import { pluginTypes } from "../schema/resource-kinds";
import { unknownText } from "../schema/unknowns";

/** A resource type of the plugin. */
export interface ResourceType {
  readonly operations: ResourceOperations;
  /** True if the argument `name` defaults to the name of the resource in the program. */
  readonly isNamed: boolean;
  /** Outputs of a create before it has run, besides the arguments. */
  readonly outputsOfCreate: Properties;
  /** The argument with the id of an object to adopt: then no output is known before the create. */
  readonly adoptArg?: string;
  /** Outputs that an update in place does not change. */
  readonly stableOutputs: readonly string[];
  /** True if a planned update may turn out to be a replacement, once all arguments are known. */
  readonly mayReplace?: (inputs: Properties) => boolean;
}

/** The resource types of the plugin by their tokens. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map<string, ResourceType>([
  [
    pluginTypes.sequence,
    {
      operations: new Lifecycle(welcomeMessageSequence),
      isNamed: true,
      outputsOfCreate: { sequenceId: unknownText, isUsedInAd: false, lastUpdateTime: unknownText },
      adoptArg: "adoptSequenceId",
      stableOutputs: ["sequenceId", "isUsedInAd"],
      mayReplace: mayReplaceSequence,
    },
  ],
  [
    pluginTypes.creative,
    {
      operations: new Lifecycle(adCreative),
      isNamed: true,
      outputsOfCreate: { creativeId: unknownText, status: unknownText },
      stableOutputs: ["creativeId", "status"],
    },
  ],
  [
    pluginTypes.attachment,
    {
      operations: new Lifecycle(adCreativeAttachment),
      isNamed: false,
      outputsOfCreate: { previousCreativeId: unknownText },
      stableOutputs: ["previousCreativeId"],
    },
  ],
]);

/** Returns what a preview shows of a create. */
export function planCreate({ outputsOfCreate, adoptArg }: ResourceType, inputs: Properties): Properties {
  const isAdoption = adoptArg !== undefined && (inputs[adoptArg] ?? undefined) !== undefined;
  const outputs = Object.keys(outputsOfCreate).map((key): [string, unknown] => [key, unknownText]);
  return { ...inputs, ...(isAdoption ? Object.fromEntries(outputs) : outputsOfCreate) };
}

/** Returns what a preview shows of an update. What it does not change stays known, so that resources that depend on it stay as they are. */
export function planUpdate(type: ResourceType, olds: Properties, inputs: Properties): Properties {
  const stable = type.mayReplace?.(inputs) === true ? [] : type.stableOutputs;
  const outputs = Object.keys(type.outputsOfCreate).flatMap((key): [string, unknown][] => {
    if (!stable.includes(key)) return [[key, unknownText]];
    return olds[key] === undefined ? [] : [[key, olds[key]]];
  });
  return { ...inputs, ...Object.fromEntries(outputs) };
}
