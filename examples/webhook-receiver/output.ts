import type { Attribution, WebhookEvent } from "pulumi-whatsapp/webhooks";

const line = (value: object): string => `${JSON.stringify(value)}\n`;

export const print = (value: object): boolean => process.stdout.write(line(value));

/** One line for each event: what happened, and which sequence the person saw before. */
export function handle(event: WebhookEvent, attribution: Attribution): void {
  if (event.kind === "message") {
    const { id, from, type, text } = event.message;
    print({ kind: event.kind, id, from, type, text, attribution });
  } else if (event.kind === "status") {
    const { id, status } = event.status;
    print({ kind: event.kind, id, status });
  } else if (event.kind === "error") {
    const { code, details, advice } = event.error;
    print({ kind: event.kind, code, details, advice });
  } else {
    print({ kind: event.kind, field: event.field });
  }
}

export const report = (problem: unknown): void => {
  process.stderr.write(line(problem instanceof Error ? { problem: problem.message } : { problem }));
};
