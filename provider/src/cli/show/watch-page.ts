import type { Chat, ChatLibrary } from "./chat-library";
import { escapeHtml } from "./escape-html";
import { formatCount } from "../format-count";
import type { LintResult } from "./run-policy-lint";
import { renderFindings } from "./findings-markup";
import type { Finding } from "./sarif";

/** A file on the page: its chats, or the reasons why it has none. */
export interface PageFile {
  readonly source: string;
  readonly failures: readonly string[];
  readonly chats: readonly { readonly name: string; readonly chat: Chat; readonly findings: readonly Finding[] }[];
}

export interface PageContent {
  /** Changes when the page must be loaded again. */
  readonly version: string;
  readonly files: readonly PageFile[];
  /** Undefined while the linter runs. */
  readonly lint: LintResult | undefined;
}

/** Renders the page of `show --watch`. Its style and its script are separate files, so that the policy of the page allows no other. */
export function renderWatchPage(library: ChatLibrary, { version, files, lint }: PageContent): string {
  const chats = files.reduce((count, file) => count + file.chats.length, 0);
  const broken = files.filter(({ failures }) => failures.length > 0).length;
  const counts = [
    formatCount(chats, "message"),
    ...(broken === 0 ? [] : [`${formatCount(broken, "file")} with errors`]),
  ];
  return `<!doctype html>
<html lang="en" data-version="${escapeHtml(version)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>WhatsApp messages</title>
<link rel="stylesheet" href="/page.css">
<script src="/reload.js" defer></script>
</head>
<body>
<header><h1>WhatsApp messages</h1><p>${counts.join(", ")} · ${describeLint(lint)} · <span id="connection" role="status">live</span></p></header>
<main class="grid">
${files.map((file) => renderFile(library, file)).join("\n")}
</main>
</body>
</html>
`;
}

function describeLint(lint: LintResult | undefined): string {
  if (lint === undefined) return "checking policies…";
  if (lint.problem !== undefined) return escapeHtml(lint.problem);
  return lint.findings.length === 0 ? "no policy findings" : formatCount(lint.findings.length, "policy finding");
}

function renderFile(library: ChatLibrary, { source, failures, chats }: PageFile): string {
  const errors =
    failures.length === 0
      ? ""
      : `<section class="card failed"><h2>${escapeHtml(source)}</h2><ul>${failures
          .map((failure) => `<li>${escapeHtml(failure)}</li>`)
          .join("")}</ul></section>`;
  const cards = chats.map(({ name, chat, findings }) =>
    [
      `<section class="card${findings.length === 0 ? "" : " wide"}"><h2>${escapeHtml(name)} <small>${escapeHtml(source)}</small></h2>`,
      `<div class="pair">${library.renderHtmlFragment(chat, { headingLevel: 3 })}${renderFindings(findings)}</div></section>`,
    ].join("\n"),
  );
  return [errors, ...cards].join("\n");
}

/** Loads the page again when its version changes. */
export const reloadScript = `"use strict";
const { version } = document.documentElement.dataset;
const connection = document.getElementById("connection");
async function check() {
  try {
    const response = await fetch("/version", { cache: "no-store" });
    const next = await response.text();
    if (response.ok && next !== version) return location.reload();
    connection.textContent = "live";
  } catch {
    connection.textContent = "stopped: run the command again";
  }
  setTimeout(check, 500);
}
setTimeout(check, 500);
`;
