import { z } from "zod";
import type { JsonObject } from "../schema/json-value";
import { withoutPerson } from "../schema/phone-numbers";
import { CallError } from "./call-error";
import type { Deadline } from "./clock";
import type { GraphClient } from "./graph-client";
import type { GraphError } from "./graph-error";
import type { FailedOutcome } from "./outcome";

/** Meta's response to an accepted message. Accepted is not delivered: webhooks report the delivery, or a later failure. */
export interface AcceptedMessage {
  /** `wamid...`, also in the webhooks about the message. */
  readonly messageId: string;
  /** The person's WhatsApp id, which may differ from the number in `to`; undefined for a user id in `recipient`. */
  readonly waId: string | undefined;
  /** The person's business-scoped user id; undefined for a phone number in `to`. */
  readonly userId: string | undefined;
  /** `accepted`, `held_for_quality_assessment`, `paused`; undefined if the response has none. */
  readonly messageStatus: string | undefined;
}

const answer = z.object({
  messages: z.tuple([z.object({ id: z.string().min(1), message_status: z.string().nullish().catch(undefined) })]),
  contacts: z
    .array(z.object({ wa_id: z.string().nullish(), user_id: z.string().nullish() }))
    .nullish()
    .catch(undefined),
});

/** Calls the messages edge. Source: Meta, "Sending order messages". */
export class MessagesApi {
  readonly #graph: GraphClient;

  constructor(graph: GraphClient) {
    this.#graph = graph;
  }

  /**
   * Sends one message. The Graph API has no idempotency key, so a request is repeated only if it certainly did not arrive. Returns
   * undefined if the response has no message id: the outcome is then unknown.
   *
   * @param body JSON body, as `toWire` returns it.
   */
  async send(phoneNumberId: string, body: JsonObject, deadline: Deadline): Promise<AcceptedMessage | undefined> {
    const call = { method: "POST", path: [phoneNumberId, "messages"], body, replay: "unsent" } as const;
    const response = await this.#graph.send(call, deadline).catch((error: unknown) => {
      throw error instanceof CallError ? hidePersonInError(personOf(body), error) : error;
    });
    const parsed = answer.safeParse(response.body);
    if (!parsed.success) return undefined;
    const [{ id, message_status: status }] = parsed.data.messages;
    const [person] = parsed.data.contacts ?? [];
    return {
      messageId: id,
      waId: person?.wa_id ?? undefined,
      userId: person?.user_id ?? undefined,
      messageStatus: status ?? undefined,
    };
  }
}

/** Returns the phone number or user id that a body is addressed to; `to` wins, as it does for Meta. */
function personOf({ to, recipient }: JsonObject): string {
  const person = to ?? recipient;
  return typeof person === "string" ? person : "";
}

/** Removes the person's number or user id from a failure, since Meta may repeat it in its texts. */
function hidePersonInError(person: string, { outcome, stats, host }: CallError): CallError {
  return new CallError(hidePersonInOutcome(person, outcome), stats, host);
}

function hidePersonInOutcome(person: string, outcome: FailedOutcome): FailedOutcome {
  // The same object, since callers compare it by identity.
  if (outcome.kind === "not_sent" && outcome.error === undefined) return outcome;
  const why = "why" in outcome ? { why: withoutPerson(outcome.why, person) } : {};
  const { error: problem } = outcome;
  return problem === undefined
    ? { ...outcome, ...why }
    : { ...outcome, ...why, error: hidePersonInGraphError(person, problem) };
}

function hidePersonInGraphError(person: string, problem: GraphError): GraphError {
  return {
    ...problem,
    title: withoutPerson(problem.title, person),
    message: withoutPerson(problem.message, person),
  };
}
