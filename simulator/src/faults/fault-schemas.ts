import { z } from "zod";
import { checkValue } from "../parse-value";
import {
  count,
  duration,
  either,
  flag,
  json,
  list,
  number,
  object,
  oneOf,
  optional,
  positive,
  record,
  text,
} from "../schema-types";
import { wireOptions } from "../state/option-schemas";
import { findContradictions } from "./contradictions";
import type { FaultEffect, FaultRule, TextChange, TextChanges } from "./fault-rule";
import { effectKinds } from "./kinds";

const textChangeForms = "must be trim, NFC, line-ends or an object with cut";

const textChange: z.ZodType<TextChange> = either(
  object({ cut: positive, ellipsis: optional(flag) }),
  oneOf("trim", "NFC", "line-ends"),
  textChangeForms,
);

const textChanges: z.ZodType<TextChanges> = either(list(textChange), textChange, `${textChangeForms}, or a list`);

const usagePercent = { callCount: optional(count), totalTime: optional(count), totalCpuTime: optional(count) };

const headers = optional(record(text));

/** Names of fault kinds before 0.1.0. */
const renamedKinds: ReadonlyMap<unknown, string> = new Map([
  ["dribble", "slow-body"],
  ["lag", "stale-read"],
  ["twin", "concurrent-duplicate"],
]);

function describeKindError({ code, input }: { readonly code?: string; readonly input: unknown }): string {
  if (code === "invalid_type" || typeof input !== "object" || input === null) return "must be an object";
  const kind = "kind" in input ? input.kind : undefined;
  const renamed = renamedKinds.get(kind);
  if (renamed !== undefined) return `"${String(kind)}" is now called "${renamed}"`;
  return `must be one of ${effectKinds.join(", ")}`;
}

const effect: z.ZodType<FaultEffect> = z.discriminatedUnion(
  "kind",
  [
    object({ kind: z.literal("status"), status: count, body: optional(json), headers }),
    object({
      kind: z.literal("graph"),
      code: number,
      subcode: optional(number),
      message: optional(text),
      title: optional(text),
      userMessage: optional(text),
      type: optional(text),
      isTransient: optional(flag),
      errorData: optional(json),
      status: optional(count),
      headers,
    }),
    object({ kind: z.literal("echo"), code: optional(number) }),
    object({ kind: z.literal("delay"), delayMs: duration }),
    object({ kind: z.literal("drop") }),
    object({ kind: z.literal("hang") }),
    object({ kind: z.literal("timeout") }),
    object({ kind: z.literal("truncate"), bytes: count }),
    object({ kind: z.literal("slow-body"), chunkBytes: positive, everyMs: duration }),
    object({ kind: z.literal("pad"), bytes: optional(positive), endless: optional(flag) }),
    object({
      kind: z.literal("encode"),
      encoding: oneOf("gzip", "br", "deflate", "identity"),
      as: optional(text),
      bytes: optional(positive),
    }),
    object({ kind: z.literal("close"), on: optional(oneOf("answer", "next-request")) }),
    object({
      kind: z.literal("usage"),
      app: optional(object(usagePercent)),
      business: optional(
        object({
          ...usagePercent,
          regainAccessMinutes: optional(count),
          type: optional(text),
          accountId: optional(text),
        }),
      ),
    }),
    object({ kind: z.literal("wire"), options: wireOptions }),
    object({ kind: z.literal("drop-write") }),
    object({ kind: z.literal("stale-read") }),
    object({ kind: z.literal("concurrent-duplicate") }),
    object({
      kind: z.literal("transform"),
      name: optional(textChanges),
      text: optional(textChanges),
      title: optional(textChanges),
      autofill: optional(textChanges),
    }),
  ],
  { error: describeKindError },
);

const match = object({
  method: optional(text),
  verb: optional(oneOf("create", "update", "delete", "list", "read", "send", "batch")),
  path: optional(text),
  wabaId: optional(text),
  appId: optional(text),
  id: optional(text),
});

export const faultRule: z.ZodType<FaultRule> = object({
  match: optional(match),
  effect,
  when: optional(oneOf("before", "after")),
  nth: optional(count),
  times: optional(either(count, oneOf("always"), "must be a whole number from 0 or always")),
}).superRefine((rule: FaultRule, context) => {
  for (const { path, reason } of findContradictions(rule)) {
    context.addIssue({ code: "custom", path: [...path], message: reason });
  }
});

/** Validates a rule from the same process. Throws a TypeError that names every problem. */
export function checkRule(rule: FaultRule): FaultRule {
  return checkValue(rule, faultRule, "rule");
}
