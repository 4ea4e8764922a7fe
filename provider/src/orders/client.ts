import { randomUUID } from "node:crypto";
import { CallError } from "../client/call-error";
import { Deadline, realClock, type Clock } from "../client/clock";
import { Semaphore } from "../client/semaphore";
import { GraphClient } from "../client/graph-client";
import { MessagesApi } from "../client/messages";
import { RateLimiter, warnAboutSlowdown } from "../client/rate-limiter";
import { Retries } from "../client/retry";
import { choosePlatformDate } from "../client/platform-date";
import { VersionEnded, VersionMonitor } from "../client/version-monitor";
import { warnOnce } from "../client/warn-once";
import { KnownSecrets } from "../schema/known-secrets";
import { isJsonObject, type JsonObject } from "../schema/json-value";
import { toWire, wireFailures, type OrderMessage } from "../schema/order/order-message";
import { InvalidOrder } from "./build";
import { clientSettings, type ClientSettings, type OrderClientOptions } from "./client-options";
import { resultOf, unknownOutcome, versionEnded, type SendResult } from "./send-result";

export interface SendOptions {
  /**
   * Sent as `biz_opaque_callback_data`, at most 512 characters. Status webhooks return it, so that you can resolve a send without a response
   * later. The message's own value takes precedence. Default: the reference id and a UUID. Store it before you send.
   */
  readonly correlationId?: string | undefined;
}

/** Returns the correlation id for a message: its own, else the given one, else a new one. Store it before you send. */
export function correlationIdOf(message: OrderMessage, given?: string): string {
  return message.bizOpaqueCallbackData ?? given ?? `${message.referenceId}/${randomUUID()}`;
}

/**
 * Sends order messages from one phone number. Create one client for each number and reuse it: its sends share retries. When Meta throttles
 * the number, all sends wait, or return `not_sent`, until the limit ends (a minute if Meta names no time).
 *
 * Meta has no idempotency key, so the client retries a message only if it certainly did not arrive: never after a lost response or an
 * internal error of Meta's. The client keeps no record: two calls of `send` are two messages, also after a restart. Store the correlation
 * id with the order before you send. The client reads no environment variables, except for the proxy (HTTPS_PROXY, ALL_PROXY, NO_PROXY; a
 * rejection by a proxy is `not_sent`) and, on a loopback address, the date of tests (WHATSAPP_PLATFORM_DATE).
 *
 * @example
 * ```ts
 * const client = new OrderClient({ accessToken, phoneNumberId: "106540352242922" });
 * const result = await client.send(orderDetails({ ... }));
 * switch (result.outcome) {
 *   case "accepted": return keep(result.messageId, result.correlationId);
 *   case "rejected": return report(result.error.advice);          // the person received nothing
 *   case "not_sent": return later(result.waitMs);                 // the same message may be sent later
 *   case "unknown":  return resolveLater(result.correlationId);   // by webhooks; do not send again
 * }
 * ```
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/payments/payments-br/orders
 */
export class OrderClient {
  readonly #settings: ClientSettings;
  readonly #clock: Clock;
  readonly #messages: MessagesApi;
  readonly #slots: Semaphore;
  readonly #knownSecrets: KnownSecrets;

  /**
   * @param clock Replaces the real clock in tests.
   * @throws InvalidSettings with every invalid option, without its value.
   */
  constructor(options: OrderClientOptions, clock: Clock = realClock) {
    const settings = clientSettings(options);
    const knownSecrets = new KnownSecrets([
      ["accessToken", settings.accessToken],
      ["appSecret", settings.appSecret],
    ]);
    const { onWarning = () => undefined } = options;
    const warn = warnOnce((text) => onWarning(knownSecrets.mask(text)));
    const now = choosePlatformDate(settings.baseUrl, process.env, clock);
    const shared = {
      clock,
      knownSecrets,
      retries: new Retries(settings, clock),
      rateLimiter: new RateLimiter(clock, warnAboutSlowdown(warn)),
      versions: new VersionMonitor(settings, { now, warn, nameSetting: (name) => `the option ${name}` }),
    };
    this.#settings = settings;
    this.#knownSecrets = knownSecrets;
    this.#clock = clock;
    this.#messages = new MessagesApi(new GraphClient(settings, shared));
    this.#slots = new Semaphore(settings.writeConcurrency);
  }

  /**
   * Sends one message. Failures of Meta or the network are results, not exceptions. Meta reports some failures later by webhook, mainly 2046
   * and 2047 (see `orderFailureOf` of pulumi-whatsapp/webhooks), and 131047 for an interactive message more than 24 hours after the
   * person's last message. A message by template may be sent at any time.
   *
   * @throws InvalidOrder with every broken rule, paths in Meta's field names, when Meta would reject the message, or when it contains the
   * access token, the app secret or another access token of Meta. Nothing is sent then.
   */
  async send(message: OrderMessage, { correlationId }: SendOptions = {}): Promise<SendResult> {
    requireMessage(message);
    const id = correlationIdOf(message, correlationId);
    // A deep copy, so later changes to the caller's message do not reach the request while it waits for its turn.
    const wire = toWire({ ...message, bizOpaqueCallbackData: id });
    const secrets = this.#knownSecrets.failuresIn(wire);
    if (secrets.length > 0) throw new InvalidOrder(secrets);
    const failures = wireFailures(wire, { nowMs: Date.now(), zeroDiscount: "accept" });
    if (failures.length > 0) throw new InvalidOrder(failures);
    return this.#slots.run(() => this.#sendBody(wire, id));
  }

  async #sendBody(body: JsonObject, correlationId: string): Promise<SendResult> {
    const { phoneNumberId, operationTimeoutMs } = this.#settings;
    try {
      const taken = await this.#messages.send(phoneNumberId, body, new Deadline(this.#clock, operationTimeoutMs));
      return taken === undefined
        ? unknownOutcome("Meta's response has no message id", correlationId)
        : { outcome: "accepted", ...taken, correlationId };
    } catch (error) {
      if (error instanceof CallError) return resultOf(error, correlationId);
      if (error instanceof VersionEnded) return versionEnded(error, correlationId);
      throw error;
    }
  }
}

/** @throws InvalidOrder for a value that only plain JavaScript can pass. */
function requireMessage(message: unknown): void {
  if (!isJsonObject(message)) {
    throw new InvalidOrder([
      {
        path: "message",
        reason:
          "must be an order message; make it with orderDetails(), orderStatus(), orderDetailsTemplate() or orderStatusTemplate()",
      },
    ]);
  }
}
