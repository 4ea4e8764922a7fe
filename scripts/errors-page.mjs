/**
 * Writes docs/errors.md: Meta's error codes with outcome, retry, advice and source. Usage: npm run errors-page. With --check, only compares
 * the page.
 */
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { writePage } from "./support/page.mjs";

const require = createRequire(import.meta.url);
const { errorTable } = require("../provider/dist/schema/error-table.js");
const page = fileURLToPath(new URL("../docs/errors.md", import.meta.url));

/** Escapes a text for a cell of a table. */
const cell = (text) => String(text).replace(/([|_*<])/g, "\\$1");

const outcomes = { rejected: "rejected", not_sent: "`not_sent`", unknown: "unknown" };

function codeOf({ code, condition: { subcode, lastCode } }) {
  if (lastCode !== undefined) return `${code} to ${lastCode}`;
  return subcode === undefined ? code : `${code}/${subcode}`;
}

/** Formats the HTTP status, in bold if the row applies to that status alone. */
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

${errorTable.length} rows, each with a source, for Graph calls, sends and webhooks. Written by \`npm run errors-page\` from
[the table in the source](../provider/src/schema/error-table.ts).

- **outcome** of the request. \`rejected\`: Meta did nothing, and the same request fails again (in some rows until the time in the advice).
  \`not_sent\`: Meta did nothing, and the same request may succeed later. \`unknown\`: Meta may have carried out the request, so nothing is
  sent again until a status webhook or the chat shows the outcome.
- **retry** of the same request: \`never\` unless something changes, \`backoff\` after increasing delays, \`later\` after the time or event in
  the advice.
- **HTTP** is the status that the source states. The code alone decides, except in rows with a bold status, which apply to that status only.
- A code without a row is \`rejected\`; with HTTP 429 it is \`not_sent\`, and with HTTP 5xx or \`is_transient\` \`unknown\`. With
  \`is_transient\`, codes 1 and 100 are \`unknown\` too, except 100 with HTTP 5xx.
- Meta returns codes from 1000000 as the code, or as a subcode of 100.

${table}

## Sources

"[C]" marks code of public clients, for codes that Meta's pages do not list.

${sources.map((source, i) => `${i + 1}. ${source}`).join("\n")}
`,
  { ...(await prettier.resolveConfig(page)), parser: "markdown" },
);
writePage(page, text, "npm run errors-page");
