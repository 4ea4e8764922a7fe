import { detailsIn, sandboxOrderSchema } from "../../schema/order/sandbox";
import { omitNullish } from "../../schema/order/omit-nullish";
import type { OrderMessage } from "../../schema/order/order-message";
import type { OrderState } from "../../schema/order/status";
import { isJsonObject, type JsonObject } from "../../schema/json-value";
import type { ResourceKind } from "../../schema/resource-kinds";
import type { Chat, ChatLibrary, Language, SequenceTexts } from "./chat-library";
import { hasMasked, maskValues } from "./visible-values";

/** A conversation before it is drawn. */
type SubjectContent =
  | { readonly kind: "sequence"; readonly texts: SequenceTexts }
  | { readonly kind: "order"; readonly message: OrderMessage; readonly state?: OrderState };

export interface Subject {
  /** Name of the resource, or of the sequence or order in a file. */
  readonly name: string;
  readonly content: SubjectContent;
}

export interface DrawOptions {
  /** Language of labels. Default: that of the chat package. */
  readonly language?: Language | undefined;
}

export function drawChat(library: ChatLibrary, { content }: Subject, { language }: DrawOptions): Chat {
  return content.kind === "sequence"
    ? library.chatFromSequence(content.texts, { language })
    : library.chatFromOrder(content.message, { language, currentState: content.state });
}

/** Returns the arguments of a resource in a state or a preview, else its outputs, with masked secrets. */
export function visibleProperties(state: JsonObject | undefined): JsonObject | undefined {
  const visible = maskValues(state?.["inputs"] ?? state?.["outputs"]);
  return isJsonObject(visible) ? visible : undefined;
}

/** Reads the sequence or order of a resource from its visible properties. Returns undefined for other resources. */
export function subjectOfResource(
  kind: ResourceKind | undefined,
  name: string,
  visible: JsonObject,
): Subject | undefined {
  if (kind === "sequence") return { name, content: { kind, texts: readTexts(visible, name) } };
  return kind === "order" ? { name, content: readOrder(visible, name) } : undefined;
}

/** Reads texts tolerantly: masked values may stand in for parts, and a state may be of another version. */
function readTexts(properties: JsonObject, name: string): SequenceTexts {
  const { autofillMessage, iceBreakers } = properties;
  const content = isJsonObject(autofillMessage) ? autofillMessage["content"] : autofillMessage;
  const titles = Array.isArray(iceBreakers) ? iceBreakers.map(titleOf) : [iceBreakers];
  return {
    name: textOr(properties["name"], name),
    text: textOr(properties["text"], ""),
    ...(typeof content === "string" ? { autofillMessage: { content } } : {}),
    iceBreakers: titles.filter((title) => typeof title === "string").map((title) => ({ title })),
  };
}

function titleOf(iceBreaker: unknown): unknown {
  return isJsonObject(iceBreaker) ? iceBreaker["title"] : iceBreaker;
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}

/** Reads an order. One with masked or unreadable parts is drawn as a text that names them. */
function readOrder(properties: JsonObject, name: string): SubjectContent {
  const args = Object.fromEntries(
    Object.entries(properties).filter(([key]) => Object.hasOwn(sandboxOrderSchema.shape, key)),
  );
  const { data } = sandboxOrderSchema.safeParse(omitNullish(args));
  if (data !== undefined) {
    const { status, payment } = data;
    const state = status === undefined ? {} : { state: { status, payment: payment?.status } };
    return { kind: "order", message: detailsIn(data), ...state };
  }
  const hidden = Object.keys(args).filter((key) => hasMasked(args[key]));
  const reason = hidden.length > 0 ? `secret or not known yet: ${hidden.join(", ")}` : "not readable";
  const note = `_(Order ${textOr(properties["referenceId"], name)}: ${reason})_`;
  const body = textOr(properties["body"], "");
  return { kind: "sequence", texts: { name, text: body === "" ? note : `${body}\n\n${note}` } };
}
