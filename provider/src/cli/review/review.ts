import { nameInUrn, parsePreviewOutput, type PreviewOutput } from "../show/preview-output";
import type { Finding } from "../show/sarif";
import { kindOfUrn, listChanges, type Change } from "./change";
import { describeFailure, type PreviewFailure } from "./preview-failure";

/** Everything that the comment and the report show. */
export interface Review {
  /** Stack as the user named it. */
  readonly stack: string;
  /** Undefined if the preview succeeded. */
  readonly failure: PreviewFailure | undefined;
  readonly changes: readonly Change[];
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
  const changes = output === undefined ? [] : listChanges(output.steps);
  const all = mergeFindings(findings, output);
  const used = new Set<Finding>();
  const withFindings = changes.map((change) => {
    const own = all.filter((finding) => isAbout(finding, change));
    own.forEach((finding) => used.add(finding));
    return { ...change, findings: own };
  });
  return {
    ...{ stack, warnings },
    failure: describeFailure(output, preview),
    changes: withFindings,
    otherChanges: countOthers(output),
    otherFindings: all.filter((finding) => !used.has(finding)),
  };
}

/** Finds the output of the preview, also between other lines: with `2>&1`, the text contains warnings. */
function findPreviewOutput(text: string): PreviewOutput | undefined {
  const whole = parsePreviewOutput(text);
  if (whole !== undefined) return whole;
  const [document] = /^\{[^]*^\}/m.exec(text) ?? [];
  return document === undefined ? undefined : parsePreviewOutput(document);
}

/** Joins the findings of the linter with those of the policy pack in the preview, which may be the same. */
function mergeFindings(findings: readonly Finding[], output: PreviewOutput | undefined): readonly Finding[] {
  const ofPreview = (output?.violations ?? []).map(({ policy, message, isMandatory, urn }): Finding => ({
    rule: policy,
    level: isMandatory ? "error" : "warning",
    message: message.replace(/\s+/g, " "),
    ...(urn === undefined ? {} : { urn, name: nameInUrn(urn) }),
  }));
  const isNew = (violation: Finding): boolean =>
    !findings.some(({ rule, message }) => rule === violation.rule && violation.message.includes(message));
  return [...findings, ...ofPreview.filter(isNew)];
}

/** Matches a finding by URN, or by the name of the resource, of the sequence or of the file. */
function isAbout({ urn, name, file }: Finding, change: Change): boolean {
  if (urn !== undefined) return urn === change.urn;
  if (change.kind !== "sequence" && change.kind !== "order") return false;
  const content = change.after?.content;
  const ownName = content?.kind === "sequence" ? content.texts.name : content?.message.referenceId;
  const fileName = file?.split("/").at(-1)?.replace(/\.\w+$/, "");
  return fileName === change.name || (name !== undefined && [change.name, ownName].includes(name));
}

function countOthers(output: PreviewOutput | undefined): number {
  const isStack = (urn: string): boolean => urn.includes("::pulumi:pulumi:Stack::");
  const steps = output?.steps ?? [];
  return steps.filter(({ op, urn }) => !["same", "read", "refresh"].includes(op) && kindOfUrn(urn) === undefined && !isStack(urn))
    .length;
}
