/**
 * Runs each rule that needs no configuration on the corpus of welcome messages and writes docs/policy-corpus.md: found and missed findings,
 * and false alarms, beside those of earlier rules. `--check` fails if the page is outdated. `--keep` records the present results as those of
 * earlier rules: run it before rules change.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { rules } from "../policy-pack/dist/rules/index.js";
import { NotApplicable } from "../policy-pack/dist/rules/rule.js";
import { writePage } from "./support/page.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const corpus = join(root, "policy-pack/corpus");
const clock = { now: () => new Date("2026-03-02T12:00:00Z") };
const checks = rules
  .filter(({ kind, reference }) => kind === "content" && reference.title !== "Your organization's rule")
  .map((rule) => ({ id: rule.id, check: rule.configure({}, clock) }));

const messagesOf = (half) =>
  readdirSync(join(corpus, half))
    .sort()
    .flatMap((file) => parse(readFileSync(join(corpus, half, file), "utf8")));

/** Returns the ids of the rules that a message violates. */
async function findViolatedRules({ name, text, autofill, iceBreakers = [] }) {
  const found = await Promise.all(
    checks.map(async ({ id, check }) => {
      const result = await check({ name, text, ...(autofill === undefined ? {} : { autofill }), iceBreakers });
      return result instanceof NotApplicable || result.length === 0 ? [] : [id];
    }),
  );
  return new Set(found.flat());
}

async function measure(half) {
  const messages = messagesOf(half);
  const seen = await Promise.all(
    messages.map(async (message) => ({
      id: message.id,
      expected: new Set(message.expect.map(({ rule }) => rule)),
      found: await findViolatedRules(message),
    })),
  );
  const rows = checks.map(({ id: rule }) => {
    const where = (isExpected, isFound) =>
      seen
        .filter(({ expected, found }) => expected.has(rule) === isExpected && found.has(rule) === isFound)
        .map(({ id }) => id);
    return { rule, right: where(true, true), missed: where(true, false), extra: where(false, true) };
  });
  return { messages, rows };
}

const share = (part, whole) => (whole === 0 ? "–" : (part / whole).toFixed(2));
const sum = (rows, key) => rows.reduce((total, row) => total + row[key].length, 0);

/** Counts the messages of each rule, and of all rules together. */
function countMessages(rows) {
  const count = (rule, of) => ({ rule, right: sum(of, "right"), missed: sum(of, "missed"), extra: sum(of, "extra") });
  return [...rows.map((row) => count(row.rule, [row])), count("**all**", rows)];
}

const precision = ({ right, extra }) => share(right, right + extra);
const recall = ({ right, missed }) => share(right, right + missed);

/** Rules that no message is about have no row. */
function table({ rows }, earlier = []) {
  const before = new Map(earlier.map((row) => [row.rule, row]));
  const withBefore = (row, figure) => {
    const known = before.get(row.rule);
    return known === undefined || figure(known) === figure(row) ? figure(row) : `${figure(known)} → ${figure(row)}`;
  };
  const line = (row) =>
    `| ${row.rule} | ${row.right + row.missed} | ${withBefore(row, ({ right }) => right)} | ${withBefore(row, ({ extra }) => extra)} | ${withBefore(row, precision)} | ${withBefore(row, recall)} |`;
  const shown = countMessages(rows).filter(({ right, missed, extra }) => right + missed + extra > 0);
  return [
    "| rule | expected | found | false alarms | precision | recall |",
    "|---|---|---|---|---|---|",
    ...shown.map(line),
  ].join("\n");
}

const listMessages = ({ rows }, key) =>
  rows
    .filter((row) => row[key].length > 0)
    .map((row) => `- ${row.rule}: ${row[key].join(", ")}`)
    .join("\n") || "None.";

const section = (title, half, result) => `## ${title}

${result.messages.length} messages in policy-pack/corpus/${half}, ${sum(result.rows, "right") + sum(result.rows, "missed")} expected findings (rule and message).

${table(result, earlierResults[half])}

Missed:

${listMessages(result, "missed")}

False alarms:

${listMessages(result, "extra")}
`;

/** Titles of the halves, in the order of the page. */
const titles = {
  blind: "By an author who had not read the rules",
  open: "By an author who had read the rules",
  "blind-2": "Second collection, by an author who had not read the rules",
  "open-2": "Second collection, by an author who had read the rules",
  "look-alikes": "Harmless messages that look like requests for sensitive data",
  violations: "Violations, by an author who had not read the rules, while the rules changed",
};
const halves = Object.keys(titles);
const results = Object.fromEntries(await Promise.all(halves.map(async (half) => [half, await measure(half)])));
const earlierFile = join(corpus, "earlier-results.json");
if (process.argv.includes("--keep")) {
  const kept = Object.fromEntries(halves.map((half) => [half, countMessages(results[half].rows)]));
  writeFileSync(earlierFile, `${JSON.stringify(kept, null, 2)}\n`);
  process.exit();
}
const earlierResults = JSON.parse(readFileSync(earlierFile, "utf8"));
const sections = halves.map((half) => section(titles[half], half, results[half]));
const notes = readFileSync(join(corpus, "notes.md"), "utf8");
writePage(
  join(root, "docs/policy-corpus.md"),
  `# Precision and recall of the rules\n\nWritten by \`node scripts/corpus.mjs\` from policy-pack/corpus.\n\n${notes}\n${sections.join("\n")}`,
  "node scripts/corpus.mjs",
);
