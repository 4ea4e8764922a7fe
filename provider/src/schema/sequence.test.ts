import fc from "fast-check";
import { argsOf, contentKey, contentOf, sameContent } from "./canonical";
import { warningsFor } from "./warnings";
import { describeFailure, failuresOf } from "./failures";
import { countCharacters } from "./limits";
import { sequenceArgsSchema } from "./sequence";
import { parseRow, sequenceToWire } from "./wire";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const good = { wabaId: "102290129340398", name: "Driver sign-up", text: "Hi!" };
function failuresIn(args: unknown): string[] {
  return failuresOf(sequenceArgsSchema, args).map(describeFailure);
}

test("a sequence with only a name and a text is valid", () => {
  expect(failuresIn(good)).toEqual([]);
});

test("accepts an autofill message with ice breakers, as in Meta's sample", () => {
  expect(failuresIn({ ...good, autofillMessage: { content: "Hello!" }, iceBreakers: [{ title: "How?" }] })).toEqual([]);
});

test("reports five mistakes at once, each with its path", () => {
  const mistakes = {
    wabaId: 5,
    name: " ",
    text: "",
    iceBreakers: [{ title: "a" }, { title: "" }, { titel: "b" }],
    onContentChange: "swap",
  };
  expect(failuresIn(mistakes)).toEqual([
    "wabaId: is a number; write it as text in quotes, since long ids lose digits as numbers",
    "name: must not be empty; write at least one visible character",
    "text: must not be empty; write at least one visible character",
    "iceBreakers[1].title: must not be empty; write at least one visible character",
    "iceBreakers[2].title: is required",
    'iceBreakers[2].titel: is not known; did you mean "title"? (known here: title)',
    'onContentChange: must be one of "update", "replace"',
  ]);
});

test("rejects an unknown key and suggests the nearest one", () => {
  expect(failuresIn({ ...good, iceBreaker: [] })).toEqual([
    expect.stringContaining('iceBreaker: is not known; did you mean "iceBreakers"?'),
  ]);
  expect(failuresIn({ ...good, zzzzzz: 1 })).toEqual([
    expect.stringContaining("zzzzzz: is not known (known here: wabaId, name, text"),
  ]);
});

test("reports wrong types without their values", () => {
  expect(failuresIn({ ...good, text: 5 })).toEqual(["text: must be a string, but is a number"]);
  expect(failuresIn({ ...good, iceBreakers: { title: "x" } })).toEqual([
    "iceBreakers: must be an array, but is an object",
  ]);
  expect(failuresIn({ ...good, autofillMessage: "hi" })).toEqual([
    "autofillMessage: must be an object, but is a string",
  ]);
  expect(failuresIn({ ...good, text: ["hi"] })).toEqual(["text: must be a string, but is an array"]);
  expect(failuresIn({ ...good, wabaId: true })).toEqual(["wabaId: must be a string, but is a boolean"]);
  expect(failuresIn({ wabaId: good.wabaId, name: null })).toEqual([
    "name: must be a string, but is null",
    "text: is required",
  ]);
});

test.each(["\u200b", "\u3000", "\u3164", "\u2800", "\ufeff", "\u00ad", "\u200d\ufe0f", "\u202e", "\t\r\n", "\u0007"])(
  "rejects a text of only %j",
  (text) => {
    expect(failuresIn({ ...good, text })).toEqual(["text: must not be empty; write at least one visible character"]);
  },
);

test("quotes, truncates and escapes an unusual key", () => {
  expect(failuresIn({ ...good, "a\u001b[31m\nb\u009b": 1 })).toEqual([
    expect.stringMatching(/^\["a\\u001b\[31m\\nb\?"\]: is not known/),
  ]);
  expect(failuresIn({ ...good, ["k".repeat(90)]: 1 })[0]).toMatch(/^\["k{80}…"\]: /);
});

test("rejects a lone surrogate and a NUL, and accepts emoji", () => {
  expect(failuresIn({ ...good, text: "a\ud83d" })).toEqual([expect.stringContaining("half of a surrogate pair")]);
  expect(failuresIn({ ...good, text: "a\u0000b" })).toEqual([expect.stringContaining("NUL")]);
  expect(failuresIn({ ...good, text: "👨‍👩‍👧 مرحبا e\u0301" })).toEqual([]);
});

test.each([
  ["text", { ...good, text: unknown }],
  ["the account", { ...good, wabaId: unknown }],
  ["all ice breakers", { ...good, iceBreakers: unknown }],
  ["one ice breaker", { ...good, iceBreakers: [unknown, { title: "a" }] }],
  ["one title", { ...good, iceBreakers: [{ title: unknown }] }],
  ["the autofill message", { ...good, autofillMessage: unknown }],
  ["the mode", { ...good, onContentChange: unknown }],
])("accepts an unknown %s", (_what, args) => {
  expect(failuresIn(args)).toEqual([]);
});

test("checks known values beside unknown ones", () => {
  expect(
    failuresIn({ ...good, text: unknown, name: "", iceBreakers: [unknown, { title: "" }] }).map(
      (line) => line.split(":")[0],
    ),
  ).toEqual(["name", "iceBreakers[1].title"]);
});

test("warns one character above a length limit, counted in graphemes", () => {
  const family = "👨‍👩‍👧";
  expect(warningsFor({ text: family.repeat(300) })).toEqual([]);
  expect(warningsFor({ text: family.repeat(301) })).toEqual([
    { path: "text", reason: expect.stringContaining("301 characters") },
  ]);
  expect(warningsFor({ iceBreakers: [{ title: "x".repeat(81) }] })).toEqual([
    { path: "iceBreakers[0].title", reason: expect.stringContaining("81 characters") },
  ]);
  expect(warningsFor({ iceBreakers: ["a", "b", "c", "d", "e"].map((title) => ({ title })) })).toEqual([
    { path: "iceBreakers", reason: expect.stringContaining("5 ice breakers") },
  ]);
  expect(warningsFor({ iceBreakers: ["a", "b", "c", "d"].map((title) => ({ title })) })).toEqual([]);
  expect(warningsFor({ text: unknown, iceBreakers: unknown })).toEqual([]);
  expect(warningsFor({ iceBreakers: [{ title: unknown }, { title: unknown }, { titel: "a" }, "b"] })).toEqual([]);
});

test("warns about white space at the ends of a text", () => {
  const warnedPaths = (args: Parameters<typeof warningsFor>[0]): string[] => warningsFor(args).map(({ path }) => path);
  const untidy = { name: " a", text: "Oi\n", autofillMessage: { content: "x\u00a0" }, iceBreakers: [{ title: "y " }] };
  expect(warnedPaths(untidy)).toEqual(["name", "text", "autofillMessage.content", "iceBreakers[0].title"]);
  expect(warnedPaths({ text: "Oi\nali", autofillMessage: null, iceBreakers: [{ title: "a  b" }] })).toEqual([]);
  expect(warnedPaths({ text: unknown, autofillMessage: unknown, name: unknown })).toEqual([]);
});

test("warns about a repeated ice breaker", () => {
  expect(warningsFor({ iceBreakers: [{ title: "How?" }, { title: "how?" }, { title: "How?" }] })).toEqual([
    { path: "iceBreakers[2].title", reason: expect.stringContaining("is the same as iceBreakers[0].title") },
  ]);
});

test("counts the characters of parts like those of the whole", () => {
  const parts = ["x", "e\u0301", "👨‍👩‍👧", "🇩🇪", "👋🏽", "\r\n", "क्षि", "한", "\ud83d", "\udc4b", "\u200d"];
  const whole = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { minLength: 100, maxLength: 500 }), (chosen) => {
      expect(countCharacters(chosen.join(""))).toBe([...whole.segment(chosen.join(""))].length);
    }),
  );
  expect(countCharacters(`a${"\u0301".repeat(5_000)}b`)).toBe(2);
  expect(countCharacters("")).toBe(0);
});

const text = fc.string({ unit: "grapheme", minLength: 1 });
const anyContent = fc.record({
  name: text,
  text,
  autofill: fc.option(text, { nil: undefined }),
  iceBreakers: fc.array(text, { maxLength: 5 }),
});

test("content survives a round trip in every documented form", () => {
  fc.assert(
    fc.property(
      anyContent,
      fc.constantFrom("object", "string", "twice"),
      fc.constantFrom("id", "sequence_id"),
      (content, form, idKey) => {
        const wire = sequenceToWire(content);
        const once = JSON.stringify(wire.welcome_message_sequence);
        const shaped =
          form === "object" ? wire.welcome_message_sequence : form === "string" ? once : JSON.stringify(once);
        const row = parseRow({ [idKey]: "1", name: wire.name, welcome_message_sequence: shaped, extra: true });
        expect(row?.content).toEqual(content);
      },
    ),
  );
});

test("arguments and canonical form convert both ways, and keys decide equality", () => {
  fc.assert(
    fc.property(anyContent, anyContent, (a, b) => {
      expect(contentOf(argsOf(a))).toEqual(a);
      expect(sameContent(a, a)).toBe(true);
      expect(sameContent(a, b)).toBe(contentKey(a) === contentKey(b));
    }),
  );
});

test("absent, null and empty are equal", () => {
  const bare = contentOf(good);
  expect(contentOf({ ...good, iceBreakers: [] })).toEqual(bare);
  expect(contentOf({ ...good, iceBreakers: null, autofillMessage: null })).toEqual(bare);
});
