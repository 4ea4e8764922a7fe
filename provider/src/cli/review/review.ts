import { forecastCalls, type Forecast, type ForecastOptions } from "../forecast/forecast";
import { describeWait, listWaiting } from "../forecast/wording";
import { findPreviewOutput } from "../read-preview";
import { isChange, isStackUrn, kindInUrn, nameInUrn, type PreviewOutput } from "../show/preview-output";
import type { Finding } from "../show/sarif";
import { listChanges, type Change, type Operation } from "./change";
import { explainFailure, type PreviewFailure } from "../show/preview-failure";

/** Everything that the comment and the report show. */
export interface Review {
  /** Stack as the user named it. */
  readonly stack: string;
  /** Undefined if the preview succeeded. */
  readonly failure: PreviewFailure | undefined;
  /** Changes to describe. A creative or an ad that only follows a new sequence is described with the sequence. */
  readonly changes: readonly Change[];
  /** Number of changes of each kind, described or not. */
  readonly counts: ReadonlyMap<Operation, number>;
  /** Number of other resources that change, such as those of other providers. */
  readonly otherChanges: number;
  /** Findings about resources and files without a change. */
  readonly otherFindings: readonly Finding[];
  /** Accounts that have to wait, and problems of this review, such as a missing report of the policy pack. */
  readonly warnings: readonly string[];
  /** Calls of the update. Undefined after a preview that failed, and without `limits`. */
  readonly forecast: Forecast | undefined;
}

export interface ReviewInput {
  readonly stack: string;
  /** Output of `pulumi preview --json`; anything, if the preview failed. */
  readonly preview: string;
  /** Findings of the policy pack's linter. */
  readonly findings: readonly Finding[];
  readonly warnings: readonly string[];
  /** Limits for a forecast of the calls. Default: no forecast. */
  readonly limits?: ForecastOptions;
}

export function createReview({ stack, preview, findings, warnings, limits }: ReviewInput): Review {
  const output = findPreviewOutput(preview);
  const allChanges = output === undefined ? [] : listChanges(output.steps);
  const affected = new Set(allChanges.flatMap((change) => change.affected.map(({ urn }) => urn)));
  const changes = allChanges.filter((change) => !isCovered(change, affected));
  const all = mergeFindings(findings, output);
  const findingsByKey = indexFindings(all);
  const used = new Set<Finding>();
  const withFindings = changes.map((change) => {
    const own = new Set(keysOfChange(change).flatMap((key) => findingsByKey.get(key) ?? []));
    own.forEach((finding) => used.add(finding));
    return { ...change, findings: [...own] };
  });
  const failure = explainFailure(output, preview);
  const forecast =
    output === undefined || failure !== undefined || limits === undefined ? undefined : forecastCalls(output, limits);
  return {
    ...{ stack, failure, forecast },
    warnings: [...warnings, ...(forecast === undefined ? [] : listWaitWarnings(forecast))],
    changes: withFindings,
    counts: countOperations(allChanges),
    otherChanges: countOthers(output),
    otherFindings: all.filter((finding) => !used.has(finding)),
  };
}

/** True if a change is only the new id of a sequence or creative, which the change of the sequence describes. */
function isCovered({ urn, kind, operation, fields, secretFields }: Change, affected: ReadonlySet<string>): boolean {
  if (kind !== "creative" && kind !== "attachment") return false;
  if (operation !== "update" && operation !== "replace") return false;
  const isFollowing = fields.every(({ path }) => path === "welcomeMessageSequenceId" || path === "creativeId");
  return isFollowing && secretFields.length === 0 && affected.has(urn);
}

/** Most accounts in the warnings. The list of calls has more. */
const mostWaiting = 3;

function listWaitWarnings(forecast: Forecast): readonly string[] {
  const waiting = listWaiting(forecast);
  const more = waiting.length - mostWaiting;
  return [
    ...waiting.slice(0, mostWaiting).map((bucket) => describeWait(bucket)),
    ...(more <= 0 ? [] : [`${more} more ${more === 1 ? "account has" : "accounts have"} to wait.`]),
  ];
}

/** Joins the findings of the linter with those of the policy pack in the preview, which may be the same. */
function mergeFindings(findings: readonly Finding[], output: PreviewOutput | undefined): readonly Finding[] {
  const ofPreview = (output?.violations ?? []).map(({ policy, message, isMandatory, urn }): Finding => ({
    rule: policy,
    level: isMandatory ? "error" : "warning",
    message: removeDescription(message),
    ...(urn === undefined ? {} : { urn, name: nameInUrn(urn) }),
  }));
  const textOf = ({ rule = "", message }: Finding): string => `${rule} ${message}`;
  const known = new Set(findings.map(textOf));
  return [...findings, ...ofPreview.filter((violation) => !known.has(textOf(violation)))];
}

/** Removes the first line of a message, which describes the policy, unless it is all. */
function removeDescription(message: string): string {
  const [first = "", ...rest] = message.split("\n").map((line) => line.trim());
  return rest.length === 0 ? first : rest.filter((line) => line !== "").join(" ");
}

/** Keys by which a finding matches a resource: the URN if it has one, else the names of its file and of its sequence or order. */
function keysOfFinding({ urn, name, file }: Finding): readonly string[] {
  if (urn !== undefined) return [`urn ${urn}`];
  const fileName = file
    ?.split("/")
    .at(-1)
    ?.replace(/\.\w+$/, "");
  return [...(fileName === undefined ? [] : [`file ${fileName}`]), ...(name === undefined ? [] : [`name ${name}`])];
}

/** Keys of the findings about a change. A sequence may have another name than its resource. */
function keysOfChange({ urn, kind, name, after }: Change): readonly string[] {
  if (kind !== "sequence" && kind !== "order") return [`urn ${urn}`];
  const content = after?.content;
  const ownName = content?.kind === "sequence" ? content.texts.name : content?.message.referenceId;
  return [`file ${name}`, `name ${name}`, ...(ownName === undefined ? [] : [`name ${ownName}`]), `urn ${urn}`];
}

function indexFindings(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const index = new Map<string, Finding[]>();
  for (const finding of findings) {
    for (const key of keysOfFinding(finding)) {
      const group = index.get(key) ?? [];
      group.push(finding);
      index.set(key, group);
    }
  }
  return index;
}

function countOperations(changes: readonly Change[]): ReadonlyMap<Operation, number> {
  const counts = new Map<Operation, number>();
  for (const { operation } of changes) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  return counts;
}

function countOthers(output: PreviewOutput | undefined): number {
  const steps = output?.steps ?? [];
  return steps.filter((step) => isChange(step) && kindInUrn(step.urn) === undefined && !isStackUrn(step.urn)).length;
}
