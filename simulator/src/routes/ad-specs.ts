import { z } from "zod";
import { invalidParameter } from "../graph/error";
import { keyword, parseParameter, textParam, wordParam } from "../graph/read-parameter";
import type { GraphRequest } from "../graph/request";
import { isList, isObject, parseIfJson, type Json, type JsonObject } from "../json";
import { json, jsonObject } from "../schema-types";
import type { AdStatus, Creative } from "../state/entities";
import { findPageMessage, sequenceIdOf } from "../state/creative-spec";
import type { SimulatorContext } from "../state/simulator-context";

const notPartOfSpec: ReadonlySet<string> = new Set([
  "access_token",
  "name",
  "status",
  "execution_options",
  "fields",
  "method",
]);

/** A field of type bool: forms can only send the word. */
const flagField: z.ZodType<boolean> = z
  .union([z.string(), z.number(), z.boolean()], "must be a boolean")
  .transform(String)
  .pipe(z.stringbool({ truthy: ["true", "1"], falsy: ["false", "0"], error: "must be a boolean" }));

/** An object or list may be JSON text. No field of a creative is a number. */
const otherField: z.ZodType<Json> = json.transform((value) => {
  const parsed = parseIfJson(value) ?? null;
  return typeof parsed === "number" ? String(parsed) : parsed;
});

/** A field of type string, where JSON stays text. */
const textField: z.ZodType<Json> = json.transform((value) => (typeof value === "number" ? String(value) : value));

/** Fields with a type. Source: Meta's SDK specification. */
const fieldTypes: ReadonlyMap<string, z.ZodType<Json>> = new Map<string, z.ZodType<Json>>([
  ["auto_update", flagField],
  ["enable_direct_install", flagField],
  ["enable_launch_instant_app", flagField],
  ["is_dco_internal", flagField],
  ["use_page_actor_override", flagField],
  ["page_welcome_message", textField],
  ["name", textField],
  ["body", textField],
  ["title", textField],
]);

/** Parameters from which a creative can be created. */
const storySources = [
  "object_story_spec",
  "object_story_id",
  "object_id",
  "object_url",
  "source_facebook_post_id",
  "source_instagram_media_id",
] as const;

/** Converts a parameter to its stored form. */
export function parseSpecValue(key: string, value: Json): Json {
  return parseParameter(fieldTypes.get(key) ?? otherField, value, key);
}

/** Builds a creative from parameters without storing it. */
export function buildCreative(context: SimulatorContext, adAccountId: string, params: JsonObject): Creative {
  const spec = Object.fromEntries(
    Object.entries(params)
      .filter(([key]) => !notPartOfSpec.has(key))
      .map(([key, value]) => [key, parseSpecValue(key, value)]),
  );
  for (const key of ["object_story_spec", "asset_feed_spec"]) {
    parseParameter(jsonObject.optional(), spec[key], key);
  }
  if (!storySources.some((key) => spec[key] !== undefined)) {
    throw invalidParameter("The parameter object_story_spec is required");
  }
  refuseTwoGreetings(spec, context);
  const sequenceId = sequenceIdOf(spec);
  const dangling = sequenceId !== undefined && context.store.sequences.get(sequenceId) === undefined;
  if (dangling && context.behaviour.unknownSequenceInCreative === "refuse") {
    throw invalidParameter(`partner_app_welcome_message_flow_id ${sequenceId || '""'} does not exist`);
  }
  const name = textParam(params, "name") ?? "";
  return { id: context.ids.next("creative"), adAccountId, name, status: "ACTIVE", spec };
}

function refuseTwoGreetings(spec: JsonObject, context: SimulatorContext): void {
  // An empty id counts as an unknown sequence, not as a greeting.
  const hasSequence = (sequenceIdOf(spec) ?? "") !== "";
  if (context.behaviour.sequenceAndPageMessage === "allow" || !hasSequence) return;
  const place = findPageMessage(spec);
  if (place === undefined) return;
  const both = `partner_app_welcome_message_flow_id and, in ${place}, page_welcome_message`;
  throw invalidParameter(`A creative may have one greeting, not both: it has ${both}`);
}

/** Source: Meta's SDK specification, the enumerations of `execution_options` of creatives, ads and ad sets. */
const executionOptions = ["include_recommendations", "synchronous_ad_review", "validate_only"] as const;

const executionOption = z.enum(executionOptions, {
  error: ({ input }) => `must be of {${executionOptions.join(", ")}} - got ${JSON.stringify(input)}`,
});

/** True if the write is only validated. Invalid writes are still refused. */
export function isValidateOnly(params: JsonObject): boolean {
  const given = parseIfJson(params["execution_options"]) ?? [];
  const options = isList(given) ? given : [given];
  return options
    .map((option) => parseParameter(executionOption, option, "execution_options"))
    .includes("validate_only");
}

export function refuseMalformed(request: GraphRequest): void {
  if (request.malformedBody) throw invalidParameter("The request body could not be parsed");
}

export function readAdStatus(params: JsonObject, allowed: readonly AdStatus[]): AdStatus | undefined {
  return parseParameter(keyword(allowed).optional(), wordParam(params, "status"), "status");
}

const creativeStatus = keyword(["ACTIVE", "IN_PROCESS", "WITH_ISSUES", "DELETED"]);

/** True if the status asks for deletion. Meta sets the other statuses itself; they are ignored. */
export function asksForDeletion(params: JsonObject): boolean {
  return parseParameter(creativeStatus, wordParam(params, "status") ?? "ACTIVE", "status") === "DELETED";
}

const idText = z.union([z.string(), z.number().transform(String)]);

const creativeReference = z
  .union([idText, jsonObject], "must be an object")
  .transform((reference): { readonly id: string | undefined; readonly parameters: JsonObject } => {
    const parsed = parseIfJson(reference);
    return isObject(parsed)
      ? { id: textParam(parsed, "creative_id") ?? textParam(parsed, "id"), parameters: parsed }
      : { id: idText.parse(reference), parameters: {} };
  });

/** Reads `creative`: `{creative_id}` or `{id}` of an existing creative, its id alone, or parameters of a new one. */
export function readCreativeParameter(
  context: SimulatorContext,
  request: GraphRequest,
  adAccountId: string,
): Creative | undefined {
  const given = parseIfJson(request.params["creative"]);
  if (given === undefined || given === null) return undefined;
  const { id, parameters } = parseParameter(creativeReference, request.params["creative"], "creative");
  if (id === undefined) return buildCreative(context, adAccountId, parameters);
  const creative = context.store.creatives.get(id);
  if (creative === undefined || creative.adAccountId !== adAccountId || creative.status === "DELETED") {
    throw invalidParameter(`The creative ${id} does not exist in ad account ${adAccountId}`);
  }
  return creative;
}
