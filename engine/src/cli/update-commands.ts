/** preview, up, refresh, destroy, import. */
import { resolve } from "node:path";
import {
  createJsonLinesDisplay,
  createPreviewJsonDisplay,
  createTextDisplay,
  type DisplayKind,
  type EventDisplay,
} from "../display";
import type { EngineEvent } from "../events";
import { Stack, type UpdateSettings } from "../stack";
import { type StackStore } from "../state";
import { canConfirm, type GlobalFlags, openNamedStack, useColor } from "./context";
import { CommandError, exitCodes } from "./exit-codes";
import { afterImport, type ImportFlags, importOptions } from "./import-command";
import type { CommandIo } from "./io";
import { engineName } from "./version";

type UpdateVerb = "up" | "refresh" | "destroy" | "import";

export interface UpdateFlags extends GlobalFlags, ImportFlags {
  readonly yes?: boolean;
  readonly skipPreview?: boolean;
  readonly previewOnly?: boolean;
  readonly json?: boolean;
  readonly refresh?: boolean;
  readonly continueOnError?: boolean;
  readonly expectNoChanges?: boolean;
  readonly parallel?: number;
  readonly diff?: boolean;
  readonly replace?: readonly string[];
  readonly policyPack?: readonly string[];
  readonly policyPackConfig?: readonly string[];
  readonly clearPendingCreates?: boolean;
}

const nounByVerb: Readonly<Record<UpdateVerb, string>> = {
  ...{ up: "update", refresh: "refresh", destroy: "destroy", import: "import" },
};
const displayKinds: Readonly<Record<UpdateVerb, { readonly run: DisplayKind; readonly preview: DisplayKind }>> = {
  up: { run: "update", preview: "preview" },
  refresh: { run: "refresh", preview: "preview-refresh" },
  destroy: { run: "destroy", preview: "preview-destroy" },
  import: { run: "import", preview: "preview-import" },
};

export async function runPreview(io: CommandIo, flags: UpdateFlags): Promise<void> {
  const session = await openSession(io, flags);
  const display = flags.json === true ? createPreviewJsonDisplay(io.stdout) : textDisplay(session, "preview");
  await show(session, display, (settings) => session.stack.preview(settings), "preview");
}

export async function runUpdate(io: CommandIo, flags: UpdateFlags, verb: UpdateVerb): Promise<void> {
  const mayProceed = flags.yes === true || flags.skipPreview === true || flags.previewOnly === true;
  const canAsk = canConfirm(io, flags) && flags.json !== true;
  if (!mayProceed && !canAsk) {
    throw new CommandError(
      "--yes or --skip-preview must be passed in to proceed when running in non-interactive mode",
      exitCodes.usage,
    );
  }
  if (flags.previewOnly === true && flags.clearPendingCreates === true) {
    throw new CommandError(
      "--clear-pending-creates and --preview-only cannot be used together: a preview changes nothing",
      exitCodes.usage,
    );
  }
  const session = await openSession(io, flags);
  if (flags.skipPreview !== true || flags.previewOnly === true) {
    await show(
      session,
      displayFor(session, displayKinds[verb].preview),
      previewOf(session, verb),
      flags.previewOnly === true ? "preview" : undefined,
    );
    if (flags.previewOnly === true) return;
    if (flags.yes !== true) await confirm(io, session.store.stackName, verb);
  }
  await show(session, displayFor(session, displayKinds[verb].run), runOf(session, verb), nounByVerb[verb]);
  if (flags.json === true) return;
  if (verb === "destroy") io.stdout(afterDestroy(session.store.stackName));
  if (verb === "import" && flags.generateCode === undefined) io.stdout(afterImport(flags));
}

interface UpdateSession {
  readonly io: CommandIo;
  readonly flags: UpdateFlags;
  readonly store: StackStore;
  readonly stack: Stack;
}

async function openSession(io: CommandIo, flags: UpdateFlags): Promise<UpdateSession> {
  const store = await openNamedStack(io, flags);
  io.stderr(`${engineName()}; state in ${store.backendUrl}\n`);
  return { io, flags, store, stack: new Stack(store, io.env, resolve(io.cwd, flags.cwd ?? ".")) };
}

type RunOperation = (settings: UpdateSettings) => Promise<unknown>;

function previewOf({ stack, io, flags }: UpdateSession, verb: UpdateVerb): RunOperation {
  switch (verb) {
    case "up":
      return (settings) => stack.preview(settings);
    case "refresh":
      return (settings) => stack.previewRefresh(settings);
    case "destroy":
      return (settings) => stack.previewDestroy(settings);
    case "import":
      return (settings) => stack.previewImport({ ...settings, ...importOptions(io, flags) });
    default:
      return verb satisfies never;
  }
}

function runOf({ stack, io, flags }: UpdateSession, verb: UpdateVerb): RunOperation {
  switch (verb) {
    case "up":
      return (settings) => stack.up(settings);
    case "refresh":
      return (settings) => stack.refresh({ ...settings, clearPendingCreates: flags.clearPendingCreates });
    case "destroy":
      return (settings) => stack.destroy(settings);
    case "import":
      return (settings) => stack.import({ ...settings, ...importOptions(io, flags) });
    default:
      return verb satisfies never;
  }
}

function displayFor(session: UpdateSession, kind: DisplayKind): EventDisplay {
  if (session.flags.json !== true) return textDisplay(session, kind);
  return kind === "preview-import"
    ? createPreviewJsonDisplay(session.io.stdout)
    : createJsonLinesDisplay(session.io.stdout);
}

function textDisplay({ io, flags, store }: UpdateSession, kind: DisplayKind): EventDisplay {
  return createTextDisplay({
    out: io.stdout,
    kind,
    stackName: store.stackName,
    color: useColor(io, flags),
    showDiff: flags.diff,
  });
}

/**
 * Runs an operation with its display. `expectation` names the operation for `--expect-no-changes`; undefined for a
 * preview ahead of an update.
 */
async function show(
  session: UpdateSession,
  display: EventDisplay,
  run: RunOperation,
  expectation: string | undefined,
): Promise<void> {
  const { io, flags } = session;
  const [cancelling, terminating] = [new AbortController(), new AbortController()];
  const stopListening = io.onInterrupt(
    () => {
      io.stderr(
        "\nCancelling: running steps will finish. Press Ctrl-C again to stop at once; unfinished steps then become pending operations.\n",
      );
      cancelling.abort();
    },
    () => terminating.abort(),
  );
  try {
    await run({
      onEvent: (event: EngineEvent) => display.event(event),
      signal: cancelling.signal,
      terminateSignal: terminating.signal,
      ...(flags.refresh === undefined ? {} : { refresh: flags.refresh }),
      ...(flags.continueOnError === undefined ? {} : { continueOnError: flags.continueOnError }),
      ...(flags.parallel === undefined ? {} : { parallel: flags.parallel }),
      ...{ replace: flags.replace, policyPacks: flags.policyPack, policyPackConfigs: flags.policyPackConfig },
      ...(expectation !== undefined && flags.expectNoChanges === true ? { expectNoChanges: true } : {}),
    });
    display.finish();
  } catch (error) {
    display.finish();
    if (terminating.signal.aborted) throw new CommandError("update cancelled", exitCodes.cancelled);
    throw toCommandError(error, expectation ?? "preview");
  } finally {
    stopListening();
  }
}

function toCommandError(error: unknown, noun: string): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === "ExpectedNoChangesError") {
    return new CommandError(
      `no changes were expected for ${noun} but changes were proposed`,
      exitCodes.changesNotExpected,
    );
  }
  // The failure was displayed with its resource, so only the exit code is left.
  if (error.name === "DeploymentError") return new CommandError("");
  return error;
}

async function confirm(io: CommandIo, stackName: string, verb: UpdateVerb): Promise<void> {
  const answer = (await io.ask?.(`Do you want to perform this ${nounByVerb[verb]} on ${stackName}? (yes/no) `)) ?? "no";
  if (!["y", "yes"].includes(answer.trim().toLowerCase())) {
    throw new CommandError(`confirmation declined, not proceeding with the ${nounByVerb[verb]}`);
  }
}

function afterDestroy(stackName: string): string {
  return `The resources in the stack have been deleted, but the history and configuration associated with the stack are still maintained.\nIf you want to remove the stack completely, run \`pulumi-whatsapp-engine stack rm ${stackName}\`.\n`;
}
