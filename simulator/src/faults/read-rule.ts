import { anything, count, either, flag, number, object, oneOf, optional, record, text, type Decoder } from "../decode";
import { isObject } from "../json";
import type { FaultEffect, FaultMatch, FaultRule } from "./rule";

type Kind = FaultEffect["kind"];
type Of<Name extends Kind> = Extract<FaultEffect, { readonly kind: Name }>;

const effects: { readonly [Name in Kind]: Decoder<Of<Name>> } = {
  status: object<Of<"status">>({
    kind: oneOf("status"),
    status: count,
    body: optional(anything),
    headers: optional(record(text)),
  }),
  graph: object<Of<"graph">>({
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
  delay: object<Of<"delay">>({ kind: oneOf("delay"), delayMs: count }),
  drop: object<Of<"drop">>({ kind: oneOf("drop") }),
  hang: object<Of<"hang">>({ kind: oneOf("hang") }),
  truncate: object<Of<"truncate">>({ kind: oneOf("truncate"), bytes: count }),
  "drop-write": object<Of<"drop-write">>({ kind: oneOf("drop-write") }),
  lag: object<Of<"lag">>({ kind: oneOf("lag") }),
};

const effect: Decoder<FaultEffect> = (value, path) => {
  if (!isObject(value)) throw new TypeError(`${path} must be an object`);
  const kind = oneOf(...effectKinds)(value["kind"], `${path}.kind`);
  return effects[kind](value, path);
};

export const effectKinds: readonly Kind[] = [
  "status",
  "graph",
  "delay",
  "drop",
  "hang",
  "truncate",
  "drop-write",
  "lag",
];

const match = object<FaultMatch>({
  method: optional(text),
  verb: optional(oneOf("create", "update", "delete", "list", "read")),
  path: optional(text),
  wabaId: optional(text),
  id: optional(text),
});

export const faultRule = object<FaultRule>({
  match: optional(match),
  effect,
  when: optional(oneOf("before", "after")),
  nth: optional(count),
  times: optional(either<number, "always">(count, oneOf("always"))),
});
