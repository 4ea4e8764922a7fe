import type { ChatLibrary } from "../show/chat-library";
import { argumentOf, type Finding } from "../show/sarif";
import { drawChat, type DrawOptions, type Subject } from "../show/subject";
import type { AffectedResource } from "./affected";
import { looksUnchanged, type Change } from "./change";
import { labelOfPath, renderDiff, type FieldChange } from "./field-change";
import type { Review } from "./review";
import {
  describeEffect,
  describeFailureKind,
  kindNames,
  listNotes,
  operationIcons,
  operationPhrases,
  summarize,
} from "./wording";

export interface MarkdownOptions extends DrawOptions {
  /** Maximum length in UTF-16 units. */
  readonly maxLength: number;
  /** Address of the full report. */
  readonly reportUrl: string | undefined;
}

/** First line of the comment. The pipeline finds the comment of a stack by it. */
function markerOf(stack: string): string {
  // Two hyphens would end the comment.
  return `<!-- pulumi-whatsapp-review: ${stack.replace(/[^\w./-]/g, "_").replace(/-{2,}/g, "-")} -->`;
}

/**
 * Renders a comment for GitHub or GitLab. Every text is escaped, so that it forms no Markdown, mentions, references, images or HTML. If the
 * comment is too long, the last changes are shortened to their headings.
 */
export function renderComment(library: ChatLibrary, review: Review, options: MarkdownOptions): string {
  const writer = new CommentWriter(library, options);
  const head = fitHead(writer, review, options.maxLength);
  const sections = review.changes.map((change) => ({
    full: writer.renderChange(change),
    short: writer.renderHeading(change),
  }));
  const tail = writer.renderOtherFindings(review.otherFindings);
  const link = options.reportUrl === undefined ? "" : ` ${writer.linkReport(options.reportUrl)}`;
  return fitSections({ head, sections, tail, link }, options.maxLength);
}

/** Numbers and lengths of reasons that a heading may have, from the longest to none. */
const reasonLimits: readonly (readonly [count: number, length: number])[] = [
  [10, 2_000],
  [10, 200],
  [3, 100],
];

/** Renders the heading with as much about a failure as half of the comment has room for. */
function fitHead(writer: CommentWriter, review: Review, maxLength: number): string {
  const { failure } = review;
  if (failure === undefined) return writer.renderHead(review);
  const heads = reasonLimits.map(([count, length]) => {
    const reasons = failure.reasons.slice(0, count).map(({ resource, message }) => ({
      resource,
      message: message.length <= length ? message : `${message.slice(0, length)}…`,
    }));
    const more = failure.reasons.length - reasons.length;
    const note = more === 0 ? [] : [{ message: `${more} more errors are in the log of the job.` }];
    return writer.renderHead({ ...review, failure: { ...failure, reasons: [...reasons, ...note] } });
  });
  const withoutReasons = writer.renderHead({ ...review, failure: { ...failure, reasons: [] } });
  return heads.find((head) => head.length <= maxLength / 2) ?? withoutReasons;
}

interface CommentParts {
  readonly head: string;
  readonly sections: readonly { readonly full: string; readonly short: string }[];
  readonly tail: string;
  /** Link to the full report, for the note about what is missing. */
  readonly link: string;
}

/** Joins the parts. Shortens and drops sections from the end until they fit. */
function fitSections({ head, sections, tail, link }: CommentParts, maxLength: number): string {
  const join = (full: number, short: number, end: string): string => {
    const dropped = sections.length - full - short;
    const isComplete = full === sections.length && end === tail;
    const missing = dropped === 0 ? "" : ` ${dropped} more ${dropped === 1 ? "change is" : "changes are"} not listed.`;
    const note = isComplete ? "" : `_This comment is shortened.${missing}${link}_`;
    const parts = [
      ...sections.slice(0, full).map((section) => section.full),
      ...sections.slice(full, full + short).map((section) => section.short),
    ];
    return `${[head, ...parts, end, note].filter((part) => part !== "").join("\n\n")}\n`;
  };
  const attempts = [
    () => join(sections.length, 0, tail),
    ...sections.map((_, index) => () => join(sections.length - index, index, "")),
    ...sections.map((_, index) => () => join(0, sections.length - index, "")),
  ];
  for (const attempt of attempts) {
    const text = attempt();
    if (text.length <= maxLength) return text;
  }
  return join(0, 0, "").slice(0, maxLength);
}

class CommentWriter {
  readonly #library: ChatLibrary;
  readonly #options: MarkdownOptions;

  constructor(library: ChatLibrary, options: MarkdownOptions) {
    this.#library = library;
    this.#options = options;
  }

  renderHead(review: Review): string {
    const { stack, failure, warnings } = review;
    const { reportUrl } = this.#options;
    const link = reportUrl === undefined ? "" : this.linkReport(reportUrl);
    const summary = summarize(review);
    const lines = [summary === "" ? "" : `**${summary}.**`, link].filter((part) => part !== "").join(" ");
    const parts = [
      `${markerOf(stack)}\n### 💬 WhatsApp messages: ${this.#code(stack)}`,
      ...(failure === undefined ? [] : [this.#renderFailure(review)]),
      ...(lines === "" ? [] : [lines]),
      ...warnings.map((warning) => `⚠️ ${this.#text(warning)}`),
    ];
    return parts.join("\n\n");
  }

  #renderFailure(review: Review): string {
    const { title, detail } = describeFailureKind(review);
    const reasons = (review.failure?.reasons ?? []).map(({ resource, message }) => {
      const name = resource === undefined ? "" : `${this.#code(resource)}: `;
      return `<li>${name}${this.#text(message)}</li>`;
    });
    const list = reasons.length === 0 ? "" : `\n\n<ul>${reasons.join("")}</ul>`;
    return `❌ **${title}.** ${detail}${list}`;
  }

  renderHeading({ name, kind, operation }: Change): string {
    return `#### ${operationIcons[operation]} ${kindNames[kind]} ${this.#code(name)} ${operationPhrases[operation]}`;
  }

  renderChange(change: Change): string {
    const { fields, affected, findings } = change;
    const items = [
      ...findings.map((finding) => this.#renderFinding(finding)),
      ...listNotes(change).map((note) => `⚠️ ${this.#text(note)}`),
      ...affected.map((one) => this.#renderAffected(one)),
    ];
    return [
      this.renderHeading(change),
      ...(items.length === 0 ? [] : [`<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`]),
      ...fields.map((field) => this.#renderField(field)),
      this.#renderChats(change),
    ]
      .filter((part) => part !== "")
      .join("\n\n");
  }

  renderOtherFindings(findings: readonly Finding[]): string {
    if (findings.length === 0) return "";
    const items = findings.map((finding) => `<li>${this.#renderFinding(finding, finding.name)}</li>`);
    const title = `${findings.length} policy ${findings.length === 1 ? "finding" : "findings"} about other messages`;
    return `<details><summary>${title}</summary><ul>${items.join("")}</ul></details>`;
  }

  linkReport(url: string): string {
    return `<a href="${url.replace(/[^\w:/.?=&%#~+-]/g, encodeURIComponent).replace(/&/g, "&amp;")}">Full report</a>`;
  }

  #renderFinding(finding: Finding, name?: string): string {
    const { rule, level, message, file, line } = finding;
    const argument = argumentOf(finding);
    const rest = argument === undefined ? message : message.slice(argument.length);
    const place = file === undefined ? "" : ` (${this.#code(line === undefined ? file : `${file}:${line}`)})`;
    const subject = name === undefined ? "" : `${this.#code(name)} `;
    const head = argument === undefined ? "" : this.#code(argument);
    return `${level === "error" ? "⛔" : "⚠️"} ${subject}${head}${this.#text(rest)} ${this.#code(rule)}${place}`;
  }

  #renderAffected(affected: AffectedResource): string {
    const { kind, name, adId } = affected;
    const id = adId === undefined ? "" : ` (id ${this.#code(adId)})`;
    return `📣 ${kind === "ad" ? "Ad" : "Ad creative"} ${this.#code(name)}${id} ${describeEffect(affected)}.`;
  }

  /** Texts that a person reads are shown as text, others as code. */
  #renderField({ path, before, after }: FieldChange): string {
    const label = labelOfPath(path);
    const title = label === undefined ? this.#code(path) : `<b>${label}</b>`;
    const show = (text: string): string => (label === undefined ? this.#code(text) : this.#text(text));
    const text = renderDiff(this.#library.diffWords(before, after), show);
    return `<p>${title}</p><blockquote>${text}</blockquote>`;
  }

  #renderChats(change: Change): string {
    const { before, after } = change;
    if (before !== undefined && after !== undefined && !looksUnchanged(change)) {
      const cells = [before, after].map((subject) => `<td valign="top">${this.#renderChat(subject)}</td>`);
      return `<table><tr><th>Before</th><th>After</th></tr><tr>${cells.join("")}</tr></table>`;
    }
    const subject = after ?? before;
    return subject === undefined ? "" : this.#renderChat(subject);
  }

  #renderChat(subject: Subject): string {
    return this.#library.renderMarkdown(drawChat(this.#library, subject, this.#options));
  }

  #text(text: string): string {
    return this.#library.escapeMarkdown(text);
  }

  #code(text: string): string {
    return this.#library.codeMarkdown(text);
  }
}
