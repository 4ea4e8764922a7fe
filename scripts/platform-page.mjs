/**
 * Writes docs/platform.md: the versions and removed features of Meta's platform in the simulator. Usage: npm run platform-page. With
 * --check, only compares the page.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writePage } from "./support/page.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(join(root, "simulator/package.json"));
const { graphVersions, marketingVersions, removedFeatures } = require("./dist/index.js");

const page = join(root, "docs/platform.md");

const tableOf = (heads, rows) =>
  [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n");

/** Formats a text as one cell of a table. */
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
    barredForAppsFrom ?? "no such rule",
    answer,
    replacement,
    source,
  ]),
);

const prettier = await import("prettier");
const text = await prettier.format(
  `# Meta's platform

Versions and features of Meta's Graph API in the [simulator](../simulator), with the day on which each ends. Days are UTC; a version ends at
the start of its day. Written by \`npm run platform-page\` from the tables in \`simulator/src/platform\`, which give a source
for each row.

The simulator's _platform date_ decides which rows apply: the option \`platformDate\`, otherwise \`--platform-date\` or
\`WHATSAPP_PLATFORM_DATE\`, otherwise its clock. An app without a creation date counts as created on that day, so the strictest rule applies.

## Versions of the Graph API

Meta runs a request in an ended version silently in the oldest usable one; the header \`facebook-api-version\` names it. A request without a
version runs in the version that was the newest on the day on which the app was created.

${versionTable(graphVersions)}

## Versions of the Marketing API

These apply to ad accounts, ad sets, ads and creatives. Meta raises a call in an ended version to the next usable one, and the header
\`X-Ad-Api-Version-Warning\` names both. An app that has switched this off gets error 2635 (switch \`endedMarketingVersion\`). A call without
a version fails with 2635. Meta does not raise calls to an endpoint that a later version changed; no such endpoint is simulated.

${versionTable(marketingVersions)}

## Removed features

A feature no longer works in the version in the second column and later ones, in any version from the day in the third column, and in any
version for apps that were created on or after the day in the fourth column.

${featureTable}
`,
  { ...(await prettier.resolveConfig(page)), parser: "markdown" },
);
writePage(page, text, "npm run platform-page");
