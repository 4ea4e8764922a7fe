import { isList, isObject, parseIfJson, type Json, type JsonObject } from "../json";
import type { Creative, Sequence } from "../state/entities";
import { additionalDataOf, linkDataOf, sequenceIdOf } from "../state/creative-spec";
import type { SimulatorContext } from "../state/simulator-context";
import type { ChatScreen } from "./webhook-types";

/** Source: Marketing API, "Ads that Click to WhatsApp": the prefilled text if none is set. */
const defaultPrefilledText = "Hello! Can I get more info on this?";

interface ShownScreen {
  /** Null if the creative has no sequence, or a deleted one. */
  readonly sequence: Sequence | null;
  readonly screen: ChatScreen;
}

export function screenOf(creative: Creative, context: SimulatorContext): ShownScreen {
  const sequence = context.store.sequences.get(sequenceIdOf(creative.spec) ?? "") ?? null;
  const screen =
    sequence === null
      ? (screenOfPageMessage(creative.spec) ?? { greeting: null, prefilledText: defaultPrefilledText, iceBreakers: [] })
      : screenOfSequence(sequence);
  return { sequence, screen };
}

function screenOfSequence({ content }: Sequence): ChatScreen {
  return {
    greeting: content?.text ?? null,
    prefilledText: content?.autofill_message?.content ?? null,
    iceBreakers: content?.ice_breakers?.map(({ title }) => title) ?? [],
  };
}

/** Reads the VISUAL_EDITOR form; returns null for other forms. Source: Marketing API, "Ads that Click to WhatsApp". */
function screenOfPageMessage(spec: JsonObject): ChatScreen | null {
  const given = parseIfJson(pageMessageOf(spec));
  const format = isObject(given) && given["type"] === "VISUAL_EDITOR" ? given["text_format"] : undefined;
  const message = isObject(format) ? format["message"] : undefined;
  if (!isObject(format) || !isObject(message)) return null;
  const action = format["customer_action_type"];
  return {
    greeting: textIn(message, "text"),
    prefilledText: action === "ice_breakers" ? null : textIn(message["autofill_message"], "content"),
    iceBreakers: action === "autofill_message" ? [] : titlesIn(message["ice_breakers"]),
  };
}

/** Finds the page's welcome message where Meta's SDK specification has it. */
function pageMessageOf(spec: JsonObject): Json | undefined {
  const additional = additionalDataOf(spec)?.["page_welcome_message"];
  return additional ?? linkDataOf(spec)?.["page_welcome_message"] ?? spec["page_welcome_message"];
}

export function textIn(value: Json | undefined, key: string): string | null {
  const text = isObject(value) ? value[key] : undefined;
  return typeof text === "string" ? text : null;
}

function titlesIn(breakers: Json | undefined): readonly string[] {
  return isList(breakers) ? breakers.map((breaker) => textIn(breaker, "title")).filter((title) => title !== null) : [];
}
