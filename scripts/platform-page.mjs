/**
 * Writes docs/platform.md: the versions and removed features of Meta's platform that the simulator knows. Usage: npm run platform-page;
 * with --check the page is only compared.
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

/** Text as one cell of a table. */
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
    "what Meta answers",
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

The versions and features of Meta's Graph API that the [simulator](../simulator) knows, and the day on which each ends. Days are UTC; a
version ends at the start of its day. Written by \`npm run platform-page\` from the tables in \`simulator/src/platform\`, which have a source for
each row.

The simulator's _platform date_ decides which rows apply: the option \`platformDate\`, otherwise \`--platform-date\` or
\`WHATSAPP_PLATFORM_DATE\`, otherwise its clock. An app without a creation date counts as created on that day, so the strictest rule applies.

## Versions of the Graph API

A request in an ended version runs silently in the oldest usable one; the header \`facebook-api-version\` names it. A request without a
version runs in the newest version of the day on which the app was created.

${versionTable(graphVersions)}

## Versions of the Marketing API

They apply to ad accounts, ad sets, ads and creatives. A call in an ended version is raised to the next usable one, and the header
\`X-Ad-Api-Version-Warning\` names both; an app that has switched this off gets the error 2635 (switch \`endedMarketingVersion\`). A call without
a version fails with 2635. Meta does not raise calls to an endpoint that a later version changed; no such endpoint is simulated.

${versionTable(marketingVersions)}

## Removed features

A feature is gone in the version of the second column and later ones, in every version from the day of the third column, and in every
version for apps created from the day of the fourth.

${featureTable}
`,
  { ...(await prettier.resolveConfig(page)), parser: "markdown" },
);
written(page, text, "npm run platform-page");
