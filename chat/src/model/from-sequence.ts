import { contentOf, type SequenceArgs } from "pulumi-whatsapp/schema";
import type { Chat, Language } from "./chat";
import { parseRichText } from "./parse-rich-text";

export interface ChatOptions {
  /** Language of labels such as buttons. Default: "en". */
  readonly language?: Language | undefined;
  /** Time of day shown in each bubble. Default: "10:00", so that output does not depend on the clock. */
  readonly time?: string | undefined;
}

export const defaultTime = "10:00";

/** The part of a sequence that a person sees, with the names of `WelcomeMessageSequence`. */
export type SequenceTexts = Pick<SequenceArgs, "name" | "text" | "autofillMessage" | "iceBreakers">;

/**
 * Builds the chat that opens when a person taps an ad with this sequence: the greeting, the ice breakers as quick replies, and the
 * prefilled message. Source: Meta's page Welcome Message Sequences.
 */
export function chatFromSequence(
  sequence: SequenceTexts,
  { language = "en", time = defaultTime }: ChatOptions = {},
): Chat {
  const { name, text, autofill, iceBreakers } = contentOf(sequence);
  return {
    title: name,
    language,
    messages: [{ from: "business", time, body: parseRichText(text) }],
    quickReplies: iceBreakers,
    ...(autofill === undefined ? {} : { composer: { text: autofill } }),
  };
}
