import type { Failure } from "./failures";
import { isJsonObject, type JsonObject } from "./json-value";
import { isUnknown } from "./unknowns";
import { parseEmbeddedJson } from "./exact-json";

/** Key of the sequence in `asset_feed_spec.additional_data`. Source: Meta, "Welcome Message Sequences", section "Marketing API Experience". */
export const flowKey = "partner_app_welcome_message_flow_id";
const messageKey = "page_welcome_message";

interface Greeting {
  readonly path: string;
  readonly value: unknown;
}

/**
 * Finds greetings that exclude each other: Meta does not document which of two a person would see. Null and empty text count as absent;
 * unknown values are skipped. Parts of the story may be objects or JSON strings: Meta accepts both.
 *
 * @param sequenceId The sequence that the creative names beside its two specs.
 */
export function greetingFailures(
  objectStorySpec: JsonObject,
  assetFeedSpec: JsonObject,
  sequenceId: unknown,
): readonly Failure[] {
  const { additional_data: data } = assetFeedSpec;
  const path = "assetFeedSpec.additional_data";
  if (isPresent(data) && !isUnknown(data) && !isJsonObject(data)) return [{ path, reason: "must be an object" }];
  const flow = isJsonObject(data) ? (data[flowKey] ?? undefined) : undefined;
  const inFeed = isJsonObject(data) ? messageAt(path, data) : [];
  const inStory = findStoryMessages(objectStorySpec);
  return [
    ...sequenceFailures(path, flow, sequenceId),
    ...((flow ?? sequenceId) === undefined
      ? contradictions(inFeed, inStory)
      : [...inFeed, ...inStory].map((message) => exclude(message, "a sequence"))),
  ];
}

function sequenceFailures(path: string, flow: unknown, sequenceId: unknown): readonly Failure[] {
  if ([flow, sequenceId].some((id) => id === undefined || isUnknown(id)) || flow === sequenceId) return [];
  return [{ path: `${path}.${flowKey}`, reason: "differs from welcomeMessageSequenceId; set only one of them" }];
}

/** The cards of a carousel may differ from each other, but the feed's message is for the whole creative. */
function contradictions(inFeed: readonly Greeting[], inStory: readonly Greeting[]): readonly Failure[] {
  return inStory
    .filter(({ value }) => inFeed.some((feed) => JSON.stringify(feed.value) !== JSON.stringify(value)))
    .map((message) => exclude(message, `another one at assetFeedSpec.additional_data.${messageKey}`));
}

function exclude({ path }: Greeting, other: string): Failure {
  return {
    path,
    reason: `and ${other} exclude each other; keep one of them`,
  };
}

/** The parts of a story that may have a message. Source: Meta's SDK specification 26.0.3, AdCreativeLinkData and its siblings. */
const storyParts = ["link_data", "video_data", "photo_data", "template_data"];

function findStoryMessages(story: JsonObject): readonly Greeting[] {
  return storyParts.flatMap((key) => {
    const part = parseEmbeddedJson(story[key]);
    if (!isJsonObject(part)) return [];
    const path = `objectStorySpec.${key}`;
    const list = parseEmbeddedJson(part["child_attachments"]);
    const cards: readonly unknown[] = Array.isArray(list) ? list.map((card) => parseEmbeddedJson(card)) : [];
    return [
      ...messageAt(path, part),
      ...cards.flatMap((card, index) =>
        isJsonObject(card) ? messageAt(`${path}.child_attachments[${index}]`, card) : [],
      ),
    ];
  });
}

function messageAt(path: string, part: JsonObject): readonly Greeting[] {
  const value = part[messageKey];
  return isPresent(value) && !isUnknown(value) ? [{ path: `${path}.${messageKey}`, value }] : [];
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "";
}
