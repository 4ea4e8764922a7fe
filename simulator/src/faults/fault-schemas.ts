import {
  anything,
  count,
  duration,
  either,
  flag,
  list,
  number,
  object,
  oneOf,
  optional,
  positive,
  record,
  text,
  type Decoder,
} from "../decode";
import { wireOptions } from "../state/option-schemas";
import { isList, isObject, type Json } from "../json";
import { findContradictions } from "./contradictions";
import { effectKinds } from "./kinds";
import type {
  EffectOf,
  FaultEffect,
  FaultKind,
  FaultMatch,
  FaultRule,
  TextChange,
  TextChanges,
  UsagePercent,
} from "./fault-rule";

const textChange: Decoder<TextChange> = (value, path) =>
  isObject(value)
    ? object<Exclude<TextChange, string>>({ cut: positive, ellipsis: optional(flag) })(value, path)
    : oneOf("trim", "NFC", "line-ends")(value, path);

const textChanges: Decoder<TextChanges> = (value, path) =>
  isList(value) ? list(textChange)(value, path) : textChange(value, path);

const usagePercent = { callCount: optional(count), totalTime: optional(count), totalCpuTime: optional(count) };

const effects: { readonly [Kind in FaultKind]: Decoder<EffectOf<Kind>> } = {
  status: object<EffectOf<"status">>({
    kind: oneOf("status"),
    status: count,
    body: optional(anything),
    headers: optional(record(text)),
  }),
  graph: object<EffectOf<"graph">>({
    kind: oneOf("graph"),
    code: number,
    subcode: optional(number),
    message: optional(text),
    title: optional(text),
    userMessage: optional(text),
    type: optional(text),
    isTransient: optional(flag),
    errorData: optional(anything),
    status: optional(count),
    headers: optional(record(text)),
  }),
  echo: object<EffectOf<"echo">>({ kind: oneOf("echo"), code: optional(number) }),
  delay: object<EffectOf<"delay">>({ kind: oneOf("delay"), delayMs: duration }),
  drop: object<EffectOf<"drop">>({ kind: oneOf("drop") }),
  hang: object<EffectOf<"hang">>({ kind: oneOf("hang") }),
  timeout: object<EffectOf<"timeout">>({ kind: oneOf("timeout") }),
  truncate: object<EffectOf<"truncate">>({ kind: oneOf("truncate"), bytes: count }),
  dribble: object<EffectOf<"dribble">>({ kind: oneOf("dribble"), chunkBytes: positive, everyMs: duration }),
  pad: object<EffectOf<"pad">>({ kind: oneOf("pad"), bytes: optional(positive), endless: optional(flag) }),
  encode: object<EffectOf<"encode">>({
    kind: oneOf("encode"),
    encoding: oneOf("gzip", "br", "deflate", "identity"),
    as: optional(text),
    bytes: optional(positive),
  }),
  close: object<EffectOf<"close">>({ kind: oneOf("close"), on: optional(oneOf("answer", "next-request")) }),
  usage: object<EffectOf<"usage">>({
    kind: oneOf("usage"),
    app: optional(object<UsagePercent>(usagePercent)),
    business: optional(
      object<NonNullable<EffectOf<"usage">["business"]>>({
        ...usagePercent,
        regainAccessMinutes: optional(count),
        type: optional(text),
        accountId: optional(text),
      }),
    ),
  }),
  wire: object<EffectOf<"wire">>({ kind: oneOf("wire"), options: wireOptions }),
  "drop-write": object<EffectOf<"drop-write">>({ kind: oneOf("drop-write") }),
  lag: object<EffectOf<"lag">>({ kind: oneOf("lag") }),
  twin: object<EffectOf<"twin">>({ kind: oneOf("twin") }),
  transform: object<EffectOf<"transform">>({
    kind: oneOf("transform"),
    name: optional(textChanges),
    text: optional(textChanges),
    title: optional(textChanges),
    autofill: optional(textChanges),
  }),
};

const effect: Decoder<FaultEffect> = (value, path) => {
  if (!isObject(value)) throw new TypeError(`${path} must be an object`);
  const kind = oneOf(...effectKinds)(value["kind"], `${path}.kind`);
  return effects[kind](value, path);
};

const match = object<FaultMatch>({
  method: optional(text),
  verb: optional(oneOf("create", "update", "delete", "list", "read", "send", "batch")),
  path: optional(text),
  wabaId: optional(text),
  appId: optional(text),
  id: optional(text),
});

const wellFormed = object<FaultRule>({
  match: optional(match),
  effect,
  when: optional(oneOf("before", "after")),
  nth: optional(count),
  times: optional(either<number, "always">(count, oneOf("always"))),
});

/** Every contradiction is told at once. */
export const faultRule: Decoder<FaultRule> = (value, path) => {
  const rule = wellFormed(value, path);
  const found = findContradictions(rule, path);
  if (found.length > 0) throw new TypeError(found.join("; "));
  return rule;
};

/** A rule from the same process: a test in JavaScript, or one that got around the types, is told the same. */
export function checkRule(rule: FaultRule): FaultRule {
  return faultRule(rule as unknown as Json, "rule");
}
