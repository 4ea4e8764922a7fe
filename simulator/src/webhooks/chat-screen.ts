import { z } from "zod";
import { parseIfJson, type Json, type JsonObject } from "../json";
import { lenientList, lenientText } from "../schema-types";
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

export function createScreen(creative: Creative, context: SimulatorContext): ShownScreen {
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

/** The VISUAL_EDITOR form of `page_welcome_message`. Source: Marketing API, "Ads that Click to WhatsApp". */
const pageMessage = z.object({
  type: z.literal("VISUAL_EDITOR"),
  text_format: z.object({
    customer_action_type: z.unknown().optional(),
    message: z.object({
      text: lenientText,
      autofill_message: z.object({ content: lenientText }).catch({ content: null }),
      ice_breakers: lenientList(z.object({ title: z.string() })),
    }),
  }),
});

/** Returns null for another form of the message. */
function screenOfPageMessage(spec: JsonObject): ChatScreen | null {
  const { data } = pageMessage.safeParse(parseIfJson(pageMessageOf(spec)));
  if (data === undefined) return null;
  const { customer_action_type: action, message } = data.text_format;
  return {
    greeting: message.text,
    prefilledText: action === "ice_breakers" ? null : message.autofill_message.content,
    iceBreakers: action === "autofill_message" ? [] : message.ice_breakers.map(({ title }) => title),
  };
}

/** Finds the page's welcome message where Meta's SDK specification has it. */
function pageMessageOf(spec: JsonObject): Json | undefined {
  const additional = additionalDataOf(spec)?.["page_welcome_message"];
  return additional ?? linkDataOf(spec)?.["page_welcome_message"] ?? spec["page_welcome_message"];
}
