import type { Forecast } from "../forecast/forecast";
import { summarizeCalls } from "../forecast/wording";
import type { ChatLibrary } from "../show/chat-library";
import { argumentOf, type Finding } from "../show/sarif";
import { drawChat, type DrawOptions, type Subject } from "../show/subject";
import type { AffectedResource } from "./affected";
import { looksUnchanged, type Change } from "./change";
import { labelOfPath, renderDiff, type FieldChange } from "./field-change";
import type { PreviewFailure } from "../show/preview-failure";
import type { Review } from "./review";
import {
  describeAffected,
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

/** Most accounts whose calls are listed. */
const mostAccounts = 10;

/** First line of the comment. The pipeline finds the comment of a stack by it. */
function markerOf(stack: string): string {
  // Two hyphens would end the comment.
  return `<!-- pulumi-whatsapp-review: ${stack.replace(/-(?=-)/g, "%2D")} -->`;
}

/**
 * Renders a comment for GitHub or GitLab. Every text is escaped, so that it forms no Markdown, mentions, references, images or HTML. If the
 * comment is too long, the last changes are shortened to their headings.
 */
export function renderComment(library: ChatLibrary, review: Review, options: MarkdownOptions): string {
  const writer = new CommentWriter(library, options);
  return fitSections(
    {
      heads: listHeads(writer, review),
      sections: review.changes.map((change) => ({
        full: writer.renderChange(change),
        short: writer.renderHeading(change),
      })),
      tail: writer.renderOtherFindings(review.otherFindings),
      link: writer.linkReport(),
    },
    options.maxLength,
  );
}

/** Numbers and lengths of reasons that a heading may have, from the longest. */
const reasonLimits: readonly (readonly [count: number, length: number])[] = [
  [10, 2_000],
  [10, 200],
  [3, 100],
];

/** Length of the end of a stack's name that the shortest heading shows. */
const shortStackLength = 60;

/** Lists the headings with more and less about a failure or the calls, from the longest. The last one fits in the least length of a comment. */
function listHeads(writer: CommentWriter, review: Review): readonly string[] {
  const { failure, stack } = review;
  const shortStack = stack.length <= shortStackLength ? stack : `…${stack.slice(-shortStackLength)}`;
  const withReasons = (failure === undefined ? [] : reasonLimits).map(([count, length]) =>
    writer.renderHead(review, { reasons: shortenReasons(failure?.reasons ?? [], count, length) }),
  );
  return [
    ...withReasons,
    writer.renderHead(review, { reasons: [] }),
    writer.renderHead({ ...review, forecast: undefined }, { reasons: [] }),
    writer.renderHead(
      { ...review, forecast: undefined, warnings: [] },
      { reasons: [], hasLink: false, title: shortStack },
    ),
  ];
}

type Reasons = PreviewFailure["reasons"];

function shortenReasons(reasons: Reasons, count: number, length: number): Reasons {
  const more = reasons.length - count;
  return [
    ...reasons.slice(0, count).map(({ resource, message }) => ({
      resource,
      message: message.length <= length ? message : `${message.slice(0, length)}…`,
    })),
    ...(more <= 0 ? [] : [{ resource: undefined, message: `${more} more errors are in the log of the job.` }]),
  ];
}

interface CommentParts {
  /** From the longest. */
  readonly heads: readonly string[];
  readonly sections: readonly { readonly full: string; readonly short: string }[];
  readonly tail: string;
  /** Link to the full report, for the note about what is missing. Empty without one. */
  readonly link: string;
}

const separator = "\n\n";

/** Joins the parts. Shortens and drops sections from the end until they fit. */
function fitSections({ heads, sections, tail, link }: CommentParts, maxLength: number): string {
  const join = (parts: readonly string[]): string => `${parts.filter((part) => part !== "").join(separator)}\n`;
  const rest = [...sections.map(({ full }) => full), tail].filter((part) => part !== "");
  const complete = join([heads[0] ?? "", ...rest]);
  if (complete.length <= maxLength) return complete;

  const noteOf = (dropped: number, end: string): string => {
    const missing = dropped === 0 ? "" : ` ${dropped} more ${dropped === 1 ? "change is" : "changes are"} not listed.`;
    return `_This comment is shortened.${missing}${end === "" ? "" : ` ${end}`}_`;
  };
  const longestNote = noteOf(sections.length, link);
  // The changes get half of the room, if there are any.
  const headRoom = rest.length === 0 ? maxLength - longestNote.length - separator.length - 1 : maxLength / 2;
  const head = heads.find((one) => one.length <= headRoom) ?? heads.at(-1) ?? "";
  // A link that is cut would be broken HTML.
  const end = head.length + longestNote.length + separator.length < maxLength ? link : "";
  let room = maxLength - join([head, noteOf(sections.length, end)]).length;
  const lengthOf = (part: string): number => part.length + separator.length;
  const listed = sections.slice(
    0,
    countFitting(
      sections.map(({ short }) => lengthOf(short)),
      room,
    ),
  );
  room -= listed.reduce((sum, { short }) => sum + lengthOf(short), 0);
  const isAll = listed.length === sections.length;
  const full = isAll
    ? countFitting(
        sections.map((section) => section.full.length - section.short.length),
        room,
      )
    : 0;
  const parts = listed.map((section, index) => (index < full ? section.full : section.short));
  return join([head, ...parts, noteOf(sections.length - listed.length, end)]);
}

/** Counts how many parts fit, from the first. */
function countFitting(lengths: readonly number[], room: number): number {
  let [sum, count] = [0, 0];
  for (const length of lengths) {
    sum += length;
    if (sum > room) break;
    count++;
  }
  return count;
}

interface HeadOptions {
  /** Reasons of the failure. */
  readonly reasons: Reasons;
  /** False if the head has no link to the report. */
  readonly hasLink?: boolean;
  /** Name of the stack in the title. */
  readonly title?: string;
}

class CommentWriter {
  readonly #library: ChatLibrary;
  readonly #options: MarkdownOptions;

  constructor(library: ChatLibrary, options: MarkdownOptions) {
    this.#library = library;
    this.#options = options;
  }

  renderHead(review: Review, { reasons, hasLink = true, title = review.stack }: HeadOptions): string {
    const { stack, failure, warnings } = review;
    const summary = summarize(review);
    const lines = [summary === "" ? "" : `**${summary}.**`, hasLink ? this.linkReport() : ""];
    const parts = [
      `${markerOf(stack)}\n<h3>💬 WhatsApp messages: ${this.#code(title)}</h3>`,
      failure === undefined ? "" : this.#renderFailure(review, reasons),
      lines.filter((part) => part !== "").join(" "),
      ...warnings.map((warning) => `⚠️ ${this.#message(warning)}`),
      this.#renderForecast(review.forecast),
    ];
    return parts.filter((part) => part !== "").join(separator);
  }

  #renderForecast(forecast: Forecast | undefined): string {
    const calls = forecast === undefined ? undefined : summarizeCalls(forecast, mostAccounts);
    if (calls === undefined) return "";
    const items = calls.lines.map(
      ({ noun, id, text }) => `<li>${noun}${id === undefined ? "" : ` ${this.#code(id)}`}: ${text}</li>`,
    );
    return `<details><summary>${calls.title}</summary><ul>${items.join("")}</ul></details>`;
  }

  #renderFailure(review: Review, reasons: Reasons): string {
    const { title, detail } = describeFailureKind(review);
    const items = reasons.map(({ resource, message }) => {
      const name = resource === undefined ? "" : `${this.#code(resource)}: `;
      return `<li>${name}${this.#message(message)}</li>`;
    });
    const list = items.length === 0 ? "" : `${separator}<ul>${items.join("")}</ul>`;
    return `❌ **${title}.** ${detail}${list}`;
  }

  /** In a heading of Markdown, a name such as `bob@example.com` would be a link. */
  renderHeading({ name, kind, operation }: Change): string {
    const words = `${operationIcons[operation]} ${kindNames[kind]} ${this.#code(name)} ${operationPhrases[operation]}`;
    return `<h4>${words}</h4>`;
  }

  renderChange(change: Change): string {
    const { fields, affected, findings } = change;
    const items = [
      ...findings.map((finding) => this.#renderFinding(finding)),
      ...listNotes(change).map((note) => `⚠️ ${this.#message(note)}`),
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

  /** Links the full report. Empty without its address. */
  linkReport(): string {
    const { reportUrl } = this.#options;
    if (reportUrl === undefined) return "";
    const url = reportUrl
      .toWellFormed()
      .replace(/[^\w:/.?=&%#~+@[\]-]/gu, encodeURIComponent)
      .replace(/&/g, "&amp;");
    return `<a href="${url}">Full report</a>`;
  }

  #renderFinding(finding: Finding, name?: string): string {
    const { rule, level, message, file, line } = finding;
    const argument = argumentOf(finding);
    const rest = argument === undefined ? message : message.slice(argument.length);
    const place = file === undefined ? "" : ` (${this.#code(line === undefined ? file : `${file}:${line}`)})`;
    const subject = name === undefined ? "" : `${this.#code(name)} `;
    const head = argument === undefined ? "" : this.#code(argument);
    const code = rule === undefined ? "" : ` ${this.#code(rule)}`;
    return `${level === "error" ? "⛔" : "⚠️"} ${subject}${head}${this.#text(rest)}${code}${place}`;
  }

  #renderAffected(affected: AffectedResource): string {
    const parts = describeAffected(affected).map(({ text, isCode }) => (isCode ? this.#code(text) : text));
    return `📣 ${parts.join("")}`;
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

  /** Text between backticks is code, which can be copied. Lines after the first keep their indentation. */
  #message(text: string): string {
    const [first = "", ...rest] = text.split("\n");
    const line = first
      .split(/(`[^`]+`)/)
      .map((part) => (/^`.+`$/.test(part) ? this.#code(part.slice(1, -1)) : this.#text(part)))
      .join("");
    return rest.length === 0 ? line : `${line}<pre>${this.#code(rest.join("\n"))}</pre>`;
  }

  #code(text: string): string {
    return this.#library.codeMarkdown(text);
  }
}
