import * as fc from "fast-check";
import { parseRichText } from "./parse-rich-text";
import type { Block, Inline } from "./rich-text";

/** Writes a text as tags, so that expectations are short. */
function toTags(text: string): string {
  return parseRichText(text).map(blockTags).join("|");
}

function blockTags(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return inlineTags(block.content);
    case "quote":
      return `<q>${block.lines.map(inlineTags).join("/")}</q>`;
    case "list":
      return `<list${block.start === undefined ? "" : ` ${block.start}`}>${block.items.map(inlineTags).join("/")}</list>`;
    case "code":
      return `<pre>${block.text}</pre>`;
    default:
      return block satisfies never;
  }
}

function inlineTags(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      switch (inline.kind) {
        case "text":
          return inline.text;
        case "code":
          return `<code>${inline.text}</code>`;
        case "link":
          return `<a ${inline.url}>${inline.text}</a>`;
        default: {
          const tag = { bold: "b", italic: "i", strikethrough: "s" }[inline.kind];
          return `<${tag}>${inlineTags(inline.content)}</${tag}>`;
        }
      }
    })
    .join("");
}

test.each([
  ["Hi *Bia*, _welcome_ ~back~!", "Hi <b>Bia</b>, <i>welcome</i> <s>back</s>!"],
  ["*_both_*", "<b><i>both</i></b>"],
  ["_*~all~*_", "<i><b><s>all</s></b></i>"],
  ["(*bold*), *bold*.", "(<b>bold</b>), <b>bold</b>."],
  ["*two words*", "<b>two words</b>"],
  ["use `npm ci` now", "use <code>npm ci</code> now"],
  ["```one line```", "<code>one line</code>"],
  ["*a `*` b*", "<b>a <code>*</code> b</b>"],
  ["_`_a`_", "<i><code>_a</code></i>"],
  ["_`_👋`", "_<code>_👋</code>"],
  ["```a `b` c``` and `d`", "<code>a `b` c</code> and <code>d</code>"],
  ["*a* ____ *b*", "<b>a</b> ____ <b>b</b>"],
])("%s is formatted", (text, expected) => {
  expect(toTags(text)).toBe(expected);
});

test.each([
  "2 * 3 * 4",
  "2*3*4",
  "snake_case_name",
  "*not closed",
  "not opened*",
  "* not bold*".slice(1),
  "**",
  "~~",
  "``",
  "``````",
  "*a*b",
  "a*b*",
  "*\u00e9*\u00e9",
  "R$ 10*",
  "________",
  "***",
  "~~~~~",
  "*_*",
  "*~*~*~*",
  "Nome:________ Data: ________",
  "***Oferta***",
  "** * **",
  "*_ ~ _*",
])("%s stays text", (text) => {
  expect(toTags(text)).toBe(text);
});

test.each([
  ["a\n*b\nc*", "a|*b|c*"],
  ["a\n\nb", "a||b"],
  ["a\r\nb", "a|b"],
  ["> one\n> two\nthree", "<q>one/two</q>|three"],
  ["- one\n- *two*\n* three", "<list>one/<b>two</b>/three</list>"],
  ["1. one\n2. two\n7. seven", "<list 1>one/two</list>|<list 7>seven</list>"],
  ["100. not a list", "100. not a list"],
  [">quote", "<q>quote</q>"],
  ["> ", "> "],
  ["a\n```\nx *y*\n```\nb", "a|<pre>x *y*</pre>|b"],
  ["```\n```", "```|```"],
  ["```\necho `date`\n```", "<pre>echo `date`</pre>"],
  ["```\na``b\n```\n`c`", "<pre>a``b</pre>|<code>c</code>"],
])("Lines of %j are blocks", (text, expected) => {
  expect(toTags(text)).toBe(expected);
});

test.each([
  ["See https://example.com/a_b_c_d.", "See <a https://example.com/a_b_c_d>https://example.com/a_b_c_d</a>."],
  ["example.com/x", "<a http://example.com/x>example.com/x</a>"],
  ["*https://example.com/*", "<b><a https://example.com/>https://example.com/</a></b>"],
  ["mail bia@example.com", "mail <a mailto:bia@example.com>bia@example.com</a>"],
  ["https://x.io/a_", "<a https://x.io/a_>https://x.io/a_</a>"],
  ["see https://x.io/*~ now", "see <a https://x.io/*~>https://x.io/*~</a> now"],
  ["_see https://x.io/a_", "<i>see <a https://x.io/a>https://x.io/a</a></i>"],
  ["*_https://x.io/a_*", "<b><i><a https://x.io/a>https://x.io/a</a></i></b>"],
  ["*_~https://x.io/a~_*", "<b><i><s><a https://x.io/a>https://x.io/a</a></s></i></b>"],
  ["*bia@x.io* ~bob@x.io~", "<b><a mailto:bia@x.io>bia@x.io</a></b> <s><a mailto:bob@x.io>bob@x.io</a></s>"],
  ["_www.x.io/a_ *x.io/b*", "<i><a http://www.x.io/a>www.x.io/a</a></i> <b><a http://x.io/b>x.io/b</a></b>"],
  ["~https://x.io/a~", "<s><a https://x.io/a>https://x.io/a</a></s>"],
  ["_a_ https://x.io/a_", "<i>a</i> <a https://x.io/a_>https://x.io/a_</a>"],
  ["a_b `_` https://x.io/a_", "a_b <code>_</code> <a https://x.io/a_>https://x.io/a_</a>"],
  ["_*www.x.io/a*_", "<i><b><a http://www.x.io/a>www.x.io/a</a></b></i>"],
  ["*https://x.io/a_*", "<b><a https://x.io/a_>https://x.io/a_</a></b>"],
  ["`https://example.com`", "<code>https://example.com</code>"],
])("%s has a link", (text, expected) => {
  expect(toTags(text)).toBe(expected);
});

test("Text between two inline fences is no code block", () => {
  expect(toTags("Use ```a``` and\n```b```")).toBe("Use <code>a</code> and|<code>b</code>");
});

test("Parsing keeps every character but markers and line starts", () => {
  const pieces = [
    "*",
    "_",
    "~",
    "`",
    "```",
    "> ",
    "- ",
    "1. ",
    "\n",
    " ",
    "a",
    "é",
    "👋🏽",
    "\u202e",
    "ب",
    "https://x.io",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (parts) => {
      const text = parts.join("");
      expect(removeMarkers(textOf(text))).toBe(removeMarkers(text));
    }),
    { numRuns: 5_000 },
  );
});

/** Text of all blocks, without formatting. */
function textOf(text: string): string {
  const plain = (inlines: readonly Inline[]): string =>
    inlines.map((inline) => ("content" in inline ? plain(inline.content) : inline.text)).join("");
  return parseRichText(text)
    .map((block) => {
      switch (block.kind) {
        case "paragraph":
          return plain(block.content);
        case "quote":
          return block.lines.map(plain).join("");
        case "list":
          return block.items.map(plain).join("");
        case "code":
          return block.text;
        default:
          return block satisfies never;
      }
    })
    .join("");
}

function removeMarkers(text: string): string {
  return text.replace(/[*_~`\s>-]|1\./g, "");
}

test("A long line of markers keeps its characters", () => {
  const line = `${"*_~ ".repeat(20_000)}${"*a _b ~c ".repeat(20_000)}`;
  expect(textOf(line).length).toBeGreaterThan(100_000);
});

test("Lists and quotes of 50,000 lines are each one block", () => {
  const blocks = parseRichText(`${"- a\n".repeat(50_000)}${"> b\n".repeat(50_000)}c`);
  expect(blocks.map((block) => block.kind)).toEqual(["list", "quote", "paragraph"]);
});
