/**
 * Reads and writes the examples in provider/schema-examples: a Markdown file per resource or function, with a section per example and a
 * program per language in it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

export const examplesDir = fileURLToPath(new URL("../../../provider/schema-examples", import.meta.url));

/** Languages in the order of Pulumi's Registry, with the file extensions of their programs. */
export const extensions = { typescript: "ts", python: "py", csharp: "cs", go: "go", java: "java", yaml: "yaml" };

/**
 * @typedef {object} Example
 * @property {string} title
 * @property {string} text Text before the programs; may be empty.
 * @property {Record<string, string>} programs By language. A program ends without a newline.
 */

/** @typedef {{ member: string, examples: Example[], appendix: string }} ExampleFile The appendix is the text after the examples. */

/** @returns {ExampleFile[]} */
export function readExampleFiles() {
  return readdirSync(examplesDir)
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => ({ member: basename(name, ".md"), ...parseFile(readFileSync(join(examplesDir, name), "utf8")) }));
}

function parseFile(text) {
  const [, examples = "", appendix = ""] = /^## Example Usage\n\n([^]*?)\n*(\n## [^]*)?$/.exec(text) ?? [];
  return { examples: examples.split(/^### /m).slice(1).map(parseExample), appendix: appendix.trim() };
}

function parseExample(section) {
  const [, title, text] = /^(.*)\n+([^]*?)\n*(?:```|$)/.exec(section);
  const fences = [...section.matchAll(/^```(\w+)\n([^]*?)\n```$/gm)];
  return { title, text, programs: Object.fromEntries(fences.map(([, language, code]) => [language, code])) };
}

/** Formats a file of examples. */
export function formatExampleFile({ examples, appendix }) {
  const sections = examples.map((example) => formatExample(example));
  return `${["## Example Usage", ...sections, ...(appendix === "" ? [] : [appendix])].join("\n\n")}\n`;
}

/** Formats examples as the end of a description, with the shortcodes by which SDKs keep the programs of their own language. */
export function formatForSchema({ examples, appendix }) {
  const sections = examples.map((example) => `{{% example %}}\n${formatExample(example)}\n\n{{% /example %}}`);
  const shortcodes = ["{{% examples %}}", "## Example Usage", ...sections, "{{% /examples %}}"].join("\n\n");
  return appendix === "" ? shortcodes : `${shortcodes}\n\n${appendix}`;
}

function formatExample({ title, text, programs }) {
  const fences = Object.keys(extensions)
    .filter((language) => programs[language] !== undefined)
    .map((language) => `\`\`\`${language}\n${programs[language]}\n\`\`\``);
  return [`### ${title}`, ...(text === "" ? [] : [text]), ...fences].join("\n\n");
}
