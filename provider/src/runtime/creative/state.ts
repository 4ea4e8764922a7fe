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
import { ExpectedFailure } from "../failure";
import { handlerIn, requireKnownVersion, type Properties } from "../properties";

/** Version of the outputs' shape. A newer one in a state is refused. */
const stateVersion = 1;

/** Arguments that only this provider knows; Meta never sees them. */
export const localArgs = ["duplicates", "adoptCreativeId"] as const;
/** What only a new creative can change, as arguments. */
export const fixedArgs = ["objectStorySpec", "assetFeedSpec", "welcomeMessageSequenceId"] as const;

export type FixedArg = (typeof fixedArgs)[number];

const mostPaths = 5;

/** The first places, for a sentence. */
export function listed(paths: readonly string[]): string {
  return (
    paths.slice(0, mostPaths).join(", ") + (paths.length > mostPaths ? ` and ${paths.length - mostPaths} more` : "")
  );
}

/** The arguments that say what Meta is to hold. */
export type Said = Pick<CreativeArgs, "name" | FixedArg>;

const saidShape = z.object({
  name: z.string(),
  objectStorySpec: z.custom<JsonObject>(isJsonObject),
  assetFeedSpec: z.custom<JsonObject>(isJsonObject).nullish(),
  welcomeMessageSequenceId: z.string().nullish(),
});

/** What inputs or a state say; undefined when they say nothing readable. */
export function saidIn(properties: Properties): Said | undefined {
  return saidShape.safeParse(properties).data;
}

export interface Bookkeeping {
  /** Fingerprint of the specs as they were last sent; undefined for what was imported. */
  readonly sent: string | undefined;
  /** The last create was not seen to have worked. */
  readonly isUnconfirmed: boolean;
}

export function bookkeepingIn(properties: Properties): Bookkeeping {
  requireKnownVersion(properties, stateVersion, "ad creative");
  const { __sent: sent, __unconfirmed: unconfirmed } = properties;
  return { sent: typeof sent === "string" ? sent : undefined, isUnconfirmed: unconfirmed === true };
}

export interface PhysicalId {
  readonly adAccountId: string;
  readonly creativeId: string;
}

export function physicalId({ adAccountId, creativeId }: PhysicalId): string {
  return `${adAccountId}/${creativeId}`;
}

/** Splits `<adAccountId>/<creativeId>`; anything else is refused before any call. */
export function parsePhysicalId(id: string): PhysicalId {
  const [, adAccountId, creativeId] = /^([0-9]{1,32})\/([0-9]{1,32})$/.exec(id) ?? [];
  if (adAccountId === undefined || creativeId === undefined) {
    throw new ExpectedFailure(
      `The id ${JSON.stringify(id.slice(0, 80))} is not of the form <adAccountId>/<creativeId>, both digits. Nothing was sent. Correct the id in the program, import file or state.`,
    );
  }
  return { adAccountId, creativeId };
}

/** How creatives of one run are told apart. */
export function creativeKey(inputs: Properties): string {
  const said = saidIn(inputs);
  return JSON.stringify([inputs["adAccountId"], inputs["name"], said && digestOf(said)]);
}

export function adoptionKey({ adAccountId, name, adoptCreativeId }: Properties): string {
  return JSON.stringify([adAccountId, name, adoptCreativeId]);
}

export function digestOf(said: Said): string {
  return fixedDigest(contentOfCreative(said));
}

/** What Meta holds in the words of the program: only the paths that the program has set, since Meta adds others. */
export function heldAs(said: Said, row: CreativeRow): Said {
  const content: CreativeContent = contentOfCreative({ ...said, welcomeMessageSequenceId: undefined });
  const { objectStorySpec, assetFeedSpec } = projectSpecs(content, row);
  return {
    name: row.name ?? said.name,
    objectStorySpec: isJsonObject(objectStorySpec) ? objectStorySpec : {},
    ...(isJsonObject(assetFeedSpec) ? { assetFeedSpec } : {}),
    ...(said.welcomeMessageSequenceId === undefined || said.welcomeMessageSequenceId === null
      ? {}
      : { welcomeMessageSequenceId: sequenceIn(row.assetFeedSpec) ?? "" }),
  };
}

/** All that Meta holds, for what no program has said yet. */
export function heldWholly({ name, objectStorySpec, assetFeedSpec }: CreativeRow): Said {
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

/** Inputs in their plain form: what is said, the account and the local arguments that are set. */
export function inputsOf(adAccountId: string, said: Said, from: Properties): Properties {
  return {
    adAccountId,
    ...Object.fromEntries(
      [...Object.entries(said), ...localArgs.map((key): [string, unknown] => [key, from[key]])].filter(
        ([, value]) => value !== undefined && value !== null,
      ),
    ),
    ...handlerIn(from),
  };
}

interface OutputParts {
  readonly id: PhysicalId;
  readonly said: Said;
  /** Inputs or old outputs that local arguments are copied from. */
  readonly from: Properties;
  readonly status: string | undefined;
  readonly sent: string | undefined;
  readonly isUnconfirmed?: boolean;
}

/** Outputs as they go into the state. No value is undefined. */
export function outputsOf({ id, said, from, status, sent, isUnconfirmed = false }: OutputParts): Properties {
  return {
    ...inputsOf(id.adAccountId, said, from),
    creativeId: id.creativeId,
    ...(status === undefined ? {} : { status }),
    __stateVersion: stateVersion,
    ...(sent === undefined ? {} : { __sent: sent }),
    ...(isUnconfirmed ? { __unconfirmed: true } : {}),
  };
}
