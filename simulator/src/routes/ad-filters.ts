import { z } from "zod";
import { createFilter, readFiltering, refuseFiltering, type FilterField, type FilterFields } from "../graph/filtering";
import { jsonParam, keyword, parseParameter, textParam } from "../graph/read-parameter";
import type { JsonObject } from "../json";
import { json } from "../schema-types";
import type { BehaviourOptions } from "../state/behaviour";
import type { Ad, AdSet, Creative } from "../state/entities";

/** Source: Meta's SDK specification, the enumeration of `effective_status` of ads; ad sets have some of them. */
const effectiveStatusWords: readonly string[] = [
  "ACTIVE",
  "ADSET_PAUSED",
  "ARCHIVED",
  "CAMPAIGN_PAUSED",
  "DELETED",
  "DISAPPROVED",
  "IN_PROCESS",
  "PAUSED",
  "PENDING_BILLING_INFO",
  "PENDING_REVIEW",
  "PREAPPROVED",
  "WITH_ISSUES",
];

type Dated = Pick<Ad, "id" | "name" | "status" | "createdAtMs" | "updatedAtMs">;

function toSeconds(timeMs: number): string {
  return String(Math.floor(timeMs / 1000));
}

const plainFields: Readonly<Record<string, FilterField<Dated>>> = {
  id: { kind: "id", valueOf: ({ id }) => id },
  name: { kind: "text", valueOf: ({ name }) => name },
  effective_status: { kind: "word", words: effectiveStatusWords, valueOf: ({ status }) => status },
  created_time: { kind: "seconds", valueOf: ({ createdAtMs }) => toSeconds(createdAtMs) },
  updated_time: { kind: "seconds", valueOf: ({ updatedAtMs }) => toSeconds(updatedAtMs) },
};

/** Registers each field with and without its node: `id` and `ad.id`. */
function listNames<Row>(node: string, fields: Readonly<Record<string, FilterField<Row>>>): FilterFields<Row> {
  return new Map(
    Object.entries(fields).flatMap(([name, field]) => [[name, field] as const, [`${node}.${name}`, field]]),
  );
}

/** Source: public client code filters ads by `ad.id`, `id`, `creative.id`, `effective_status` and names. */
const adFields: FilterFields<Ad> = new Map<string, FilterField<Ad>>([
  ...listNames("ad", plainFields),
  ["adset.id", { kind: "id", valueOf: ({ adSetId }) => adSetId }],
  ["creative.id", { kind: "id", valueOf: ({ creativeId }) => creativeId }],
]);

const adSetFields: FilterFields<AdSet> = listNames("adset", plainFields);

const creativeFields: FilterFields<Creative> = listNames("adcreative", {
  id: { kind: "id", valueOf: ({ id }) => id },
  name: { kind: "text", valueOf: ({ name }) => name },
});

export function createAdFilter(params: JsonObject): (ad: Ad) => boolean {
  return createStatusFilter(params, adFields);
}

export function createAdSetFilter(params: JsonObject): (adSet: AdSet) => boolean {
  return createStatusFilter(params, adSetFields);
}

/** Returns the filter for creatives. The switch `creativeFiltering` decides; malformed filtering is always refused. */
export function createCreativeFilter(
  params: JsonObject,
  { creativeFiltering }: BehaviourOptions,
): (row: Creative) => boolean {
  if (creativeFiltering === "refuse") refuseFiltering(params);
  const conditions = readFiltering(params);
  if (conditions.length === 0 || creativeFiltering === "ignore") return () => true;
  return createFilter(conditions, creativeFields);
}

/** Combines `filtering`, `effective_status` and `updated_since`. */
function createStatusFilter<Row extends Dated>(params: JsonObject, fields: FilterFields<Row>): (row: Row) => boolean {
  const conditions = readFiltering(params);
  const isMet = createFilter(conditions, fields);
  const namesStatus = conditions.some(
    ({ field, operator }) => field.endsWith("effective_status") && ["EQUAL", "IN"].includes(operator),
  );
  const statuses = readEffectiveStatuses(params) ?? (namesStatus ? effectiveStatusWords : ["ACTIVE", "PAUSED"]);
  const sinceMs = readUpdatedSinceMs(params);
  return (row) => statuses.includes(row.status) && row.updatedAtMs > sinceMs && isMet(row);
}

const statusList = z.array(json, "must be an array");
const effectiveStatus = keyword(effectiveStatusWords);

/** Source: Marketing API, Ads: "When unset, defaults to not return deleted or archived ads." */
function readEffectiveStatuses(params: JsonObject): readonly string[] | undefined {
  const given = jsonParam(params, "effective_status");
  if (given === undefined) return undefined;
  const name = "effective_status";
  const words = parseParameter(statusList, typeof given === "string" ? given.split(",") : given, name);
  return words.map((word) => parseParameter(effectiveStatus, word, name));
}

const unixSeconds = z
  .string()
  .regex(/^\d{1,12}$/, "must be an integer")
  .transform(Number);

function readUpdatedSinceMs(params: JsonObject): number {
  const text = textParam(params, "updated_since") ?? "";
  return text === "" ? -Infinity : parseParameter(unixSeconds, text, "updated_since") * 1000;
}
