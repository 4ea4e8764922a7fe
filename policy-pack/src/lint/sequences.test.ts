import { parseFile } from "./inputs";
import { formatDiagnostic } from "./text-report";

function errors(text: string): string[] {
  return parseFile("f.yaml", text).errors.map((one) => formatDiagnostic(one, "error"));
}
function names(text: string): string[] {
  return parseFile("f.yaml", text).sequences.map(({ name }) => name);
}

test("reads documents with one sequence, a list or a mapping", () => {
  const text = `name: one
text: Hi
---
- { name: two, text: Hi }
- name: three
  text: Hi
- text: Without a name
---
sequences:
  four: { text: Hi }
  five: { name: Of its own, text: Hi }
---
{ "name": "six", "text": "Hi", "iceBreakers": [{ "title": "How?" }], "autofillMessage": { "content": "Hello" } }
`;
  expect(errors(text)).toEqual([]);
  expect(names(text)).toEqual(["one", "two", "three", "f.yaml:7:3", "four", "five", "six"]);
  expect(
    parseFile("f.yaml", text)
      .sequences.slice(4)
      .map(({ content, location }) => ({ content, location })),
  ).toEqual([
    { content: { name: "four", text: "Hi", iceBreakers: [] }, location: "f.yaml:10:3" },
    { content: { name: "Of its own", text: "Hi", iceBreakers: [] }, location: "f.yaml:11:3" },
    { content: { name: "six", text: "Hi", autofill: "Hello", iceBreakers: ["How?"] }, location: "f.yaml:13:3" },
  ]);
});

test("reports all errors of a file with position, field and fix", () => {
  const text = `sequences:
  good: { text: Hi }
  bad:
    name: 12
    txt: Hi
    wabaId: 102290129340398
    autofill: Hello
    iceBreakers:
      - How?
      - title: ""
      - title: true
  none: Hi
extra: 1
`;
  expect(names(text)).toEqual(["good"]);
  expect(errors(text)).toEqual([
    'f.yaml:13:1 error: "extra" is not allowed next to `sequences`; remove it',
    "f.yaml:6:13 error: wabaId: is a number; write it as text in quotes, since long ids lose digits as numbers",
    "f.yaml:4:11 error: name: must be a string, but is a number; put the text in quotes",
    "f.yaml:3:3 error: text: is required",
    "f.yaml:9:9 error: iceBreakers[0]: must be an object, but is a string; write { title: ... }",
    "f.yaml:10:16 error: iceBreakers[1].title: must not be empty; write at least one visible character",
    "f.yaml:11:16 error: iceBreakers[2].title: must be a string, but is a boolean; put the text in quotes",
    expect.stringMatching(/^f\.yaml:5:10 error: txt: is not known; did you mean "text"\?/),
    expect.stringMatching(
      /^f\.yaml:7:15 error: autofill: is not known; did you mean "autofillMessage"\? .*; write autofillMessage: \{ content: \.\.\. \}$/,
    ),
    expect.stringMatching(/^f\.yaml:12:3 error: is not a sequence: a sequence has `text`/),
  ]);
});

test.each([
  ["text: [1", /^f\.yaml:1:\d+ error: is not well-formed YAML or JSON: /],
  ['{"text": "a", "text": "b"}', /^f\.yaml:1:15 error: repeats an earlier key; remove one$/],
  [
    "text: {{name}}",
    /^f\.yaml:1:8 error: a key must be text; put it in quotes, and also texts that begin with \{ or \[$/,
  ],
  ["text: *bold* hi", /^f\.yaml:1:7 error: "\*bold\*" is an alias|not well-formed/],
  ["name: a\ntext: &x Hi", /^f\.yaml:2:10 error: "&x" is an anchor/],
  ["name: a\ntext: !x Hi", /^f\.yaml:2:10 error: has the tag "!x"/],
  ["name: a\ntext: no", /^f\.yaml:2:7 error: text: "no" is not text for every YAML parser; put it in quotes$/],
  ["name: a\ntext: 2027-01-31", /"2027-01-31" is not text for every YAML parser/],
  [
    "name: a\ntext: hi\niceBreakers: [{ title: 12:30 }]",
    /^f\.yaml:3:24 error: iceBreakers\[0\]\.title: "12:30" is not text/,
  ],
  ["name: a\ntext:", /^f\.yaml:2:6 error: text: must be a string, but is null; write a text$/],
  ["1: a\ntext: hi", /a key must be text/],
  ["hello", /^f\.yaml:1:1 error: is not a sequence: /],
  ["on: push\njobs: {}", /^f\.yaml:1:1 error: has no argument of a sequence: /],
  ["sequences: []", /sequences: must be a mapping of resource names/],
  ["", /^f\.yaml error: is empty/],
  ["# nothing\n---\n", /^f\.yaml error: is empty/],
])("rejects %j with the reason", (text, reason) => {
  expect(errors(text)[0]).toMatch(reason);
});

test("never expands aliases", () => {
  const bomb = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join("\n");
  const messages = errors(`a0: &a0 [x]\n${bomb}`);
  expect(messages).toHaveLength(21);
  expect(messages[20]).toBe("f.yaml error: has 71 more errors that are not listed");
});

test("reads quoted values as texts", () => {
  const text = `name: "no"\ntext: '12'\niceBreakers: [{ title: "{{x}}" }]`;
  expect(parseFile("f.yaml", text).sequences[0]?.content).toEqual({ name: "no", text: "12", iceBreakers: ["{{x}}"] });
});

const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "AAAB:hidden" };
const sequenceTypes = [
  "pulumi-nodejs:dynamic/whatsapp:WelcomeMessageSequence",
  "whatsapp:index:WelcomeMessageSequence",
];
function row(name: string, more: object, [type = ""] = sequenceTypes): object {
  return { urn: `urn:pulumi:dev::shop::${type}::${name}`, type, ...more };
}
function stack(...resources: readonly object[]): string {
  return JSON.stringify({ version: 3, deployment: { resources } });
}

test.each(sequenceTypes)("reads exported sequences of the type %s", (type) => {
  const { sequences } = parseFile("s.json", stack(row("a", { inputs: { text: "Hi" } }, [type])));
  expect(sequences).toMatchObject([{ name: "a", content: { text: "Hi" } }]);
});

test("reads the inputs of sequences in an exported stack", () => {
  const text = stack(
    { urn: "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev", type: "pulumi:pulumi:Stack" },
    row("a::b", { protect: true, inputs: { wabaId: "1", name: "A", text: "Hi" }, outputs: { isUsedInAd: true } }),
    row("c", { inputs: { name: "C", text: "Hi" }, outputs: { wabaId: "2" } }),
    row("old", { delete: true, inputs: { name: "C", text: "Hi {{1}}" } }),
    row("read", { external: true, inputs: {} }),
  );
  const { sequences, notes, errors: wrong } = parseFile("s.json", text);
  expect([notes, wrong]).toEqual([[], []]);
  expect(sequences).toMatchObject([
    { name: "a::b", wabaId: "1", isUsedInAd: true, isProtected: true, content: { name: "A" } },
    { name: "c", wabaId: "2", isUsedInAd: undefined, isProtected: false },
  ]);
  expect(parseFile("s.json", '{"version":3,"deployment":{}}')).toEqual({
    sequences: [],
    orders: [],
    notes: [],
    errors: [],
  });
});

test("skips secrets of an exported stack with a note", () => {
  const inputs = { name: "A", text: secret, autofillMessage: { content: secret }, iceBreakers: [{ title: secret }] };
  const { sequences, notes } = parseFile("s.json", stack(row("a", { inputs })));
  expect(sequences).toMatchObject([{ content: { name: "A", iceBreakers: [undefined], isPartial: true } }]);
  expect(notes.map(({ reason }) => reason)).toEqual([
    "text of a is secret and not checked",
    "autofillMessage.content of a is secret and not checked",
    "iceBreakers[0].title of a is secret and not checked",
  ]);
  expect(JSON.stringify(notes)).not.toContain("hidden");
});
