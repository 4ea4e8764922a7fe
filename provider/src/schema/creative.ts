import { createHash } from "node:crypto";
import { z } from "zod";
import { flowKey, greetingFailures } from "./creative-greetings";
import { failuresOf, type Failure } from "./failures";
import { adAccountId, graphId } from "./ids";
import { compare, isJsonObject, jsonProblems, projectOnto, type Difference, type JsonObject } from "./json-value";
import { visibleText } from "./sequence";

const metaJson = z.custom<JsonObject>(isJsonObject, "must be an object in Meta's own JSON");

/** Arguments of an ad creative. Unknown keys are rejected; Meta validates the contents of the two specs. */
export const creativeArgsSchema = z.strictObject({
  adAccountId: adAccountId.nullish(),
  name: visibleText,
  objectStorySpec: metaJson,
  assetFeedSpec: metaJson.nullish(),
  welcomeMessageSequenceId: graphId.nullish(),
  duplicates: z.enum(["refuse", "allow"]).nullish(),
  adoptCreativeId: graphId.nullish(),
});

/** Arguments of an ad creative as the provider receives them, without the hidden handler text. */
export type CreativeArgs = z.infer<typeof creativeArgsSchema>;

/** Lists every broken rule of an ad creative. Unknown values are skipped. */
export function creativeFailures(args: Readonly<Record<string, unknown>>): Failure[] {
  const { objectStorySpec, assetFeedSpec, welcomeMessageSequenceId } = args;
  const feedSpec = isJsonObject(assetFeedSpec) ? assetFeedSpec : {};
  return [
    ...failuresOf(creativeArgsSchema, args),
    ...(isJsonObject(objectStorySpec) ? storyProblems(objectStorySpec) : []),
    ...jsonProblems(feedSpec, "assetFeedSpec"),
    ...greetingFailures(
      isJsonObject(objectStorySpec) ? objectStorySpec : {},
      feedSpec,
      welcomeMessageSequenceId ?? undefined,
    ),
  ];
}

function storyProblems(story: JsonObject): Failure[] {
  const isEmpty = Object.keys(story).length === 0;
  const missing = { path: "objectStorySpec", reason: "must not be empty; Meta requires page_id and the ad's content" };
  return [...(isEmpty ? [missing] : []), ...jsonProblems(story, "objectStorySpec")];
}

/**
 * Adds a welcome message sequence to the `asset_feed_spec` of an ad creative, for any Marketing API client. Other keys are kept.
 *
 * @param sequenceId Meta's id of the sequence, 1 to 32 digits.
 * @param assetFeedSpec The creative's other feed fields, in Meta's JSON. Default: none.
 * @throws Error with each field and rule, if the id is malformed or the creative already has another greeting.
 * @example
 * ```ts
 * withWelcomeMessageSequence("186473890");
 * // { additional_data: { partner_app_welcome_message_flow_id: "186473890" } }
 * ```
 */
export function withWelcomeMessageSequence(sequenceId: string, assetFeedSpec: JsonObject = {}): JsonObject {
  const failures = [
    ...failuresOf(z.object({ sequenceId: graphId }), { sequenceId }),
    ...jsonProblems(assetFeedSpec, "assetFeedSpec"),
    ...greetingFailures({}, assetFeedSpec, sequenceId),
  ];
  if (failures.length > 0) throw new Error(failures.map(({ path, reason }) => `${path}: ${reason}`).join("; "));
  return addSequence(sequenceId, assetFeedSpec);
}

function addSequence(sequenceId: string, assetFeedSpec: JsonObject): JsonObject {
  const { additional_data: data } = assetFeedSpec;
  return { ...assetFeedSpec, additional_data: { ...(isJsonObject(data) ? data : {}), [flowKey]: sequenceId } };
}

/** Content of an ad creative that Meta should store. */
export interface CreativeContent {
  readonly name: string;
  readonly objectStorySpec: JsonObject;
  /** Includes the sequence; undefined when there is none. */
  readonly assetFeedSpec: JsonObject | undefined;
}

export function contentOfCreative({
  name,
  objectStorySpec,
  assetFeedSpec,
  welcomeMessageSequenceId: sequenceId,
}: Pick<CreativeArgs, "name" | "objectStorySpec" | "assetFeedSpec" | "welcomeMessageSequenceId">): CreativeContent {
  const feed = assetFeedSpec ?? undefined;
  return {
    name,
    objectStorySpec,
    assetFeedSpec: typeof sequenceId === "string" ? addSequence(sequenceId, feed ?? {}) : feed,
  };
}

/** Finds the sequence id in an `asset_feed_spec`; undefined if it has none. */
export function sequenceIn(assetFeedSpec: unknown): string | undefined {
  const data = isJsonObject(assetFeedSpec) ? assetFeedSpec["additional_data"] : undefined;
  const id = isJsonObject(data) ? data[flowKey] : undefined;
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

type StoredSpecs = Readonly<{ objectStorySpec: unknown; assetFeedSpec: unknown }>;

/** Differences in the parts that only a new creative can change. */
function compareFixed(wanted: CreativeContent, held: StoredSpecs): Difference[] {
  return [
    ...compare(wanted.objectStorySpec, held.objectStorySpec, "objectStorySpec"),
    ...compare(wanted.assetFeedSpec, held.assetFeedSpec, "assetFeedSpec"),
  ];
}

/** Paths of the differences that only a new creative can change. */
export function fixedDifferences(wanted: CreativeContent, held: StoredSpecs): string[] {
  return compareFixed(wanted, held).map(({ path }) => path);
}

/** The same differences with both values: `objectStorySpec.page_id (sent "1", stored "2")`. */
export function describeFixedDifferences(sent: CreativeContent, stored: StoredSpecs): string[] {
  return compareFixed(sent, stored).map(
    ({ path, wanted, held }) => `${path} (sent ${formatValue(wanted)}, stored ${formatValue(held)})`,
  );
}

const mostShown = 200;

function formatValue(value: unknown): string {
  const text = JSON.stringify(value ?? null);
  return text.length > mostShown ? `${text.slice(0, mostShown)}…` : text;
}

export function projectSpecs(wanted: CreativeContent, held: StoredSpecs) {
  return {
    objectStorySpec: projectOnto(wanted.objectStorySpec, held.objectStorySpec),
    assetFeedSpec: projectOnto(wanted.assetFeedSpec, held.assetFeedSpec),
  };
}

/** Hash of the parts that only a new creative can change; the order of keys does not matter. */
export function fixedDigest({
  objectStorySpec,
  assetFeedSpec,
}: Pick<CreativeContent, "objectStorySpec" | "assetFeedSpec">): string {
  return createHash("sha256")
    .update(JSON.stringify(sortKeys([objectStorySpec, assetFeedSpec ?? null])))
    .digest("hex");
}

function sortKeys(value: unknown): unknown {
  return Array.isArray(value)
    ? value.map(sortKeys)
    : isJsonObject(value)
      ? Object.fromEntries(
          Object.entries(value)
            .filter(([, part]) => part !== undefined && part !== null)
            .sort(([a], [b]) => (a < b ? -1 : 1))
            .map(([key, part]) => [key, sortKeys(part)]),
        )
      : value;
}
