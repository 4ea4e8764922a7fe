import { z } from "zod";
import type { CreativeContent } from "./creative";
import type { JsonObject } from "./json-value";
import { digits, opened } from "./wire";

/** An ad creative as Meta shows it. Source: Meta's SDK specification, node AdCreative. */
export interface CreativeRow {
  readonly id: string;
  readonly adAccountId: string | undefined;
  readonly name: string | undefined;
  /** `ACTIVE`, `IN_PROCESS`, `WITH_ISSUES`, `DELETED`; undefined when not told. */
  readonly status: string | undefined;
  /** Undefined when Meta shows none. */
  readonly objectStorySpec: JsonObject | undefined;
  readonly assetFeedSpec: JsonObject | undefined;
}

/** An ad, as far as a creative is attached to it. Source: Meta's SDK specification, node Ad. */
export interface AdRow {
  readonly id: string;
  /** Digits, without `act_`. */
  readonly adAccountId: string | undefined;
  /** `ACTIVE`, `PAUSED`, `ARCHIVED`, `DELETED`; undefined when not told. */
  readonly status: string | undefined;
  readonly creativeId: string | undefined;
}

/** Fields to ask for. */
export const creativeFields = "id,account_id,name,status,object_story_spec,asset_feed_spec";
export const adFields = "id,account_id,status,creative{id}";

const text = z.string().nullish().catch(undefined);
// Some clients saw these as JSON in a text.
const spec = z
  .preprocess((value) => opened(value), z.record(z.string(), z.unknown()))
  .nullish()
  .catch(undefined);

const creativeShape = z.object({
  id: digits,
  account_id: digits.nullish().catch(undefined),
  name: text,
  status: text,
  object_story_spec: spec,
  asset_feed_spec: spec,
});

/** Undefined when it has no id that can be read. */
export function parseCreative(row: unknown): CreativeRow | undefined {
  const parsed = creativeShape.safeParse(row);
  if (!parsed.success) return undefined;
  const { id, account_id, name, status, object_story_spec, asset_feed_spec } = parsed.data;
  return {
    id,
    adAccountId: account_id ?? undefined,
    name: name ?? undefined,
    status: status ?? undefined,
    objectStorySpec: object_story_spec ?? undefined,
    assetFeedSpec: asset_feed_spec ?? undefined,
  };
}

const adShape = z.object({
  id: digits,
  account_id: digits.nullish().catch(undefined),
  status: text,
  creative: z.object({ id: digits.nullish(), creative_id: digits.nullish() }).nullish().catch(undefined),
});

/** Undefined when it has no id that can be read. */
export function parseAd(row: unknown): AdRow | undefined {
  const parsed = adShape.safeParse(row);
  if (!parsed.success) return undefined;
  const { id, account_id, status, creative } = parsed.data;
  return {
    id,
    adAccountId: account_id ?? undefined,
    status: status ?? undefined,
    creativeId: creative?.id ?? creative?.creative_id ?? undefined,
  };
}

/** Body that makes a creative. */
export const creativeToWire = ({ name, objectStorySpec, assetFeedSpec }: CreativeContent) => ({
  name,
  object_story_spec: objectStorySpec,
  ...(assetFeedSpec === undefined ? {} : { asset_feed_spec: assetFeedSpec }),
});
