import { summarizeCalls } from "../forecast/wording";
import type { ChatLibrary, Language } from "../show/chat-library";
import { escapeHtml } from "../show/escape-html";
import { pageStyles } from "../show/page-styles";
import { drawChat, type DrawOptions, type Subject } from "../show/subject";
import { renderFindings } from "../show/findings-markup";
import { looksUnchanged, type Change } from "./change";
import { labelOfPath, renderDiff, type FieldChange } from "./field-change";
import type { Review } from "./review";
import { describeAffected, describeFailureKind, kindNames, listNotes, operationPhrases, summarize } from "./wording";

/** Renders the full report: one page without scripts and requests. */
export function renderReport(library: ChatLibrary, review: Review, options: DrawOptions): string {
  const { stack, failure, changes, otherFindings, warnings } = review;
  const title = `WhatsApp messages: ${stack}`;
  const summary = summarize(review);
  const parts = [
    ...(failure === undefined ? [] : [renderFailure(review)]),
    ...warnings.map((warning) => `<section class="card failed"><p>${escapeHtml(warning)}</p></section>`),
    ...changes.map((change) => renderChange(library, change, options)),
    ...(otherFindings.length === 0
      ? []
      : [
          `<section class="card"><h2>Policy findings about other messages</h2>${renderFindings(otherFindings, { hasNames: true, hasFiles: true })}</section>`,
        ]),
    renderForecast(review),
  ].filter((part) => part !== "");
  return `<!doctype html>
<html lang="${pageLanguage}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${escapeHtml(title)}</title>
<style>${library.chatStyles}
${pageStyles}</style>
</head>
<body>
<header><h1>${escapeHtml(title)}</h1>${summary === "" ? "" : `<p>${escapeHtml(summary)}.</p>`}</header>
<main>
${parts.join("\n")}
</main>
</body>
</html>
`;
}

/** Language of the page's own words. */
const pageLanguage: Language = "en";

function renderFailure(review: Review): string {
  const { title, detail } = describeFailureKind(review);
  const reasons = (review.failure?.reasons ?? []).map(({ resource, message }) => {
    const name = resource === undefined ? "" : `<strong>${escapeHtml(resource)}</strong>: `;
    return `<li>${name}<span class="change">${escapeHtml(message)}</span></li>`;
  });
  const list = reasons.length === 0 ? "" : `<ul>${reasons.join("")}</ul>`;
  return `<section class="card failed"><h2>${title}</h2><p>${detail}</p>${list}</section>`;
}

function renderForecast({ forecast }: Review): string {
  const calls = forecast === undefined ? undefined : summarizeCalls(forecast, Infinity);
  if (calls === undefined) return "";
  const items = calls.lines.map(
    ({ noun, id, text }) => `<li>${noun}${id === undefined ? "" : ` <code>${id}</code>`}: ${text}</li>`,
  );
  return `<section class="card"><h2>${calls.title}</h2><ul>${items.join("")}</ul></section>`;
}

function renderChange(library: ChatLibrary, change: Change, options: DrawOptions): string {
  const { name, kind, operation, fields, affected, findings } = change;
  const notes = [
    ...listNotes(change),
    ...affected.map((one) =>
      describeAffected(one)
        .map(({ text }) => text)
        .join(""),
    ),
  ];
  return [
    `<section class="card"><h2>${kindNames[kind]} ${escapeHtml(name)} <small>${operationPhrases[operation]}</small></h2>`,
    renderFindings(findings, { hasFiles: true }),
    notes.length === 0 ? "" : `<ul>${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join("")}</ul>`,
    ...fields.map((field) => renderField(library, field)),
    renderChats(library, change, options),
    "</section>",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function renderField(library: ChatLibrary, { path, before, after }: FieldChange): string {
  const text = renderDiff(library.diffWords(before, after), escapeHtml);
  return `<h3>${escapeHtml(labelOfPath(path) ?? path)}</h3><p class="change">${text}</p>`;
}

function renderChats(library: ChatLibrary, change: Change, options: DrawOptions): string {
  const { before, after } = change;
  const draw = (subject: Subject): string =>
    library.renderHtmlFragment(drawChat(library, subject, options), { headingLevel: 4 });
  if (before === undefined || after === undefined || looksUnchanged(change)) {
    const subject = after ?? before;
    return subject === undefined ? "" : draw(subject);
  }
  return `<div class="pair"><div><h3>Before</h3>${draw(before)}</div><div><h3>After</h3>${draw(after)}</div></div>`;
}
