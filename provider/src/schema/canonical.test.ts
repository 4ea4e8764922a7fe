import fc from "fast-check";
import { argsOf, contentDigest, contentKey, contentOf, describeDifference, mayBeStored } from "./canonical";
import { parsePage, sequenceToWire } from "./wire";

const text = fc.string({ unit: "grapheme", minLength: 1 });
const anyArgs = fc.record(
  {
    name: text,
    text,
    autofillMessage: fc.option(fc.record({ content: fc.option(text, { nil: "" }) })),
    iceBreakers: fc.option(fc.array(fc.record({ title: text }), { maxLength: 5 })),
  },
  { requiredKeys: ["name", "text"] },
);

test("the canonical form and the fingerprint are idempotent", () => {
  fc.assert(
    fc.property(anyArgs, (args) => {
      const once = contentOf(args);
      const twice = contentOf(argsOf(once));
      expect(twice).toEqual(once);
      expect(contentDigest(twice)).toBe(contentDigest(once));
    }),
  );
});

test("absent parts are absent in the arguments", () => {
  expect(argsOf({ name: "n", text: "t", autofill: undefined, iceBreakers: [] })).toStrictEqual({
    name: "n",
    text: "t",
  });
});

test("the digest in a state stays valid, and differs for each part", () => {
  const content = { name: "n", text: "t", autofill: "a", iceBreakers: ["i"] };
  expect(contentDigest(content)).toBe("a26976f75bba666b963c0fa40fdc931c79752efba4bf4d0ed9a2b595c10a9e02");
  const others = [{ name: "x" }, { text: "x" }, { autofill: "x" }, { autofill: undefined }, { iceBreakers: [] }];
  const digests = others.map((part) => contentDigest({ ...content, ...part }));
  expect(new Set([contentDigest(content), ...digests]).size).toBe(6);
});

const absence = fc.constantFrom("absent", "null", "empty");

/** Writes the content as Meta may: absent parts left out, null or empty; keys in any order. */
function reshape(
  content: ReturnType<typeof sequenceToWire>["welcome_message_sequence"],
  how: string,
  isReversed: boolean,
) {
  const nothing = { absent: {}, null: { autofill_message: null, ice_breakers: null }, empty: emptyParts }[how];
  const entries = Object.entries({ ...nothing, ...content });
  return Object.fromEntries(isReversed ? entries.reverse() : entries);
}
const emptyParts = { autofill_message: { content: "" }, ice_breakers: [] };

test("every accepted shape of ice breakers reads as the sent content", () => {
  const lists = {
    array: (row: object): unknown => [row],
    data: (row: object) => ({ data: [row] }),
    paged: (row: object) => ({ data: [row], paging: { cursors: { before: "a", after: "b" } } }),
  };
  fc.assert(
    fc.property(
      anyArgs,
      absence,
      fc.boolean(),
      fc.nat({ max: 2 }),
      fc.constantFrom({ id: "7" }, { id: 7 }, { sequence_id: "7" }, { sequence_id: 7, id: "7" }),
      fc.constantFrom(...Object.values(lists)),
      (args, how, isReversed, encodings, ids, list) => {
        const sent = contentOf(args);
        const { name, welcome_message_sequence } = sequenceToWire(sent);
        let content: unknown = reshape(welcome_message_sequence, how, isReversed);
        for (let times = 0; times < encodings; times++) content = JSON.stringify(content);
        const row = { name, welcome_message_sequence: content, is_used_in_ad: false, unheard_of: [1] };
        const entries = Object.entries({ ...ids, ...row });
        const [read, ...more] = parsePage(list(Object.fromEntries(isReversed ? entries.reverse() : entries))).rows;
        expect(more).toEqual([]);
        expect(read?.id).toBe("7");
        expect(read?.content).toEqual(sent);
        expect(read?.content && contentKey(read.content)).toBe(contentKey(sent));
      },
    ),
  );
});

test("lists differences by field, with null for an absent one", () => {
  const full = contentOf({ name: "a", text: "b", autofillMessage: { content: "c" }, iceBreakers: [{ title: "d" }] });
  const bare = contentOf({ name: "a", text: "B" });
  expect(describeDifference(full, full)).toBe("");
  expect(describeDifference(full, bare)).toBe(
    'text: sent "b", stored "B"; autofill: sent "c", stored null; iceBreakers: sent ["d"], stored []',
  );
  expect(describeDifference(bare, { ...bare, autofill: "c" })).toBe('autofill: sent null, stored "c"');
});

describe("mayBeStored", () => {
  const sent = { name: "Sign-up", text: " Cafe\u0301\r\nand tea ", autofill: "Hello", iceBreakers: ["One", "Two"] };

  test.each([
    ["itself", {}, true],
    ["trimmed, composed, with other line ends", { text: "Caf\u00e9\nand tea" }, true],
    ["cut", { text: "Caf\u00e9" }, true],
    ["cut with an ellipsis", { text: "Caf\u00e9 and\u2026" }, true],
    ["without its last ice breakers", { iceBreakers: ["One"] }, true],
    ["another text", { text: "Tea" }, false],
    ["cut within a word, with a space and an ellipsis", { text: "Caf \u2026" }, true],
    ["an ellipsis within", { text: "Caf\u2026\u00e9 and" }, false],
    ["an ellipsis and nothing else", { text: "\u2026" }, false],
    ["no autofill", { autofill: undefined }, false],
    ["another name", { name: "Log-in" }, false],
    ["another ice breaker", { iceBreakers: ["Three"] }, false],
    ["one ice breaker more", { iceBreakers: ["One", "Two", "Three"] }, false],
    ["an empty ice breaker more", { iceBreakers: ["One", "Two", ""] }, false],
  ])("%s: %j", (_what, stored, expected) => {
    expect(mayBeStored(sent, { ...sent, ...stored })).toBe(expected);
  });

  test("accepts no content that was not sent", () => {
    const bare = { ...sent, autofill: undefined };
    expect(mayBeStored(bare, bare)).toBe(true);
    expect(mayBeStored(bare, sent)).toBe(false);
  });
});
