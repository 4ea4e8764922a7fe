import { featureFailure } from "../graph/feature-error";
import { objectParam } from "../graph/params";
import { isList, isObject, type Json, type JsonObject } from "../json";
import type { BehaviourOptions } from "../world/behaviour";
import type { SequenceContent } from "../world/entities";
import { cutText } from "../world/text";

/** Undefined when the parameter is absent; 4027001 when it is not what Meta's page describes. No lengths: Meta documents none here. */
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
      return unreachable(given);
  }
}

const knownKeys: ReadonlySet<string> = new Set(["text", "autofill_message", "ice_breakers"]);

function readObject(value: JsonObject, behaviour: BehaviourOptions): SequenceContent {
  const unknown = Object.entries(value).filter(([key]) => !knownKeys.has(key));
  if (unknown.length > 0 && behaviour.unknownContentKeys === "refuse") throw featureFailure(4027001);
  const autofill = value["autofill_message"] ?? null;
  const breakers = value["ice_breakers"] ?? null;
  const { refuseAbove, truncateAt } = behaviour;
  return {
    text: cut(readText(value["text"], refuseAbove.text), truncateAt.text),
    ...(autofill === null
      ? {}
      : { autofill_message: { content: readText(member(autofill, "content"), refuseAbove.autofill) } }),
    ...(breakers === null ? {} : { ice_breakers: readBreakers(breakers, behaviour) }),
    ...(behaviour.unknownContentKeys === "keep" ? Object.fromEntries(unknown) : {}),
  };
}

function readBreakers(value: Json, behaviour: BehaviourOptions): readonly { readonly title: string }[] {
  if (!isList(value)) throw featureFailure(4027001);
  const { refuseAbove, truncateAt } = behaviour;
  if (refuseAbove.iceBreakers !== null && value.length > refuseAbove.iceBreakers) throw featureFailure(4027001);
  return value.map((item) => ({ title: cut(readText(member(item, "title"), refuseAbove.title), truncateAt.title) }));
}

function member(value: Json, key: string): Json | undefined {
  if (!isObject(value)) throw featureFailure(4027001);
  return value[key];
}

export function readText(value: Json | undefined, most: number | null): string {
  if (typeof value !== "string" || value.trim() === "") throw featureFailure(4027001);
  if (most !== null && Array.from(value).length > most) throw featureFailure(4027001);
  return value;
}

function cut(text: string, at: number | null): string {
  return at === null ? text : cutText(text, at, "...");
}

function unreachable(value: never): never {
  throw new TypeError(`unexpected ${String(value)}`);
}
