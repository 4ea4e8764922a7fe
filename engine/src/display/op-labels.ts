/** Labels of operations, as the CLI prints them. */
import type { OpType } from "@pulumi/pulumi/automation";
import type { Formatter } from "picocolors/types";
import type pico from "picocolors";
import { nameOf, typeOf } from "../state/urn";
import { escapeToLine } from "../terminal-text";
import type { DisplayKind } from "./event-display";

export type Colors = ReturnType<typeof pico.createColors>;

export interface OpLabels {
  /** Symbol of two characters. */
  readonly mark: string;
  /** Label in a preview. */
  readonly plan: string;
  readonly running: string;
  readonly done: string;
  readonly color: "green" | "yellow" | "red" | "cyan" | "dim";
}

const labelsByOp: Readonly<Record<OpType, OpLabels>> = {
  same: { mark: "  ", plan: "unchanged", running: "checking", done: "unchanged", color: "dim" },
  create: { mark: "+ ", plan: "create", running: "creating", done: "created", color: "green" },
  update: { mark: "~ ", plan: "update", running: "updating", done: "updated", color: "yellow" },
  delete: { mark: "- ", plan: "delete", running: "deleting", done: "deleted", color: "red" },
  replace: { mark: "+-", plan: "replace", running: "replacing", done: "replaced", color: "yellow" },
  "create-replacement": {
    mark: "++",
    plan: "create replacement",
    running: "creating replacement",
    done: "created replacement",
    color: "green",
  },
  "delete-replaced": {
    mark: "--",
    plan: "delete original",
    running: "deleting original",
    done: "deleted original",
    color: "red",
  },
  read: { mark: "> ", plan: "read", running: "reading", done: "read", color: "cyan" },
  "read-replacement": {
    mark: ">>",
    plan: "read for replacement",
    running: "reading for replacement",
    done: "read for replacement",
    color: "cyan",
  },
  refresh: { mark: "~ ", plan: "refresh", running: "refreshing", done: "refreshed", color: "cyan" },
  discard: { mark: "< ", plan: "discard", running: "discarding", done: "discarded", color: "red" },
  "discard-replaced": {
    mark: "<<",
    plan: "discard original",
    running: "discarding original",
    done: "discarded original",
    color: "red",
  },
  "remove-pending-replace": {
    mark: "~ ",
    plan: "complete replace",
    running: "completing replace",
    done: "completed replace",
    color: "dim",
  },
  import: { mark: "= ", plan: "import", running: "importing", done: "imported", color: "cyan" },
  "import-replacement": {
    mark: "=>",
    plan: "import replacement",
    running: "importing replacement",
    done: "imported replacement",
    color: "cyan",
  },
};

export function labelsOf(op: OpType): OpLabels {
  return labelsByOp[op];
}

export function paintOf(op: OpType, colors: Colors): Formatter {
  return colors[labelsByOp[op].color];
}

const titleByKind: Readonly<Record<DisplayKind, string>> = {
  update: "Updating",
  refresh: "Refreshing",
  destroy: "Destroying",
  import: "Importing",
  preview: "Previewing update",
  "preview-refresh": "Previewing refresh",
  "preview-destroy": "Previewing destroy",
  "preview-import": "Previewing import",
};

export function titleOf(kind: DisplayKind): string {
  return titleByKind[kind];
}

export function isPreview(kind: DisplayKind): boolean {
  return kind.startsWith("preview");
}

/** Name in a URN such as `urn:pulumi:dev::project::parent$type::name`. It may contain `::`. */
export function displayName(urn: string): string {
  return escapeToLine(nameOf(urn));
}

/** Type without its parents and, for dynamic resources, without the prefix. */
export function typeName(urn: string): string {
  return escapeToLine(typeOf(urn).replace(/^pulumi-nodejs:dynamic\//, ""));
}

/** Formats a duration: `0.01s`, `12s`, `1m2s`. */
export function durationText(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 1) return `${seconds.toFixed(2)}s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole}s` : `${Math.floor(whole / 60)}m${whole % 60}s`;
}
