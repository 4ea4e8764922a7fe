/**
 * Writes docs/errors.md: every error code of Meta's that is known, with its judgement, its advice and its source. Usage:
 * npm run errors-page; with --check the page is only compared.
 */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { written } from "./support/page.mjs";

const require = createRequire(import.meta.url);
const { errorTable } = require("../provider/dist/schema/error-codes.js");
const page = fileURLToPath(new URL("../docs/errors.md", import.meta.url));

/** Text as one cell of a table. */
const cell = (text) => String(text).replace(/([|_*<])/g, "\\$1");

const outcomes = { rejected: "rejected", not_sent: "`not_sent`", unknown: "unknown" };

function codeOf({ code, condition: { subcode, lastCode } }) {
  if (lastCode !== undefined) return `${code} to ${lastCode}`;
  return subcode === undefined ? code : `${code}/${subcode}`;
}

/** HTTP status; in bold where the row is for that status alone. */
function statusOf({ http, condition: { onlyHttp } }) {
  if (onlyHttp !== undefined) return `**${onlyHttp}**`;
  return http ?? "";
}

function adviceOf({ advice, afterFailure, onReceipt }) {
  return [
    advice,
    ...(afterFailure === undefined ? [] : [`In a failed status: ${afterFailure.advice}`]),
    ...(onReceipt === undefined || onReceipt === advice ? [] : [`In a received message: ${onReceipt}`]),
  ].join("<br>");
}

const sources = [...new Set(errorTable.map(({ source }) => source))].sort();
const rows = [...errorTable].sort((a, b) => a.code - b.code);
const heads = ["code", "HTTP", "title", "kind", "outcome", "retry", "advice", "source"];
const lines = rows.map((row) => [
  codeOf(row),
  statusOf(row),
  cell(row.title) + (row.condition.onlyText === undefined ? "" : " (by its text)"),
  `\`${row.kind}\``,
  outcomes[row.outcome],
  row.retry,
  adviceOf(row).split("<br>").map(cell).join("<br>"),
  sources.indexOf(row.source) + 1,
]);
const table = [heads, heads.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

const prettier = await import("prettier");
const text = await prettier.format(
  `# Error codes

${errorTable.length} rows, each with a source, for Graph calls, sends of messages and webhooks alike. Written by \`npm run errors-page\` from
[the table itself](../provider/src/schema/error-code-rows.ts).

- **outcome** of the request that was answered with the error. \`rejected\`: nothing was done, and the same request fails again, in some rows until the time in the advice. \`not_sent\`:
  nothing was done, and the same request may succeed later. \`unknown\`: it may have been carried out, so nothing is sent again before a status
  webhook or the chat shows it.
- **retry** for the same request: \`never\` without a change of something, \`backoff\` after growing pauses, \`later\` after the time or the event
  that the advice names.
- The code decides, not the HTTP status: that is what the source states, and a row is for one status only where it is in bold. A code that
  is not here is \`rejected\`, but with HTTP 429 \`not_sent\`, and with HTTP 5xx or \`is_transient\` \`unknown\`. With \`is_transient\` codes 1 and 100
  are \`unknown\` too, except for 100 with HTTP 5xx.
- Codes from 1000000 on come as a code, or as a subcode of 100.

${table}

## Sources

"[C]" is code of public clients, for what Meta's own pages do not list.

${sources.map((source, i) => `${i + 1}. ${source}`).join("\n")}
`,
  { ...(await prettier.resolveConfig(page)), parser: "markdown" },
);
written(page, text, "npm run errors-page");
