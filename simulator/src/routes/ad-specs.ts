import { invalidParameter } from "../graph/error";
import { jsonParam, textParam } from "../graph/params";
import type { GraphRequest } from "../graph/request";
import { isObject, type JsonObject } from "../json";
import type { AdStatus, Creative } from "../world/entities";
import { sequenceIdOf } from "../world/usage";
import type { World } from "../world/world";

const notPartOfSpec: ReadonlySet<string> = new Set([
  "access_token",
  "name",
  "status",
  "execution_options",
  "fields",
  "method",
]);

/** Typed as string by Meta's SDK specification: JSON in it stays text. */
const textFields: ReadonlySet<string> = new Set(["page_welcome_message", "name", "body", "title"]);

/** Builds a creative of what was given; does not store it. */
export function buildCreative(world: World, adAccountId: string, params: JsonObject): Creative {
  const spec = Object.fromEntries(
    Object.entries(params)
      .filter(([key]) => !notPartOfSpec.has(key))
      .map(([key, value]) => [key, textFields.has(key) ? value : (jsonParam(value) ?? null)]),
  );
  for (const key of ["object_story_spec", "asset_feed_spec"]) {
    if (spec[key] !== undefined && !isObject(spec[key])) throw invalidParameter(`param ${key} must be an object.`);
  }
  if (spec["object_story_spec"] === undefined && spec["object_story_id"] === undefined) {
    throw invalidParameter("The parameter object_story_spec is required");
  }
  const sequenceId = sequenceIdOf(spec);
  const dangling = sequenceId !== undefined && world.store.sequences.get(sequenceId) === undefined;
  if (dangling && world.behaviour.unknownSequenceInCreative === "refuse") {
    throw invalidParameter(`partner_app_welcome_message_flow_id ${sequenceId} does not exist`);
  }
  const name = textParam(params, "name") ?? "";
  return { id: world.ids.next("creative"), adAccountId, name, status: "ACTIVE", spec };
}

export function validateOnly(params: JsonObject): boolean {
  const options = jsonParam(params["execution_options"]);
  return JSON.stringify(options ?? []).includes('"validate_only"');
}

const adStatuses: ReadonlyMap<string, AdStatus> = new Map([
  ["ACTIVE", "ACTIVE"],
  ["PAUSED", "PAUSED"],
  ["ARCHIVED", "ARCHIVED"],
  ["DELETED", "DELETED"],
]);

export function readAdStatus(params: JsonObject, allowed: readonly AdStatus[]): AdStatus | undefined {
  const text = textParam(params, "status");
  if (text === undefined) return undefined;
  const status = adStatuses.get(text);
  if (status === undefined || !allowed.includes(status)) {
    throw invalidParameter(`param status must be one of {${allowed.join(", ")}} - got "${text}".`);
  }
  return status;
}

/** `creative`: `{creative_id}` or `{id}` of an existing one, its id alone, or the parameters of a new one. */
export function readAdCreative(world: World, request: GraphRequest, adAccountId: string): Creative | undefined {
  const given = jsonParam(request.params["creative"]);
  if (given === undefined || given === null) return undefined;
  const id = isObject(given)
    ? (textParam(given, "creative_id") ?? textParam(given, "id"))
    : textParam(request.params, "creative");
  if (id === undefined) {
    if (isObject(given)) return buildCreative(world, adAccountId, given);
    throw invalidParameter("param creative must be an object.");
  }
  const creative = world.store.creatives.get(id);
  if (creative === undefined || creative.adAccountId !== adAccountId || creative.status === "DELETED") {
    throw invalidParameter(`The creative ${id} does not exist in ad account ${adAccountId}`);
  }
  return creative;
}
