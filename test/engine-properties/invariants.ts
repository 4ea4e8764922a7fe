import { isDeepStrictEqual } from "node:util";
import { DeploymentError } from "../../engine/src/deploy/reporting/deployment-error";
import { ReplaceTargets } from "../../engine/src/deploy/steps/replace-targets";
import { nameOf } from "../../engine/src/state/urn";
import { deserializeState, parseExported } from "../../engine/src/state/checkpoint";
import { plainReader } from "../../engine/src/state/secret-cache";
import type { PendingOperation, PropertyMap, ResourceState, Snapshot } from "../../engine/src/state";
import { ownRows, isAcknowledged } from "./reconciliation";
import { secretWord } from "./fake-provider";
import { pendingTypes } from "./session";
import { foreignIdOf } from "./scripted-program";
import type { StateFolder } from "./state-folder";
import type { Report } from "./stack-harness";

/** Returns all violations of one operation, except those of the reconciliation. */
export function violations(report: Report, folder: StateFolder): readonly string[] {
  const { session, after, isCrashed, operation } = report;
  return [
    ...session.problems,
    ...orderProblems(after.resources),
    ...duplicateIds(after),
    ...secretProblems(report),
    ...exportProblems(report),
    ...(operation.dryRun ? previewProblems(report) : []),
    ...(isCrashed ? crashProblems(report) : [...outcomeProblems(report), ...pendingProblems(report, folder)]),
    ...deletionProblems(report),
    ...cancellationProblems(report),
  ];
}

function exportProblems({ exported, after }: Report): readonly string[] {
  try {
    const opened = deserializeState(parseExported(exported, "export"), plainReader);
    return isDeepStrictEqual(opened, after) ? [] : ["the export says something else than the state"];
  } catch (error) {
    return [String(error)];
  }
}

/** Implements the rules of the real engine's VerifyIntegrity independently. */
function orderProblems(rows: readonly ResourceState[]): readonly string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  const live = new Set<string>();
  for (const row of rows) {
    const needed = [row.parent, row.deletedWith, ...(row.dependencies ?? [])];
    const all = [...needed, ...Object.values(row.propertyDependencies ?? {}).flat()];
    const provider = row.pendingReplacement === true ? undefined : row.provider;
    for (const urn of [...all, provider]) {
      if (urn !== undefined && !seen.has(urn)) {
        problems.push(`${nameOf(row.urn)} comes before ${urn}, which it needs`);
      }
    }
    if (row.delete !== true && live.has(row.urn)) {
      problems.push(`${nameOf(row.urn)} is alive twice`);
    }
    if (row.delete !== true) {
      live.add(row.urn);
    }
    seen.add(row.urn).add(`${row.urn}::${row.id ?? ""}`);
  }
  return problems;
}

function duplicateIds(snapshot: Snapshot): readonly string[] {
  const ids = ownRows(snapshot).map(({ id }) => id);
  return ids.filter((id, index) => ids.indexOf(id) < index).map((id) => `${id} belongs to two resources`);
}

function secretProblems({ open, output }: Report): readonly string[] {
  return [
    ...open.map((file) => `${file} shows a secret`),
    ...(output.includes(secretWord) ? ["a secret is shown"] : []),
  ];
}

function previewProblems({ isFolderChanged, rowsBefore: rowsBefore, session }: Report): readonly string[] {
  return [
    ...(isFolderChanged ? ["a preview changed the state folder"] : []),
    ...(isDeepStrictEqual(rowsBefore, session.provider.rows) ? [] : ["a preview changed the provider"]),
  ];
}

/** Checks that acknowledged resources exist after the crash. */
function crashProblems({ session, after }: Report): readonly string[] {
  const ids = new Set(ownRows(after).map(({ id }) => id));
  return session.calls.flatMap((call) => {
    const isRegistered = session.acknowledged.some(({ id }) => id === call.id);
    return call.verb === "create" && isAcknowledged(call) && isRegistered && !ids.has(call.id)
      ? [`${call.id} of ${nameOf(call.urn)} was registered but is lost`]
      : [];
  });
}

/**
 * Allows only unanswered calls, and creates that were pending before, as pending operations of an operation that ended.
 */
function pendingProblems({ base, after, operation, session, error }: Report, folder: StateFolder): readonly string[] {
  if (operation.dryRun) {
    return [];
  }
  // A call may not have reached the provider before it died.
  const reported = session.hasLostProvider && error instanceof DeploymentError ? error.diagnostics : [];
  const lost = session.calls.filter(({ verb, answer }) => answer === "nothing" && verb in pendingTypes);
  const isLost = ({ type, resource }: PendingOperation): boolean =>
    lost.some(({ verb, urn }) => pendingTypes[verb] === type && urn === resource.urn) ||
    reported.some(({ urn }) => urn === resource.urn);
  const isOld = ({ type, resource }: PendingOperation): boolean =>
    type === "creating" &&
    operation.clears !== true &&
    base.pendingOperations.some((each) => each.type === type && each.resource.urn === resource.urn);
  const pending = after.pendingOperations.filter((each) => !isLost(each) && !isOld(each));
  const forgotten = lost.filter(
    ({ verb, urn }) =>
      !after.pendingOperations.some(({ type, resource }) => pendingTypes[verb] === type && urn === resource.urn),
  );
  return [
    ...pending.map(
      ({ type, resource }) => `${type} of ${nameOf(resource.urn)} is pending after an operation that ended`,
    ),
    ...forgotten.map(({ verb, urn }) => `${verb} of ${nameOf(urn)} was never answered and is not pending`),
    ...(folder.isLocked ? ["the lock is left"] : []),
    ...(folder.hasJournal ? ["the journal is left"] : []),
  ];
}

function outcomeProblems(report: Report): readonly string[] {
  const { error, session, operation, isAborted } = report;
  const failed = session.calls.filter(({ answer }) => answer !== "ok");
  if (error === undefined) {
    const unreported = failed.map(({ verb, urn }) => `${verb} of ${nameOf(urn)} failed, but the operation succeeded`);
    return [
      ...unreported,
      ...(operation.kind === "up" && !operation.dryRun
        ? [...programProblems(report), ...unreplacedTargets(report)]
        : []),
    ];
  }
  if (!(error instanceof DeploymentError)) {
    return [`thrown: ${error.stack ?? error.message}`];
  }
  const { diagnostics } = error;
  const unnamed = failed.filter(
    ({ verb, urn }) => verb !== "check" && verb !== "diff" && !diagnostics.some((each) => each.urn === urn),
  );
  const hasAliasConflict = report.resources.some(({ takes }) => takes !== undefined);
  const hasReason = failed.length > 0 || isAborted || operation.throwsAfter !== undefined || hasAliasConflict;
  const isProtection = diagnostics.some(({ message }) => /protect/.test(message));
  return [
    ...unnamed.map(({ verb, urn }) => `${verb} of ${nameOf(urn)} failed and no error names it`),
    ...(diagnostics.length === 0 ? ["failed without an error"] : []),
    ...(hasReason || isProtection ? [] : [`failed for no reason: ${error.message}`]),
  ];
}

/** Checks that the state matches the program after a success. */
function programProblems({ resources, sent, after }: Report): readonly string[] {
  return resources.flatMap((resource) => {
    const row = after.resources.find(({ urn, delete: isOld }) => urn === resource.urn && isOld !== true);
    const inputs = sent.get(resource.urn)?.inputs;
    if (row === undefined || inputs === undefined) {
      return [`${resource.name} is in the program and not in the state`];
    }
    const isKept = (row.external === true) === (resource.kind === "get");
    const isForeign = resource.kind !== "get" || row.id === foreignIdOf(resource);
    const isComplete = isKept && isForeign && row.pendingReplacement !== true && row.initErrors === undefined;
    const parent = resource.parent?.urn;
    const hasParent = parent === undefined || row.parent === parent;
    return [
      ...(isComplete && hasParent ? [] : [`${resource.name} differs between state and program`]),
      ...(isDeepStrictEqual(omitKeys(row.inputs, resource.ignoreChanges), omitKeys(inputs, resource.ignoreChanges))
        ? []
        : [`inputs of ${resource.name}: ${JSON.stringify(row.inputs)} in the state, ${JSON.stringify(inputs)} sent`]),
    ];
  });
}

/** Checks that every replace target has a new row after a success. */
function unreplacedTargets({ operation: { replace = [] }, resources, base, after }: Report): readonly string[] {
  const targets = new ReplaceTargets(replace);
  const before = new Set(ownRows(base).map(({ id }) => id));
  return ownRows(after)
    .filter(({ id, urn }) => before.has(id) && targets.has(urn) && resources.some((each) => each.urn === urn))
    .map(({ id, urn }) => `${id} of ${nameOf(urn)} was not replaced`);
}

function omitKeys(inputs: PropertyMap | undefined, keys: readonly string[]): PropertyMap {
  return Object.fromEntries(Object.entries(inputs ?? {}).filter(([key]) => !keys.includes(key)));
}

/** Checks that a cancelled operation starts no call except those about to start, and the diff that follows a read. */
function cancellationProblems(report: Report): readonly string[] {
  const { operation, session, error, isAborted, isCrashed } = report;
  const { cancellation, parallel } = operation;
  if (cancellation === undefined || !isAborted || isCrashed) {
    return [];
  }
  const later = session.calls.slice(cancellation.atCall).filter(({ verb }) => verb in pendingTypes || verb === "read");
  const allowed = cancellation.atCall === 0 ? 0 : parallel;
  return [
    ...(later.length > allowed ? [`${String(later.length)} steps were begun after the operation was cancelled`] : []),
    ...(error === undefined ? ["a cancelled operation succeeded"] : []),
  ];
}

/** Checks that dependents are deleted before their dependencies once the program has finished. */
function deletionProblems({ session: { calls }, base }: Report): readonly string[] {
  const start = calls.findLastIndex(({ verb }) => verb !== "delete") + 1;
  const rows = ownRows(base);
  const indexOf = (id: string): number => rows.findIndex((row) => row.id === id);
  return calls.slice(start).flatMap((removed, index) =>
    calls.slice(start + index + 1).flatMap((later) => {
      const dependent = rows[indexOf(later.id)];
      const isDependent =
        dependent !== undefined && indexOf(later.id) > indexOf(removed.id) && neededUrns(dependent).has(removed.urn);
      return isDependent ? [`${nameOf(removed.urn)} was deleted before ${nameOf(later.urn)}, which needs it`] : [];
    }),
  );
}

function neededUrns(row: ResourceState): ReadonlySet<string> {
  const single = [row.parent, row.deletedWith].filter((urn) => urn !== undefined);
  return new Set([...single, ...(row.dependencies ?? []), ...Object.values(row.propertyDependencies ?? {}).flat()]);
}
