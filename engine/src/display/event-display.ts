import type { EngineEvent } from "../events";

/** Operation that is displayed. */
export type DisplayKind =
  "update" | "refresh" | "destroy" | "import" | "preview" | "preview-refresh" | "preview-destroy" | "preview-import";

/** Takes every event of one run, in order. */
export interface EventDisplay {
  event(event: EngineEvent): void;
  /** Prints what is only known at the end. Call it once, also after a failure. */
  finish(): void;
}

/** Where text goes, a piece at a time. */
export type Output = (text: string) => void;
