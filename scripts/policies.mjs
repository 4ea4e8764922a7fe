/**
 * Writes docs/policies.md: each rule of the policy pack with its reference, enforcement levels and options. Usage: npm run policies; with
 * --check it only compares the page.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writePage } from "./support/page.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const require = createRequire(join(root, "policy-pack/package.json"));
const { rules } = require("./dist/rules/index.js");
const { presets } = require("./dist/presets.js");
const { z } = require("zod");

const page = join(root, "docs/policies.md");

const languages = { pt: "Portuguese", es: "Spanish", en: "English" };
const subjects = {
  content: "each sequence separately",
  stack: "all sequences of a stack, or of the files given together",
  order: "each order message separately",
};
const levelIn = (preset, id) => presets[preset][id] ?? "disabled";
const tableOf = (heads, rows) =>
  [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** Formats a text as one cell of a table. */
const cell = (text) => text.replace(/\|/g, "\\|").replace(/\s*\n\s*/g, " ");
const code = (value) => `\`${cell(typeof value === "string" ? value : JSON.stringify(value))}\``;

/** Describes the type of a JSON Schema in a few words. */
function typeOf(schema) {
  if (schema.enum !== undefined) return schema.enum.map((value) => code(JSON.stringify(value))).join(", ");
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  const parts = schema.anyOf ?? schema.oneOf;
  if (parts !== undefined) return [...new Set(parts.map(typeOf))].join(" or ");
  if (schema.type === "array") return `list of ${schema.items === undefined ? "anything" : typeOf(schema.items)}`;
  if (schema.type === "object" && schema.properties !== undefined)
    return `object with ${Object.keys(schema.properties)
      .map((key) => code(key))
      .join(", ")}`;
  const { minimum, maximum } = schema;
  const isSafe = (number) => number !== undefined && Math.abs(number) < Number.MAX_SAFE_INTEGER;
  const limits = [...(isSafe(minimum) ? [`from ${minimum}`] : []), ...(isSafe(maximum) ? [`to ${maximum}`] : [])];
  return [schema.format ?? schema.type ?? "anything", ...limits].join(" ");
}

/** Formats a default. The option's description explains a default that is too long for the table. */
function defaultOf({ default: value }) {
  if (value === undefined) return "none";
  const text = code(value);
  return text.length <= 120 ? text : `${Array.isArray(value) ? `${value.length} entries` : "see the package"}`;
}

function optionsOf(rule) {
  const { properties = {} } = z.toJSONSchema(rule.options, { io: "input", target: "draft-7", unrepresentable: "any" });
  const rows = Object.entries(properties).map(([name, schema]) => [
    code(name),
    typeOf(schema),
    defaultOf(schema),
    cell(schema.description ?? ""),
  ]);
  return rows.length === 0 ? "No options." : tableOf(["option", "type", "default", "meaning"], rows);
}

function ruleText(rule) {
  const { title, section, url } = rule.reference;
  const facts = [
    `**Reference:** ${url === undefined ? title : `[${title}](${url})`}, ${section}`,
    `**Severity:** ${rule.severity}`,
    `**Enforcement level:** ${Object.keys(presets)
      .map((preset) => `${levelIn(preset, rule.id)} in \`${preset}\``)
      .join(", ")}`,
    `**Checks:** ${subjects[rule.kind]}`,
    `**Languages:** ${rule.languages === undefined ? "any; the rule does not look at words" : rule.languages.map((one) => languages[one]).join(", ")}`,
    ...(rule.remediate === undefined ? [] : ["**Remediation:** automatic at the enforcement level `remediate`"]),
  ];
  return `## ${rule.id}

${rule.description}

${facts.map((fact) => `- ${fact}`).join("\n")}

**How to fix:** ${rule.remediationSteps}

**Does not detect:** ${rule.doesNotDetect.summary}${rule.notes === undefined ? "" : `\n\n${rule.notes}`}

${optionsOf(rule)}
`;
}

const names = Object.keys(presets);
const overview = tableOf(
  ["rule", "requirement", "severity", ...names.map((name) => `\`${name}\``)],
  rules.map((rule) => [
    `[\`${rule.id}\`](#${rule.id})`,
    cell(rule.description),
    rule.severity,
    ...names.map((name) => (levelIn(name, rule.id) === "disabled" ? "–" : levelIn(name, rule.id))),
  ]),
);

const prettier = await import("prettier");
const text = await prettier.format(
  `# Rules of the policy pack

${rules.length === 1 ? "One rule" : `${rules.length} rules`} check what people read in WhatsApp, in this order. A preset gives each rule an enforcement level: \`mandatory\` fails
the run, \`advisory\` reports a warning, \`remediate\` fixes what it can and fails for the rest, – disables the rule. Overrides change
enforcement levels and options. Findings and remedies are in Portuguese, Spanish and English: \`pulumi-whatsapp-policy lint --lang\` chooses
the language; previews and SARIF are in English. \`npm run policies\` writes this page from the rules.

Rules about content read a text as a person does: digits and letters of other kinds, lookalike letters, invisible characters and letters
pulled apart count as what they look like. Findings name the place in the text as written.

${overview}

${rules.map(ruleText).join("\n")}`,
  { ...(await prettier.resolveConfig(page)), parser: "markdown" },
);
writePage(page, text, "npm run policies");
