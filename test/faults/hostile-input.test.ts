import fc from "fast-check";
import type { Properties } from "../../provider/src/runtime/properties";
import { sequenceArgs } from "../support/world/sequences";
import { failureOf } from "../support/world/failures";
import { useAccount, row } from "./support/row";
import { rejectionReasons } from "./support/rejections";
import { containsToken } from "../support/leaks";

useAccount();

const known = {
  args: "wabaId, name, text, autofillMessage, iceBreakers, onContentChange, duplicates, adoptSequenceId",
  autofill: "content",
  breaker: "title",
};

for (const [path, changes, nearest, keys] of [
  ["iceBreaker", { iceBreaker: [] }, "iceBreakers", known.args],
  ["ice_breakers", { ice_breakers: [] }, "iceBreakers", known.args],
  ["Text", { Text: "Hi" }, "text", known.args],
  ["autofillmessage", { autofillmessage: {} }, "autofillMessage", known.args],
  ["adoptSequenceID", { adoptSequenceID: "1" }, "adoptSequenceId", known.args],
  ["iceBreakers[1].titel", { iceBreakers: [{ title: "a" }, { title: "b", titel: "b" }] }, "title", known.breaker],
  ["autofillMessage.contents", { autofillMessage: { content: "x", contents: "x" } }, "content", known.autofill],
] as const) {
  row("80", `the unknown key ${path} is rejected with the nearest known key`, async (stack) => {
    expect(await rejectionReasons(stack, changes)).toEqual([
      `${path}: is not known; did you mean "${nearest}"? (known here: ${keys})`,
    ]);
  });
}

row("80", "an unknown key unlike any other is rejected with the known keys", async (stack) => {
  expect(await rejectionReasons(stack, { greeting: "Hi", "a.b\u001b[31m\n": 1 })).toEqual([
    `greeting: is not known (known here: ${known.args})`,
    `["a.b\\u001b[31m\\n"]: is not known (known here: ${known.args})`,
  ]);
});

const wrong: readonly (readonly [string, unknown, string])[] = [
  ["a number", 5, "a number"],
  ["NaN", Number.NaN, "a number"],
  ["a boolean", true, "a boolean"],
  ["an array", ["x"], "an array"],
  ["a date", new Date(0), "an object"],
  ["a map", new Map([["content", "x"]]), "an object"],
  ["a function", () => "x", "a function"],
  ["a symbol", Symbol("x"), "a symbol"],
];
for (const [what, value, kind] of wrong) {
  row("81", `${what} instead of text is rejected everywhere with its path`, async (stack) => {
    const places = { name: value, text: value, autofillMessage: { content: value }, iceBreakers: [{ title: value }] };
    expect(await rejectionReasons(stack, places)).toEqual(
      ["name", "text", "autofillMessage.content", "iceBreakers[0].title"].map(
        (path) => `${path}: must be a string, but is ${kind}`,
      ),
    );
  });
}

const digitsAsText = "is a number; write it as text in quotes, since long ids lose digits as numbers";
for (const [changes, expected] of [
  [{ wabaId: 102290129340398, adoptSequenceId: 5 }, [`wabaId: ${digitsAsText}`, `adoptSequenceId: ${digitsAsText}`]],
  [{ autofillMessage: "Hello!" }, ["autofillMessage: must be an object, but is a string"]],
  [{ autofillMessage: [{ content: "x" }] }, ["autofillMessage: must be an object, but is an array"]],
  [{ iceBreakers: { title: "x" } }, ["iceBreakers: must be an array, but is an object"]],
  [{ iceBreakers: "true" }, ["iceBreakers: must be an array, but is a string"]],
  [{ iceBreakers: ["How?"] }, ["iceBreakers[0]: must be an object, but is a string"]],
  [{ iceBreakers: [null] }, ["iceBreakers[0]: must be an object, but is null"]],
  [{ iceBreakers: [[{ title: "x" }]] }, ["iceBreakers[0]: must be an object, but is an array"]],
  [{ onContentChange: true }, ['onContentChange: must be one of "update", "replace"']],
  [{ duplicates: "true" }, ['duplicates: must be one of "refuse", "allow"']],
] as const) {
  row("81", `${JSON.stringify(changes)} is rejected with its path`, async (stack) => {
    expect(await rejectionReasons(stack, changes)).toEqual(expected);
  });
}

row("81", "a value that JSON does not have is rejected", async (stack) => {
  expect(await rejectionReasons(stack, { text: 5n })).toEqual([
    "text, autofillMessage, iceBreakers: are nested too deep, or contain values that JSON does not have; give text and plain lists",
  ]);
});

for (const [json, expected] of [
  ['{"__proto__":{"polluted":1}}', ["__proto__"]],
  ['{"constructor":{"prototype":{"polluted":1}},"prototype":1}', ["constructor", "prototype"]],
  ['{"autofillMessage":{"__proto__":{"content":"x"}}}', ["autofillMessage.content", "autofillMessage.__proto__"]],
  [
    '{"autofillMessage":{"content":"x","constructor":1,"__provider":"x"}}',
    ["autofillMessage.constructor", "autofillMessage.__provider"],
  ],
  ['{"iceBreakers":[{"title":"x","__proto__":{"polluted":1}}]}', ["iceBreakers[0].__proto__"]],
  ['{"__stateVersion":1,"__appId":"1"}', ["__stateVersion", "__appId"]],
] as const) {
  row("82", `${json} from JSON is rejected and changes no prototype`, async (stack) => {
    const reasons = await rejectionReasons(stack, JSON.parse(json) as Properties);
    expect(reasons.map((reason) => reason.split(": ")[0])).toEqual(expected);
    for (const prototype of [Object.prototype, Array.prototype, Function.prototype]) {
      expect(prototype).not.toHaveProperty("polluted");
    }
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });
}

row("82", "a response with prototype keys is read and changes no prototype", async (stack) => {
  await stack.createExisting();
  const [row0] = stack.meta.sequences();
  const content = '{"text":"Hi","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
  const body = `{"data":[{"id":"${row0?.id ?? ""}","name":"signup","__proto__":{"polluted":1},"welcome_message_sequence":${content}}]}`;
  stack.addFault({ match: { verb: "read" }, effect: { kind: "status", status: 200, body } });
  const entry = await stack.refresh();
  expect(entry?.outs).toMatchObject({ text: "Hi" });
  expect(JSON.stringify(entry)).not.toContain("polluted");
  expect(Object.prototype).not.toHaveProperty("polluted");
});

/** Nests a value deeper than a recursive function can follow. */
function nestValue(levels: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = "x";
  for (let i = 0; i < levels; i++) value = wrap(value);
  return value;
}

const tooLarge = /^text, autofillMessage, iceBreakers: are \d+ bytes together; at most 65536 are sent$/;
const tooDeep = /^text, autofillMessage, iceBreakers: are nested too deep/;
for (const [what, make, expected] of [
  ["a text of 1 MB", () => ({ text: "x".repeat(1_000_000) }), tooLarge],
  ["a text of 1 MB of families", () => ({ text: "👨‍👩‍👧".repeat(60_000) }), tooLarge],
  [
    "10,000 ice breakers",
    () => ({ iceBreakers: Array.from({ length: 10_000 }, (_, i) => ({ title: `t${i}` })) }),
    tooLarge,
  ],
  ["100,000 nested lists", () => ({ iceBreakers: nestValue(100_000, (inner) => [inner]) }), tooDeep],
  ["100,000 nested objects", () => ({ autofillMessage: nestValue(100_000, (content) => ({ content })) }), tooDeep],
] as const) {
  row("86", `${what}: rejected with one line`, async (stack) => {
    const reasons = await rejectionReasons(stack, make());
    expect(reasons).toEqual([expect.stringMatching(expected)]);
  });
}

row("86", "2,000 nested objects are rejected with their path", async (stack) => {
  const changes = { autofillMessage: nestValue(2_000, (content) => ({ content })) };
  expect(await rejectionReasons(stack, changes)).toEqual([
    "autofillMessage.content: must be a string, but is an object",
  ]);
});

row("86", "5,000 mistakes are reported as the first fifty and a count", async (stack) => {
  const { failures } = await stack.run.handler.check(
    {},
    sequenceArgs({ iceBreakers: Array.from({ length: 5_000 }, () => ({})) }),
  );
  expect(failures).toHaveLength(51);
  expect(failures.at(-1)?.reason).toBe("more: 4950 others of the kind are not shown");
});

row("86", "the longest allowed texts pass and their characters are counted", async (stack) => {
  for (const [text, characters] of [
    ["x".repeat(60_000), 60_000],
    ["👨‍👩‍👧".repeat(3_500), 3_500],
    [`a${"\u0301".repeat(30_000)}`, 1],
  ] as const) {
    const { handler, warnings } = stack.startRun();
    expect((await handler.check({}, sequenceArgs({ text }))).failures).toEqual([]);
    expect(warnings.map((warning) => Number(/(\d+) characters/.exec(warning)?.[1]))).toEqual(
      characters > 300 ? [characters] : [],
    );
  }
});

row("86", "texts that slow down regular expressions are checked and redacted", async (stack) => {
  const parts = [
    "access_token",
    "=",
    " ",
    "Bearer ",
    "OAuth ",
    "EAA",
    "a",
    '"',
    "\\",
    "https://",
    "/",
    "[",
    "\n",
    "é",
    "👨‍👩‍👧",
  ];
  // Text of the program is repeated as it is, even if it looks like a token.
  const hostile = fc
    .tuple(fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 5_000 }))
    .filter(([chosen, times]) => !containsToken(chosen.join("").repeat(times)));
  await fc.assert(
    fc.asyncProperty(hostile, async ([chosen, times]) => {
      const text = chosen.join("").repeat(times);
      await stack.run.handler.check(
        {},
        sequenceArgs({ name: text, text, [text]: 1, wabaId: text, iceBreakers: [{ title: text, [text]: text }] }),
      );
      stack.startRun();
      stack.addFault({ match: { verb: "list" }, effect: { kind: "graph", code: 100, message: text, title: text } });
      expect(
        (await failureOf(stack.run.handler.create({ ...sequenceArgs(), wabaId: stack.meta.wabaId }))).message.length,
      ).toBeLessThan(1_500);
    }),
    { numRuns: 30 },
  );
});
