import { described } from "../finding";
import { maxSequences } from "./max-sequences";
import { protectInUse } from "./protect-in-use";
import { NotApplicable, type StackRule, type StackSequence } from "./rule";
import { uniqueContent } from "./unique-content";

function sequence(name: string, changes: Partial<StackSequence> = {}): StackSequence {
  return {
    name,
    where: `urn:${name}`,
    content: { name, text: `Hi from ${name}`, iceBreakers: [] },
    wabaId: "1",
    isUsedInAd: false,
    isProtected: false,
    isReplacedOnChange: false,
    ...changes,
  };
}

async function told(rule: StackRule, sequences: readonly StackSequence[], options: object = {}): Promise<string[]> {
  const answer = await rule.with(options, { now: () => new Date(0) })(sequences);
  if (answer instanceof NotApplicable) return [`not applicable: ${answer.reason}`];
  return answer.map((finding) => `${finding.where} ${described(finding)}`);
}

describe("unique content", () => {
  const content = { name: "a", text: "Hi!", iceBreakers: ["How?"] };

  test("is missing where two sequences of an account share their name, or all their texts", async () => {
    const [a, b] = [sequence("a", { content }), sequence("b", { content: { ...content, name: "b" } })];
    expect(await told(uniqueContent, [a, b])).toEqual([
      'urn:b text: "b" and "a" have the same texts. One sequence can serve several ads; keep one of the two.',
    ]);
    const c = sequence("c", { content: { ...content, text: "Other" } });
    expect(await told(uniqueContent, [a, c])).toEqual([
      'urn:c name: "c" and "a" have the same name. Names are how people tell sequences apart; give each its own.',
    ]);
  });

  test("is not asked for across accounts, nor of texts that are not known", async () => {
    expect(await told(uniqueContent, [sequence("a", { content }), sequence("b", { content, wabaId: "2" })])).toEqual(
      [],
    );
    const unknown = { iceBreakers: [] };
    expect(
      await told(uniqueContent, [sequence("a", { content: unknown }), sequence("b", { content: unknown })]),
    ).toEqual([]);
    const partly = { text: "Hi!", iceBreakers: [undefined] };
    expect(await told(uniqueContent, [sequence("a", { content: partly }), sequence("b", { content: partly })])).toEqual(
      [],
    );
  });
});

describe("protect", () => {
  test("is asked for where an ad uses the sequence, unless it is replaced on every change", async () => {
    const used = { isUsedInAd: true };
    expect(await told(protectInUse, [sequence("a", used), sequence("b")])).toEqual([
      "urn:a sequence: an ad uses it, and it is not protected. Set `protect: true` in its options.",
    ]);
    expect(await told(protectInUse, [sequence("a", { ...used, isProtected: true })])).toEqual([]);
    expect(await told(protectInUse, [sequence("a", { ...used, isReplacedOnChange: true })])).toEqual([]);
  });

  test("is not asked for in files, where neither is known", async () => {
    expect(await told(protectInUse, [sequence("a", { isUsedInAd: undefined, isProtected: undefined })])).toEqual([
      "not applicable: whether ads use the sequences is not known",
    ]);
  });
});

test("the number of sequences is counted for each account", async () => {
  const sequences = ["a", "b", "c"].map((name) => sequence(name));
  expect(await told(maxSequences, sequences, { max: 3 })).toEqual([]);
  expect(await told(maxSequences, [...sequences, sequence("d", { wabaId: "2" })], { max: 2 })).toEqual([
    "urn:c sequence: account 1 has 3 sequences in this stack, more than 2. Take out those that no ad uses.",
  ]);
  expect(await told(maxSequences, sequences)).toEqual(["not applicable: no maximum is configured"]);
});
