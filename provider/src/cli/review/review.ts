import {
  isChange,
  isStackUrn,
  kindInUrn,
  nameInUrn,
  parsePreviewOutput,
  type PreviewOutput,
} from "../show/preview-output";
import type { Finding } from "../show/sarif";
import { listChanges, type Change, type Operation } from "./change";
import { explainFailure, type PreviewFailure } from "./preview-failure";

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
  /** Problems of this review, such as a missing report of the policy pack. */
  readonly warnings: readonly string[];
}

export interface ReviewInput {
  readonly stack: string;
  /** Output of `pulumi preview --json`; anything, if the preview failed. */
  readonly preview: string;
  /** Findings of the policy pack's linter. */
  readonly findings: readonly Finding[];
  readonly warnings: readonly string[];
}

export function createReview({ stack, preview, findings, warnings }: ReviewInput): Review {
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
  return {
    ...{ stack, warnings },
    failure: explainFailure(output, preview),
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

/** Finds the output of the preview, also between other lines: with `2>&1`, the text contains warnings. */
function findPreviewOutput(text: string): PreviewOutput | undefined {
  const whole = parsePreviewOutput(text);
  if (whole !== undefined) return whole;
  for (const document of listDocuments(text)) {
    const output = parsePreviewOutput(document);
    if (output !== undefined) return output;
  }
  return undefined;
}

/** Most lines that are tried as the first of a document. */
const mostStarts = 100;

/** Lists the texts between a line that begins with a brace and the brace that closes it. */
function* listDocuments(text: string): Iterable<string> {
  const starts = Array.from(text.matchAll(/^\{/gm), ({ index }) => index).slice(0, mostStarts);
  let end = 0;
  for (const start of starts) {
    if (start < end) continue;
    const length = lengthOfObject(text.slice(start));
    if (length === undefined) continue;
    end = start + length;
    yield text.slice(start, end);
  }
}

/** Counts the characters up to the closing brace, without those in strings. Returns undefined if the braces are not balanced. */
function lengthOfObject(text: string): number | undefined {
  let [depth, isString] = [0, false];
  // A backslash in a string escapes the character after it.
  for (const { 0: token, index } of text.matchAll(/["{}]|\\[^]/g)) {
    if (token === '"') isString = !isString;
    else if (!isString && token === "{") depth++;
    else if (!isString && token === "}") depth--;
    if (depth === 0) return index + 1;
  }
  return undefined;
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
