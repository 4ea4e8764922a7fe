import type { PolicyInfo } from "../host/analyzer-types";
import type { PropertyMap } from "../state";
import { findPatternProblems } from "./go-patterns";

function createPolicy(properties: PropertyMap, name = "rule"): PolicyInfo {
  return {
    ...{ name, enforcementLevel: "advisory", kind: undefined, severity: undefined },
    configSchema: { properties, required: [] },
  };
}

function problemsOf(properties: PropertyMap): readonly string[] {
  return findPatternProblems([createPolicy(properties)]);
}

// Held against `regexp.Compile` of Go 1.26.
const rejectedByGo = [
  ...["(?=a)", "(?!a)", "(?<=a)", "(?<!a)", "(?>a)", "(a)\\1", "(?<n>a)\\k<n>", "(?P=n)", "a++", "a*+", "a{2}+"],
  ...[
    "\\u{1F600}",
    "\\u0041",
    "\\cA",
    "\\Z",
    "\\h",
    "\\X",
    "[\\b]",
    "(?#c)",
    "(?x)a",
    "a{1001}",
    "((a{100}){100}){100}",
  ],
  ...[
    "\\p{Script=Greek}",
    "\\p{gc=Lu}",
    "\\p{Emoji}",
    "\\P{Alphabetic}",
    "\\p{White_Space}",
    "\\p{Zzzy}",
    "[\\p{Emoji}]",
  ],
  ...["[", "(", ")", "a**", "[z-a]", "\\", "[]", "\\é"],
];
const acceptedByGo = [
  ...["", "^[a-z]+$", "(?i)abc", "(?<name>a)", "(?P<name>a)", "(?<n>a)|(?<n>b)", "a{1000}", "a{,3}", "{", "]", "a??"],
  ...["\\p{L}", "\\p{Lu}", "\\P{Greek}", "\\p{Letter}", "\\p{Lowercase_Letter}", "\\p{ASCII}", "\\p{Any}", "\\p{^L}"],
  ...["\\x{1F600}", "\\x41", "\\bword\\b", "\\A\\z", "[[:alpha:]]", "\\Q(?=\\E", "\\\\p{Emoji}", "😀", "\\pN", "[^]a]"],
];

test.each(rejectedByGo)("rejects %s like Go", (pattern) => {
  expect(problemsOf({ word: { pattern } })).toEqual([
    expect.stringContaining(
      `policy "rule": configSchema.properties.word.pattern: Go cannot compile the regular expression ${JSON.stringify(pattern)} (`,
    ),
  ]);
});

test.each(acceptedByGo)("accepts %j like Go", (pattern) => {
  expect(problemsOf({ word: { type: "string", pattern } })).toEqual([]);
});

test("names the reason and the fix", () => {
  expect(problemsOf({ word: { pattern: "(?=a)" } })).toEqual([
    'policy "rule": configSchema.properties.word.pattern: Go cannot compile the regular expression "(?=a)" (invalid or unsupported Perl syntax: `(?=`), so the Pulumi CLI rejects the whole pack. Rewrite it in RE2 syntax, which has no lookaround, backreferences or possessive quantifiers.',
  ]);
});

test("finds patterns at every schema position of all policies", () => {
  const bad = { pattern: "(?=" };
  const policies = [
    createPolicy(
      {
        direct: bad,
        "two words": { properties: { inner: bad } },
        map: { patternProperties: { "(?!a)": bad, "^a": { additionalProperties: bad } } },
        list: { items: bad, additionalItems: bad, contains: bad },
        tuple: { items: [{}, bad] },
        choice: { allOf: [bad], anyOf: [bad], oneOf: [{ not: bad }], if: bad, then: bad, else: bad },
        names: { propertyNames: bad, dependencies: { a: bad, b: ["c"] }, definitions: { d: bad } },
      },
      "first",
    ),
    createPolicy({ word: { pattern: "a++" } }, "second"),
  ];
  const places = findPatternProblems(policies).map((text) => text.split(": Go cannot")[0]);
  expect(places).toEqual(
    [
      ...["properties.direct.pattern", 'properties["two words"].properties.inner.pattern'],
      ...['properties.map.patternProperties["(?!a)"]', 'properties.map.patternProperties["(?!a)"].pattern'],
      'properties.map.patternProperties["^a"].additionalProperties.pattern',
      ...["additionalItems", "contains", "items"].map((keyword) => `properties.list.${keyword}.pattern`),
      "properties.tuple.items[1].pattern",
      ...["else", "if", "then", "allOf[0]", "anyOf[0]", "oneOf[0].not"].map(
        (place) => `properties.choice.${place}.pattern`,
      ),
      ...["definitions.d", "dependencies.a", "propertyNames"].map((place) => `properties.names.${place}.pattern`),
    ]
      .map((place) => `policy "first": configSchema.${place}`)
      .concat('policy "second": configSchema.properties.word.pattern'),
  );
});

test("ignores text that only looks like a pattern", () => {
  const properties = {
    pattern: { type: "string" },
    patternProperties: { default: { pattern: "(?=a)" }, enum: [{ pattern: "(?=a)" }], const: { pattern: "(?=a)" } },
    reference: { $ref: "#/properties/pattern", pattern: "(?=a)" },
  };
  expect(problemsOf(properties)).toEqual([]);
});
