import type { EngineEvent } from "../events";

/** Operation to display. */
export type DisplayKind =
  "update" | "refresh" | "destroy" | "import" | "preview" | "preview-refresh" | "preview-destroy" | "preview-import";

/** Displays an event. Events come in the order of the run. */
export interface EventDisplay {
  event(event: EngineEvent): void;
  /** Prints the final sections. Call it once, even after a failure. */
  finish(): void;
}

/** Receives output, piece by piece. */
export type Output = (text: string) => void;
