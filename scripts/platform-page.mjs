/**
 * Writes docs/platform.md: the versions and removed features of Meta's platform in the simulator's tables. Usage: npm run platform-page;
 * with --check, only compares the page.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { written } from "./support/page.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(join(root, "simulator/package.json"));
const { graphVersions, marketingVersions, removedFeatures } = require("./dist/index.js");

const page = join(root, "docs/platform.md");

const tableOf = (heads, rows) =>
  [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n");

/** Formats text as one cell of a table. */
const cell = (text) => text.replace(/\|/g, "\\|").replace(/\s*\n\s*/g, " ");

const versionTable = (versions) =>
  tableOf(
    ["version", "released", "ends", "source"],
    versions.map(({ version, releasedOn, endsOn, source }) => [version, releasedOn, endsOn ?? "not announced", source]),
  );

const featureTable = tableOf(
  [
    "feature",
    "removed in",
    "in all versions from",
    "for apps created from",
    "Meta's response",
    "replacement",
    "source",
  ],
  removedFeatures.map(({ feature, removedIn, removedOn, barredForAppsFrom, answer, replacement, source }) => [
    feature,
    removedIn,
    removedOn ?? "not announced",
    barredForAppsFrom ?? "no date named",
    answer,
    replacement,
    source,
  ]),
);

const prettier = await import("prettier");
const text = await prettier.format(
  `# Meta's platform

Versions and features of Meta's Graph API in the [simulator](simulator.md#versions-and-removed-features), and the day on which each ends.
Days are UTC, and a version ends at the start of its day. Written by \`npm run platform-page\` from the tables in
\`simulator/src/platform\`, which name a source for each row.

The simulator's _platform date_ decides which rows apply: the option \`platformDate\` or \`--platform-date\`, otherwise
\`WHATSAPP_PLATFORM_DATE\`, otherwise the day of its clock. An app without a creation date counts as created on that day, which applies the
strictest rules.

## Versions of the Graph API

A request in an ended version runs without an error in the oldest version that still works, which the header \`facebook-api-version\` names.
A request without a version runs in the version that was newest when the app was created.

${versionTable(graphVersions)}

## Versions of the Marketing API

These versions apply to ad accounts, ad sets, ads and creatives. A request in an ended version runs in the next version that works, and the
header \`X-Ad-Api-Version-Warning\` names both. An app that has switched this off gets error 2635 (switch \`endedMarketingVersion\`), and so
does a request without a version. Meta makes an exception for endpoints that a later version changed; the simulator has no such endpoint.

${versionTable(marketingVersions)}

## Removed features

A feature does not exist in the version of the second column and later versions, in any version from the day in the third column, and in
any version for apps created on or after the day in the fourth column.

${featureTable}
`,
  { ...(await prettier.resolveConfig(page)), parser: "markdown" },
);
written(page, text, "npm run platform-page");
