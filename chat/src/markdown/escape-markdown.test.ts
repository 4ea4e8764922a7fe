import * as fc from "fast-check";
import { codeMarkdown, escapeMarkdown } from "./escape-markdown";

/** Decodes an escaped text, as a person sees it. Invisible word joiners stay. */
function decode(markdown: string): string {
  return markdown
    .replace(/<br>/g, "\n")
    .replace(/&#(\d+);/g, (_entity, code: string) => String.fromCharCode(Number(code)));
}

/** References that GitHub or GitLab would link, in text that is already decoded. */
const references = /@[\w-]|[#%~][\w"]|[!$&]\d|\^\w|:[\w+-]+:|\w:\/\/|\bwww\.\w|\w\/\w|\b[A-Z]+-\d|[0-9a-fA-F]{7}|\[\w/;

const pieces = [
  ...["@bia", "#12", "!3", "$4", "%5", "~bug", "&6", "^7", ":tada:", "https://x.io/a", "www.x.io", "a@x.io"],
  ...["GH-1", "JIRA-22", "org/repo#9", "deadbeef12", "```", "`", "**", "__", "~~", "- ", "1. ", "> ", "# ", "---"],
  ...[
    "[a](b)",
    "![a](b)",
    "<script>",
    "</blockquote>",
    "<!--",
    "-->",
    "&lt;",
    "&#60;",
    "|",
    "$$x$$",
    "\\",
    "\n",
    "\r\n",
    "\t",
  ],
  ...["\u202e", "\u2066", "\u0000", "\ud800", "👩‍👩‍👧", "#️⃣", "é", "ب", " ", "/close", "[ ]", "{% raw %}", "{{x}}"],
];
const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 8 });

test("escaped texts form no Markdown, HTML, references or links", () => {
  const syntax = /[\\`*_~[\]<>&|$:@#^!{}\n\r\t]/;
  fc.assert(
    fc.property(texts, (parts) => {
      const escaped = escapeMarkdown(parts.join(""));
      return !syntax.test(escaped.replace(/&#\d+;|<br>/g, "")) && !references.test(decode(escaped));
    }),
    { numRuns: 100_000 },
  );
}, 120_000);

test("escaped texts look like the text", () => {
  const visible = fc.array(fc.constantFrom(...pieces.filter((piece) => !/[\r\t\u0000\u202e\u2066\ud800]/.test(piece))));
  fc.assert(
    fc.property(visible, (parts) => {
      const text = parts.join("");
      expect(decode(escapeMarkdown(text)).replaceAll("\u2060", "")).toBe(text);
    }),
  );
});

test("invisible characters are visible, and joiners of emoji stay", () => {
  expect(decode(escapeMarkdown("a\u202eb\u2060c 👩‍👩‍👧 #️⃣"))).toBe("a\\u202eb\\u2060c 👩‍👩‍👧 #️⃣");
});

test.each([
  ["🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🏴󠁧󠁢󠁷󠁬󠁳󠁿"],
  ["🏴\u{e0068}\u{e0069}\u{e007f}", "🏴\\u{e0068}\\u{e0069}\\u{e007f}"],
  ["a\u{e0067}b", "a\\u{e0067}b"],
  ["a\u{e0001}1", "a\\u{e0001}1"],
])("flags of tags stay, and other tags are visible: %j", (text, expected) => {
  expect(decode(escapeMarkdown(text))).toBe(expected);
});

test("code can be copied as it is", () => {
  expect(codeMarkdown("<a> 102290129340398 @x")).toBe("<code>&#60;a&#62; 102290129340398 &#64;x</code>");
});
