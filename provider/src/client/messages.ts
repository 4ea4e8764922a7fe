import { z } from "zod";
import { messageErrorOf, type MessageError } from "../schema/message-errors";
import { toWire, type OrderMessage } from "../schema/order/convert";
import { withoutNumber } from "../schema/phone-numbers";
import { CallFailed } from "./call-failed";
import type { Deadline } from "./clock";
import type { GraphClient } from "./graph-client";
import type { GraphProblem } from "./graph-problem";
import type { FailedOutcome } from "./outcome";

/** What Meta's answer tells of a message that it took. Taken is not delivered: webhooks tell that, and may still tell of a failure. */
export interface TakenMessage {
  /** `wamid...`: the webhooks about the message carry it. */
  readonly messageId: string;
  /** The person's WhatsApp id, which may differ from what the message was addressed to. */
  readonly waId: string | undefined;
  /** `accepted`, `held_for_quality_assessment`, `paused`; undefined when Meta says nothing. */
  readonly messageStatus: string | undefined;
}

const answer = z.object({
  messages: z.tuple([z.object({ id: z.string().min(1), message_status: z.string().nullish().catch(undefined) })]),
  contacts: z
    .array(z.object({ wa_id: z.string().nullish() }))
    .nullish()
    .catch(undefined),
});

/** The messages edge. Source: Meta, "Sending order messages". */
export class MessagesApi {
  constructor(private readonly graph: GraphClient) {}

  /**
   * Sends one message. Meta knows no key that would make a repetition harmless, so it is sent again only when it certainly did not
   * arrive. Undefined when the answer has no message id: then its fate is unknown.
   */
  async send(phoneNumberId: string, message: OrderMessage, deadline: Deadline): Promise<TakenMessage | undefined> {
    const call = {
      method: "POST",
      path: [phoneNumberId, "messages"],
      body: toWire(message),
      replay: "unsent",
    } as const;
    const { body } = await this.graph.send(call, deadline).catch((error: unknown) => {
      throw error instanceof CallFailed ? about(message.to, error) : error;
    });
    const parsed = answer.safeParse(body);
    if (!parsed.success) return undefined;
    const [{ id, message_status: status }] = parsed.data.messages;
    return {
      messageId: id,
      waId: parsed.data.contacts?.[0]?.wa_id ?? undefined,
      messageStatus: status ?? undefined,
    };
  }
}

/** What the error says of a message; undefined when it has no code of Meta's. */
export function messageErrorIn({ code, message, httpStatus }: GraphProblem): MessageError | undefined {
  // What stands before a subcode. An answer without a Graph error has "HTTP <status>" there.
  const [digits] = /^\d+/.exec(code) ?? [];
  // An error without a code reads as 0, which is a code of Meta's (a bad token) with 401 only.
  if (digits === undefined || (code === "0" && httpStatus !== 401)) return undefined;
  return messageErrorOf(Number(digits), message);
}

/** The failure of a message to that number, which Meta may repeat in its own words: here it is left out. */
const about = (to: string, { outcome, tally, host }: CallFailed): CallFailed =>
  new CallFailed(outcomeAbout(to, outcome), tally, host);

function outcomeAbout(to: string, outcome: FailedOutcome): FailedOutcome {
  if (outcome.kind === "never-sent") return outcome;
  if (outcome.kind !== "unknown-fate") return { ...outcome, problem: problemAbout(to, outcome.problem) };
  const unknown = { ...outcome, why: withoutNumber(outcome.why, to) };
  if (outcome.problem === undefined) return unknown;
  const problem = problemAbout(to, outcome.problem);
  return saysNo(problem) ? { kind: "refused", problem } : { ...unknown, problem };
}

const problemAbout = (to: string, problem: GraphProblem): GraphProblem => ({
  ...problem,
  title: withoutNumber(problem.title, to),
  message: withoutNumber(problem.message, to),
});

/** The code decides, whatever the HTTP status: one that says no is no trouble of Meta's, though it may come with a 500. */
function saysNo(problem: GraphProblem): boolean {
  const kind = messageErrorIn(problem)?.kind;
  return kind !== undefined && kind !== "transient" && kind !== "other";
}
