import {
  count,
  duration,
  flag,
  list,
  object,
  oneOf,
  optional,
  positive,
  positiveDuration,
  text,
  type Decoder,
} from "../decode";
import { isList, isObject, type Json, type JsonObject } from "../json";
import { findPersonProblems } from "../seed/put-person";
import { personSeed } from "../seed/seed-schemas";
import type { PersonSeed } from "../seed/seed-data";
import { isLoopback, parseUrl } from "../url";
import type { ClickOptions, Deliverable, DeliverOptions, Webhook, WriteOptions } from "./webhook-types";

const wellFormed = object<Webhook>({
  url: text,
  verifyToken: text,
  appSecret: optional(text),
  retryAfterMs: optional(list(duration)),
  attemptTimeoutMs: optional(positiveDuration),
});

/** Everything that is wrong with it is told at once. */
export const webhookSchema: Decoder<Webhook> = (value, path) => {
  const webhook = wellFormed(value, path);
  const found = [
    ...wrongUrl(webhook.url).map((rule) => `${path}.url ${rule}: give something like http://127.0.0.1:8080/webhook`),
    ...(webhook.verifyToken === "" ? [`${path}.verifyToken is empty: give what the receiver compares with`] : []),
    ...(webhook.appSecret === "" ? [`${path}.appSecret is empty: give the receiver's secret, or leave it out`] : []),
  ];
  if (found.length > 0) throw new TypeError(found.join("; "));
  return webhook;
};

function wrongUrl(given: string): readonly string[] {
  const url = parseUrl(given);
  if (url === undefined) return ["is not a URL"];
  return [
    ...(url.protocol === "http:" ? [] : ["must begin with http:"]),
    ...(isLoopback(url.hostname) ? [] : ["must name a loopback address, because nothing may leave this machine"]),
    ...(url.username === "" && url.password === "" ? [] : ["must carry no user and no password"]),
  ];
}

const unavailable = oneOf("at-first", "for-good");

const wellFormedClick = object<ClickOptions>({
  person: optional(personSeed),
  tap: optional(count),
  say: optional(text),
  placement: optional(oneOf("feed", "status", "post")),
  ref: optional(text),
  unavailable: optional(unavailable),
  deliver: optional(flag),
});

export const clickOptions: Decoder<ClickOptions> = (value, path) => {
  const options = wellFormedClick(value, path);
  const { tap, say, person } = options;
  const found = [
    ...(tap === undefined || say === undefined ? [] : [`${path} has both tap and say: one message is sent, give one`]),
    ...(say === "" ? [`${path}.say is empty: WhatsApp sends no empty message`] : []),
    ...findPersonProblems(person ?? {}, `${path}.person`),
  ];
  if (found.length > 0) throw new TypeError(found.join("; "));
  return options;
};

const person: Decoder<PersonSeed> = (value, path) => {
  const seed = personSeed(value, path);
  const found = findPersonProblems(seed, path);
  if (found.length > 0) throw new TypeError(found.join("; "));
  return seed;
};

const writeFields = {
  person: optional(person),
  phoneNumberId: optional(text),
  replyTo: optional(text),
  unavailable: optional(unavailable),
};

export const writeOptions = object<WriteOptions>(writeFields);

/** The control door's form: `text` beside the options. */
export const writeRequest = object<WriteOptions & { readonly text: string }>({ ...writeFields, text });

const payload: Decoder<JsonObject> = (value, path) => {
  if (!isObject(value)) throw new TypeError(`${path} must be an object`);
  return value;
};

export const deliverable: Decoder<Deliverable> = (value, path) =>
  isList(value) ? list(payload)(value, path) : payload(value, path);

const options = { appSecret: optional(text), times: optional(positive), tamper: optional(flag) };

export const deliverOptions = object<DeliverOptions>(options);

export interface DeliverRequest {
  readonly deliverable: Deliverable;
  readonly options: DeliverOptions;
}

const sent = object<DeliverOptions & { readonly payload: Deliverable }>({ ...options, payload: deliverable });
const replayed = object<DeliverOptions & { readonly replay: string }>({ ...options, replay: text });

/** The control door's form: `payload`, one or a list, or `replay`, beside the options. */
export const deliverRequest: Decoder<DeliverRequest> = (value, path) => {
  if (isObject(value) && value["replay"] !== undefined) {
    const { replay, ...rest } = replayed(value, path);
    return { deliverable: { replay }, options: rest };
  }
  const { payload: given, ...rest } = sent(value, path);
  return { deliverable: given, options: rest };
};

/** Options from the same process: a test in JavaScript, or one that got around the types, is told the same. */
export function checkValue<Value>(value: Value, decoder: Decoder<Value>, name: string): Value {
  return decoder(value as unknown as Json, name);
}
