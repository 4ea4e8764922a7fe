import { z } from "zod";
import type { CreativeContent } from "./creative";
import { parseEmbeddedJson } from "./exact-json";
import type { JsonObject } from "./json-value";
import { describeBadId } from "./unreadable-rows";
import { digits } from "./wire";

/** An ad creative as Meta returns it. Source: Meta's SDK specification, node AdCreative. */
export interface CreativeRow {
  readonly id: string;
  readonly adAccountId: string | undefined;
  readonly name: string | undefined;
  /** `ACTIVE`, `IN_PROCESS`, `WITH_ISSUES`, `DELETED`; undefined if Meta omits it. */
  readonly status: string | undefined;
  /** Undefined if Meta omits it. */
  readonly objectStorySpec: JsonObject | undefined;
  readonly assetFeedSpec: JsonObject | undefined;
}

/** An ad, as far as a creative is attached to it. Source: Meta's SDK specification, node Ad. */
export interface AdRow {
  readonly id: string;
  /** Digits, without `act_`. */
  readonly adAccountId: string | undefined;
  /** `ACTIVE`, `PAUSED`, `ARCHIVED`, `DELETED`; undefined if Meta omits it. */
  readonly status: string | undefined;
  readonly creativeId: string | undefined;
}

/** Fields to request. */
export const creativeFields = "id,account_id,name,status,object_story_spec,asset_feed_spec";
export const adFields = "id,account_id,status,creative{id}";

/** Reads an absent, null or malformed value as undefined. Only for informational fields. */
function orNone<Shape extends z.ZodType>(shape: Shape) {
  return shape.optional().catch(undefined);
}
function isBare(value: unknown): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
/** Reads an absent, null or empty value as undefined; any other value must match. */
function orEmpty<Shape extends z.ZodType>(shape: Shape) {
  return z.preprocess((value) => (isBare(value) ? undefined : value), shape.optional());
}
const text = z.string();
// Some clients received these as JSON strings.
const spec = orEmpty(z.preprocess((value) => parseEmbeddedJson(value), z.record(z.string(), z.unknown())));

const creativeShape = z.object({
  id: digits,
  account_id: orNone(digits),
  name: z.preprocess((value) => value ?? undefined, text.optional()),
  status: orNone(text),
  object_story_spec: spec,
  asset_feed_spec: spec,
});

/** Parses a creative, or returns why it cannot be read. */
export function parseCreative(row: unknown): CreativeRow | string {
  const parsed = creativeShape.safeParse(row);
  if (!parsed.success) return describeIssue(parsed.error, row);
  const { id, account_id, name, status, object_story_spec, asset_feed_spec } = parsed.data;
  return {
    id,
    adAccountId: account_id,
    name,
    status,
    objectStorySpec: object_story_spec,
    assetFeedSpec: asset_feed_spec,
  };
}

const adShape = z.object({
  id: digits,
  account_id: orNone(digits),
  status: orNone(text),
  creative: orEmpty(
    z
      .object({ id: orNone(digits), creative_id: orNone(digits) })
      .loose()
      .refine((creative) => (creative.id ?? creative.creative_id) !== undefined || Object.keys(creative).length === 0),
  ),
});

/** Parses an ad, or returns why it cannot be read. */
export function parseAd(row: unknown): AdRow | string {
  const parsed = adShape.safeParse(row);
  if (!parsed.success) return describeIssue(parsed.error, row);
  const { id, account_id, status, creative } = parsed.data;
  return { id, adAccountId: account_id, status, creativeId: creative?.id ?? creative?.creative_id };
}

function describeIssue({ issues }: z.ZodError, row: unknown): string {
  const field = issues[0]?.path[0];
  return field === undefined || field === "id" ? describeBadId(row) : `\`${String(field)}\` cannot be read`;
}

/** Body of the request that creates a creative. */
export function creativeToWire({ name, objectStorySpec, assetFeedSpec }: CreativeContent) {
  return {
    name,
    object_story_spec: objectStorySpec,
    ...(assetFeedSpec === undefined ? {} : { asset_feed_spec: assetFeedSpec }),
  };
}
