import { isNativeError } from "node:util/types";
import type { Attribution, WebhookEvent } from "pulumi-whatsapp/webhooks";
import { People } from "./people";

const people = new People();

function jsonLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

export function print(value: object): boolean {
  return process.stdout.write(jsonLine(value));
}

/**
 * Keeps the process alive when its output is closed (EPIPE): the lines are a log, and a delivery does not depend on them. Call
 * it once, at the start.
 */
export function surviveClosedOutput(): void {
  process.stdout.once("error", () => {
    process.stdout.on("error", () => undefined);
    report("Standard output is closed: events are handled, but no longer printed.");
  });
  process.stderr.on("error", () => undefined);
}

/** Describes an error in one line. */
export function lineOf(problem: unknown): string {
  if (!isNativeError(problem)) return String(problem);
  // A connection that failed for several addresses has no message.
  const { message, name } = problem;
  const text = message || ("code" in problem ? String(problem.code) : name);
  return text.trim().replace(/\s*\n\s*/g, "; ");
}

/** One line for each event: what happened, who it was, and which sequence the person saw before. */
export function handle(event: WebhookEvent, attribution: Attribution): void {
  if (event.kind === "message") {
    const { id, type, text, isPlaceholder } = event.message;
    const { number: from, userId, name, username } = people.update(event);
    const notYet = isPlaceholder ? { isPlaceholder } : {};
    print({ kind: event.kind, id, from, userId, name, username, type, text, ...notYet, attribution });
  } else if (event.kind === "status") {
    const { id, status, recipientId: to, recipientUserId: userId } = event.status;
    print({ kind: event.kind, id, status, to, userId });
  } else if (event.kind === "error") {
    const { code, details, advice } = event.error;
    print({ kind: event.kind, code, details, advice });
  } else if (event.kind === "contact") {
    const { userId, waId, name } = event.contact;
    print({ kind: event.kind, userId, waId, name });
  } else {
    print({ kind: event.kind, field: event.field });
  }
}

export function report(problem: unknown): void {
  process.stderr.write(jsonLine({ problem: isNativeError(problem) ? lineOf(problem) : problem }));
}
