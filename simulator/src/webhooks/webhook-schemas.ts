import { z } from "zod";
import {
  count,
  duration,
  either,
  flag,
  jsonObject,
  list,
  object,
  oneOf,
  optional,
  positive,
  positiveDuration,
  text,
} from "../schema-types";
import { personSeed } from "../seed/seed-schemas";
import { isLoopback, parseUrl } from "../url";
import type { ClickOptions, Deliverable, DeliverOptions, Webhook, WriteOptions } from "./webhook-types";

const webhookUrl = text.superRefine((value, context) => {
  for (const rule of findUrlProblems(value)) {
    context.addIssue({ code: "custom", message: `${rule}: give something like http://127.0.0.1:8080/webhook` });
  }
});

function findUrlProblems(value: string): readonly string[] {
  const url = parseUrl(value);
  if (url === undefined) return ["is not a URL"];
  return [
    ...(url.protocol === "http:" ? [] : ["must begin with http:"]),
    ...(isLoopback(url.hostname) ? [] : ["must name a loopback address, because nothing may leave this machine"]),
    ...(url.username === "" && url.password === "" ? [] : ["must carry no user and no password"]),
  ];
}

export const webhookSchema: z.ZodType<Webhook> = object({
  url: webhookUrl,
  verifyToken: text.min(1, "is empty: give what the receiver compares with"),
  appSecret: optional(text.min(1, "is empty: give the receiver's secret, or leave it out")),
  retryAfterMs: optional(list(duration)),
  attemptTimeoutMs: optional(positiveDuration),
});

const unavailable = optional(oneOf("at-first", "for-good"));

export const clickOptions: z.ZodType<ClickOptions> = object({
  person: optional(personSeed),
  tap: optional(count),
  say: optional(text.min(1, "is empty: WhatsApp sends no empty message")),
  placement: optional(oneOf("feed", "status", "post")),
  ref: optional(text),
  unavailable,
  deliver: optional(flag),
}).refine(
  ({ tap, say }) => tap === undefined || say === undefined,
  "has both tap and say: one message is sent, give one",
);

const writeFields = {
  person: optional(personSeed),
  phoneNumberId: optional(text),
  replyTo: optional(text),
  unavailable,
};

export const writeOptions: z.ZodType<WriteOptions> = object(writeFields);

/** Body of the control API: `text` beside the options. */
export const writeRequest = object({ ...writeFields, text });

export const deliverable: z.ZodType<Deliverable> = either(
  list(jsonObject),
  jsonObject,
  "must be an object or a list of objects",
);

const deliverFields = { appSecret: optional(text), times: optional(positive), tamper: optional(flag) };

export const deliverOptions: z.ZodType<DeliverOptions> = object(deliverFields);

/** Body of the control API: `payload`, one or a list, or `replay`, beside the options. */
export const deliverRequest = object({
  ...deliverFields,
  payload: optional(deliverable),
  replay: optional(text),
})
  .refine(
    ({ payload, replay }) => (payload === undefined) !== (replay === undefined),
    "must have one of payload and replay",
  )
  .transform(({ payload, replay, ...options }) => ({
    deliverable: replay === undefined ? (payload ?? []) : { replay },
    options,
  }));
