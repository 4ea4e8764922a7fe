import type { EngineEvent } from "@pulumi/pulumi/automation";
import { nameOf } from "./urn";

/** The plainest account of an operation: one line per step that ended, and every message. */
export class TextLog {
  private text = "";
  private readonly onOutput: ((text: string) => void) | undefined;

  constructor(onOutput: ((text: string) => void) | undefined) {
    this.onOutput = onOutput;
  }

  get stdout(): string {
    return this.text;
  }

  event(event: EngineEvent): void {
    const line = lineOf(event);
    if (line !== undefined) {
      this.text += line;
      this.onOutput?.(line);
    }
  }
}

function lineOf({ diagnosticEvent, resOutputsEvent, resOpFailedEvent }: EngineEvent): string | undefined {
  if (diagnosticEvent !== undefined) {
    return `${diagnosticEvent.prefix ?? ""}${diagnosticEvent.message}`;
  }
  const step = resOutputsEvent ?? resOpFailedEvent;
  if (step === undefined) {
    return undefined;
  }
  const { op, type, urn } = step.metadata;
  return `${op} ${type} ${nameOf(urn)}${resOpFailedEvent === undefined ? "" : " failed"}\n`;
}
