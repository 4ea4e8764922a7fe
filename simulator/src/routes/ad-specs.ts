import { invalidParameter } from "../graph/error";
import { textParam, wordParam } from "../graph/params";
import type { GraphRequest } from "../graph/request";
import { isList, isObject, parseIfJson, type Json, type JsonObject } from "../json";
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

/** Fields of type string in Meta's SDK specification: JSON in them stays text. */
const textFields: ReadonlySet<string> = new Set(["page_welcome_message", "name", "body", "title"]);

/** Fields of type bool in Meta's SDK specification: forms can only send the word. */
const flagFields: ReadonlySet<string> = new Set([
  "auto_update",
  "enable_direct_install",
  "enable_launch_instant_app",
  "is_dco_internal",
  "use_page_actor_override",
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

/** Converts a parameter to its stored form. No field of a creative is a number. */
export function specValue(key: string, value: Json): Json {
  if (flagFields.has(key)) return readFlag(key, value);
  const plain = textFields.has(key) ? value : (parseIfJson(value) ?? null);
  return typeof plain === "number" ? String(plain) : plain;
}

function readFlag(key: string, value: Json): boolean {
  const word = typeof value === "object" ? "" : String(value).toLowerCase();
  if (["true", "1"].includes(word)) return true;
  if (["false", "0"].includes(word)) return false;
  throw invalidParameter(`param ${key} must be a boolean.`);
}

/** Builds a creative from parameters without storing it. */
export function buildCreative(context: SimulatorContext, adAccountId: string, params: JsonObject): Creative {
  const spec = Object.fromEntries(
    Object.entries(params)
      .filter(([key]) => !notPartOfSpec.has(key))
      .map(([key, value]) => [key, specValue(key, value)]),
  );
  for (const key of ["object_story_spec", "asset_feed_spec"]) {
    if (spec[key] !== undefined && !isObject(spec[key])) throw invalidParameter(`param ${key} must be an object.`);
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
const executionOptions: readonly string[] = ["include_recommendations", "synchronous_ad_review", "validate_only"];

/** True if the write is only validated. Invalid writes are still refused. */
export function isValidateOnly(params: JsonObject): boolean {
  const given = parseIfJson(params["execution_options"]) ?? [];
  const options = isList(given) ? given : [given];
  const unknown = options.find((option) => typeof option !== "string" || !executionOptions.includes(option));
  if (unknown === undefined) return options.includes("validate_only");
  const known = executionOptions.join(", ");
  throw invalidParameter(`param execution_options must be of {${known}} - got ${JSON.stringify(unknown)}.`);
}

export function refuseMalformed(request: GraphRequest): void {
  if (request.malformedBody) throw invalidParameter("The request body could not be parsed");
}

const adStatuses: ReadonlyMap<string, AdStatus> = new Map([
  ["ACTIVE", "ACTIVE"],
  ["PAUSED", "PAUSED"],
  ["ARCHIVED", "ARCHIVED"],
  ["DELETED", "DELETED"],
]);

export function readAdStatus(params: JsonObject, allowed: readonly AdStatus[]): AdStatus | undefined {
  const text = wordParam(params, "status");
  if (text === undefined) return undefined;
  const status = adStatuses.get(text);
  if (status === undefined || !allowed.includes(status)) {
    throw invalidParameter(`param status must be one of {${allowed.join(", ")}} - got "${text}".`);
  }
  return status;
}

const creativeStatuses = ["ACTIVE", "IN_PROCESS", "WITH_ISSUES", "DELETED"];

/** True if the status asks for deletion. Meta sets the other statuses itself; they are ignored. */
export function asksForDeletion(params: JsonObject): boolean {
  const status = wordParam(params, "status") ?? "ACTIVE";
  if (creativeStatuses.includes(status)) return status === "DELETED";
  throw invalidParameter(`param status must be one of {${creativeStatuses.join(", ")}} - got "${status}".`);
}

/** Reads `creative`: `{creative_id}` or `{id}` of an existing creative, its id alone, or parameters of a new one. */
export function readAdCreative(
  context: SimulatorContext,
  request: GraphRequest,
  adAccountId: string,
): Creative | undefined {
  const given = parseIfJson(request.params["creative"]);
  if (given === undefined || given === null) return undefined;
  const id = isObject(given)
    ? (textParam(given, "creative_id") ?? textParam(given, "id"))
    : textParam(request.params, "creative");
  if (id === undefined) {
    if (isObject(given)) return buildCreative(context, adAccountId, given);
    throw invalidParameter("param creative must be an object.");
  }
  const creative = context.store.creatives.get(id);
  if (creative === undefined || creative.adAccountId !== adAccountId || creative.status === "DELETED") {
    throw invalidParameter(`The creative ${id} does not exist in ad account ${adAccountId}`);
  }
  return creative;
}
