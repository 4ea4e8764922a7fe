/**
 * Runs each rule that needs no configuration on the corpus of welcome messages and writes docs/policy-corpus.md: found and missed findings,
 * and false alarms. `--check` fails if the page is outdated.
 */
import { readdirSync, readFileSync } from "node:fs";
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

function table({ rows }) {
  const line = ({ rule, right, missed, extra }) =>
    `| ${rule} | ${right.length + missed.length} | ${right.length} | ${missed.length} | ${extra.length} | ${share(right.length, right.length + extra.length)} | ${share(right.length, right.length + missed.length)} |`;
  const all = {
    rule: "**all**",
    right: rows.flatMap(({ right }) => right),
    missed: rows.flatMap(({ missed }) => missed),
    extra: rows.flatMap(({ extra }) => extra),
  };
  return [
    "| rule | expected | found | missed | false alarms | precision | recall |",
    "|---|---|---|---|---|---|---|",
    ...rows.map(line),
    line(all),
  ].join("\n");
}

const listMessages = ({ rows }, key) =>
  rows
    .filter((row) => row[key].length > 0)
    .map((row) => `- ${row.rule}: ${row[key].join(", ")}`)
    .join("\n") || "None.";

const section = (title, half, result) => `## ${title}

${result.messages.length} messages in policy-pack/corpus/${half}, ${sum(result.rows, "right") + sum(result.rows, "missed")} expected findings (rule and message).

${table(result)}

Missed:

${listMessages(result, "missed")}

False alarms:

${listMessages(result, "extra")}
`;

const halves = readdirSync(corpus, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const titles = { blind: "By an author who had not read the rules", open: "By an author who had read the rules" };
const sections = [];
for (const half of halves) sections.push(section(titles[half], half, await measure(half)));
const notes = readFileSync(join(corpus, "notes.md"), "utf8");
writePage(
  join(root, "docs/policy-corpus.md"),
  `# Precision and recall of the rules\n\n${notes}\n${sections.join("\n")}`,
  "node scripts/corpus.mjs",
);
