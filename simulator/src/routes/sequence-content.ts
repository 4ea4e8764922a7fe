import { featureFailure } from "../graph/feature-error";
import { objectParam } from "../graph/params";
import { isList, isObject, type Json, type JsonObject } from "../json";
import type { BehaviourOptions } from "../state/behaviour";
import type { SequenceContent } from "../state/entities";
import { cutText } from "../state/cut-text";

/** Reads `welcome_message_sequence`; undefined if absent. Throws 4027001 unless it matches Meta's page, which documents no lengths. */
export function readContent(params: JsonObject, behaviour: BehaviourOptions): SequenceContent | undefined {
  const given = objectParam(params, "welcome_message_sequence");
  switch (given.kind) {
    case "absent":
      return undefined;
    case "malformed":
      throw featureFailure(4027001);
    case "object":
      return readObject(given.value, behaviour);
    default:
      return given satisfies never;
  }
}

function readObject(value: JsonObject, behaviour: BehaviourOptions): SequenceContent {
  const { text = null, autofill_message: autofill = null, ice_breakers: breakers = null } = value;
  const extra = unknownMembers(value, ["text", "autofill_message", "ice_breakers"], behaviour);
  const isEmpty = [text, autofill, breakers].every((part) => part === null);
  if (text === null && (behaviour.textRequired || isEmpty)) throw featureFailure(4027001);
  const { refuseAbove, truncateAt } = behaviour;
  return {
    ...(text === null ? {} : { text: cut(readText(text, refuseAbove.text), truncateAt.text) }),
    ...(autofill === null ? {} : { autofill_message: readAutofill(autofill, behaviour) }),
    ...(breakers === null ? {} : { ice_breakers: readBreakers(breakers, behaviour) }),
    ...extra,
  };
}

/** Returns members that Meta's page does not name, at any level: refused, dropped or kept, depending on `unknownContentKeys`. */
function unknownMembers(
  value: JsonObject,
  known: readonly string[],
  { unknownContentKeys }: BehaviourOptions,
): JsonObject {
  const unknown = Object.entries(value).filter(([key]) => !known.includes(key));
  if (unknown.length > 0 && unknownContentKeys === "refuse") throw featureFailure(4027001);
  return unknownContentKeys === "keep" ? Object.fromEntries(unknown) : {};
}

function readAutofill(value: Json, behaviour: BehaviourOptions): { readonly content: string } {
  if (!isObject(value)) throw featureFailure(4027001);
  const content = readText(value["content"], behaviour.refuseAbove.autofill);
  return { ...unknownMembers(value, ["content"], behaviour), content };
}

function readBreakers(value: Json, behaviour: BehaviourOptions): readonly { readonly title: string }[] {
  if (!isList(value)) throw featureFailure(4027001);
  const { refuseAbove, truncateAt } = behaviour;
  if (refuseAbove.iceBreakers !== null && value.length > refuseAbove.iceBreakers) throw featureFailure(4027001);
  return value.map((item) => {
    if (!isObject(item)) throw featureFailure(4027001);
    const title = cut(readText(item["title"], refuseAbove.title), truncateAt.title);
    return { ...unknownMembers(item, ["title"], behaviour), title };
  });
}

export function readText(value: Json | undefined, most: number | null): string {
  if (typeof value !== "string" || value.trim() === "") throw featureFailure(4027001);
  if (most !== null && Array.from(value).length > most) throw featureFailure(4027001);
  return value;
}

function cut(text: string, at: number | null): string {
  return at === null ? text : cutText(text, at, "...");
}
