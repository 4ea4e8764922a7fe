import * as fc from "fast-check";
import { namesFor } from "./names";

function formatNames(...names: readonly string[]) {
  return [...namesFor(names.map((name, i) => ({ id: String(100 + i), name }))).values()].map(
    ({ resource, variable }) => `${resource} ${variable}`,
  );
}

test.each([
  ["Driver sign-up", "driver-sign-up driverSignUpSequence"],
  ["  Don't *stop*!  ", "dont-stop dontStopSequence"],
  ["Inscrição – motorista", "inscricao-motorista inscricaoMotoristaSequence"],
  ["Größe, Straße, Łódź, Kayıt", "grosse-strasse-lodz-kayit grosseStrasseLodzKayitSequence"],
  ["ＶＩＰ ① ﬁrst", "vip-1-first vip1FirstSequence"],
  ["Welcome sequence", "welcome-sequence welcomeSequence"],
  ["Sequence 7", "sequence-7 sequence7"],
  ["2 for 1", "2-for-1 sequence2For1"],
  ["class", "class classSequence"],
  ["__proto__", "proto protoSequence"],
  ["تسجيل السائق", "sequence-100 sequence100"],
  ["2026", "sequence-100 sequence100"],
  ["👨‍👩‍👧", "sequence-100 sequence100"],
  [
    "a very long name that people would want to read twice",
    "a-very-long-name-that-people-would-want aVeryLongNameThatPeopleWouldWantSequence",
  ],
  ["x".repeat(50), `${"x".repeat(40)} ${"x".repeat(40)}Sequence`],
])("%j becomes %s", (name, names) => {
  expect(formatNames(name)).toEqual([names]);
});

test("equal names get their ids as suffixes, other names do not", () => {
  expect(formatNames("Offer", "offer!", "Other")).toEqual([
    "offer-100 offer100Sequence",
    "offer-101 offer101Sequence",
    "other otherSequence",
  ]);
});

test("a suffixed name never equals the name of another sequence", () => {
  expect(formatNames("Offer", "Offer", "Offer 100")).toEqual([
    "offer-100-100 offer100100Sequence",
    "offer-101 offer101Sequence",
    "offer-100 offer100Sequence",
  ]);
  expect(formatNames("a 1", "a1")).toEqual(["a-1 a1Sequence_100", "a1 a1Sequence_101"]);
});

const accounts = fc.uniqueArray(
  fc.record({
    id: fc.stringMatching(/^[0-9]{1,3}$/),
    name: fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.stringMatching(/^[aA1 -]{0,4}$/),
      fc.constantFrom("new", "let", "await", "whatsapp", "wabaId", "sequence", "Sequence", "exports", "undefined"),
    ),
  }),
  { selector: ({ id }) => id },
);

test("names are unique, valid identifiers, and independent of the order", () => {
  fc.assert(
    fc.property(accounts, (account) => {
      const names = namesFor(account);
      const all = [...names.values()];
      expect(new Set(all.map(({ resource }) => resource)).size).toBe(account.length);
      expect(new Set(all.map(({ variable }) => variable)).size).toBe(account.length);
      for (const { resource, variable } of all) {
        expect(resource).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(variable).toMatch(/^(sequence\w*|[a-z]\w*Sequence(_\d+)*)$/);
      }
      expect(new Map([...namesFor(account.toReversed())].reverse())).toEqual(names);
    }),
  );
});

test("used names get the id, and the longer name is free too", () => {
  const rows = [
    { id: "184", name: "Offer" },
    { id: "185", name: "Summer" },
  ];
  const names = namesFor(rows, "sequence", new Set(["offer", "offer-184"]));
  expect([...names.values()]).toEqual([
    { resource: "offer-184-184", variable: "offer184184Sequence" },
    { resource: "summer", variable: "summerSequence" },
  ]);
});
