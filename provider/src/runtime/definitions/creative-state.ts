import { z } from "zod";
import {
  contentOfCreative,
  fixedDigest,
  projectSpecs,
  sequenceIn,
  type CreativeArgs,
  type CreativeContent,
} from "../../schema/creative";
import { isJsonObject, type JsonObject } from "../../schema/json-value";
import type { CreativeRow } from "../../schema/wire-ads";
import { handlerIn, type ObjectRef, type Properties } from "../properties";

/** Version of the outputs' shape. */
export const stateVersion = 1;

/** Arguments that Meta never sees. */
export const localArgs = ["duplicates", "adoptCreativeId"] as const;
/** Arguments that only a new creative can change. */
export const fixedArgs = ["objectStorySpec", "assetFeedSpec", "welcomeMessageSequenceId"] as const;

export type FixedArg = (typeof fixedArgs)[number];

/** The arguments that Meta stores. */
export type CreativeFields = Pick<CreativeArgs, "name" | FixedArg>;

const fieldsShape = z.object({
  name: z.string(),
  objectStorySpec: z.custom<JsonObject>(isJsonObject),
  assetFeedSpec: z.custom<JsonObject>(isJsonObject).nullish(),
  welcomeMessageSequenceId: z.string().nullish(),
});

/** Reads the fields from inputs or outputs; undefined if they have none that can be read. */
export function fieldsIn(properties: Properties): CreativeFields | undefined {
  return fieldsShape.safeParse(properties).data;
}

/** Values that outputs record besides the fields. */
export interface CreativeBookkeeping {
  /** Digest of the specs as they were last sent; undefined after an import. */
  readonly sent: string | undefined;
  /** True if the last write was not confirmed. */
  readonly isUnconfirmed: boolean;
}

export function bookkeepingIn(properties: Properties): CreativeBookkeeping {
  const { __sent: sent, __unconfirmed: unconfirmed } = properties;
  return { sent: typeof sent === "string" ? sent : undefined, isUnconfirmed: unconfirmed === true };
}

/** Returns the account, name and content of inputs as a key. */
export function creativeKey(inputs: Properties): string {
  const fields = fieldsIn(inputs);
  return JSON.stringify([inputs["adAccountId"], inputs["name"], fields && digestOf(fields)]);
}

export function digestOf(fields: CreativeFields): string {
  return fixedDigest(contentOfCreative(fields));
}

/** Returns what Meta stored, as arguments: only the paths that the program has set, since Meta adds others. */
export function projectRow(fields: CreativeFields, row: CreativeRow): CreativeFields {
  const content: CreativeContent = contentOfCreative({ ...fields, welcomeMessageSequenceId: undefined });
  const { objectStorySpec, assetFeedSpec } = projectSpecs(content, row);
  return {
    name: row.name ?? fields.name,
    objectStorySpec: isJsonObject(objectStorySpec) ? objectStorySpec : {},
    ...(isJsonObject(assetFeedSpec) ? { assetFeedSpec } : {}),
    ...(fields.welcomeMessageSequenceId === undefined || fields.welcomeMessageSequenceId === null
      ? {}
      : { welcomeMessageSequenceId: sequenceIn(row.assetFeedSpec) ?? "" }),
  };
}

/** Returns all that Meta stored, as arguments, for an import. */
export function toCreativeFields({ name, objectStorySpec, assetFeedSpec }: CreativeRow): CreativeFields {
  const sequenceId = sequenceIn(assetFeedSpec);
  const rest = withoutSequence(assetFeedSpec);
  return {
    name: name ?? "",
    objectStorySpec: objectStorySpec ?? {},
    ...(rest === undefined ? {} : { assetFeedSpec: rest }),
    ...(sequenceId === undefined ? {} : { welcomeMessageSequenceId: sequenceId }),
  };
}

function withoutSequence(assetFeedSpec: JsonObject | undefined): JsonObject | undefined {
  const { additional_data: data, ...others } = assetFeedSpec ?? {};
  if (!isJsonObject(data)) return assetFeedSpec;
  const { partner_app_welcome_message_flow_id: _sequence, ...rest } = data;
  const kept = Object.keys(rest).length === 0 ? others : { ...others, additional_data: rest };
  return Object.keys(kept).length === 0 ? undefined : kept;
}

/** Builds inputs in their plain form: the fields, the account and the local arguments that are set. */
export function toCreativeInputs(adAccountId: string, fields: CreativeFields, from: Properties): Properties {
  const local = localArgs.map((key): [string, unknown] => [key, from[key]]);
  return {
    adAccountId,
    ...Object.fromEntries(
      [...Object.entries(fields), ...local].filter(([, value]) => value !== undefined && value !== null),
    ),
    ...handlerIn(from),
  };
}

/** Builds outputs as they go into the state. Local arguments and the handler text come from `from`. No value is undefined. */
export function toCreativeOutputs(
  { scopeId = "", id }: ObjectRef,
  fields: CreativeFields,
  from: Properties,
  { status, sent, isUnconfirmed }: Partial<CreativeBookkeeping> & { readonly status?: string | undefined },
): Properties {
  return {
    ...toCreativeInputs(scopeId, fields, from),
    creativeId: id,
    ...(status === undefined ? {} : { status }),
    __stateVersion: stateVersion,
    ...(sent === undefined ? {} : { __sent: sent }),
    ...(isUnconfirmed === true ? { __unconfirmed: true } : {}),
  };
}
