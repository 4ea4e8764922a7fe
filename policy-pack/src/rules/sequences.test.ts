import { digestContent } from "../content";
import { formatFinding } from "../finding";
import { listMessages } from "../testing/content-rules";
import { stackSequence } from "../testing/stack-sequence";
import { approvedContent, freezeWindow, naming } from "./organization";
import { NotApplicable, type StackRule, type StackSequence } from "./rule";
import { maxSequences, protectInUse, uniqueContent } from "./sequences";

describe("stack rules", () => {
  async function listFindings(
    rule: StackRule,
    sequences: readonly StackSequence[],
    options: object = {},
  ): Promise<string[]> {
    const result = await rule.configure(options, { now: () => new Date(0) })(sequences);
    if (result instanceof NotApplicable) return [`not applicable: ${result.reason.en}`];
    return result.map((finding) => `${finding.location} ${formatFinding(finding, "en")}`);
  }

  describe("unique content", () => {
    const content = { name: "a", text: "Hi!", iceBreakers: ["How?"] };

    test("reports sequences of an account with equal names or texts", async () => {
      const [a, b] = [stackSequence("a", { content }), stackSequence("b", { content: { ...content, name: "b" } })];
      expect(await listFindings(uniqueContent, [a, b])).toEqual([
        'urn:b text: "b" and "a" have the same texts. Keep one of them: a sequence can serve several ads.',
      ]);
      const c = stackSequence("c", { content: { ...content, text: "Other" } });
      expect(await listFindings(uniqueContent, [a, c])).toEqual([
        'urn:c name: "c" and "a" have the same name. Give each sequence its own name, so that people can tell them apart.',
      ]);
    });

    test("ignores other accounts and unknown texts", async () => {
      expect(
        await listFindings(uniqueContent, [
          stackSequence("a", { content }),
          stackSequence("b", { content, wabaId: "2" }),
        ]),
      ).toEqual([]);
      const unknown = { iceBreakers: [] };
      expect(
        await listFindings(uniqueContent, [
          stackSequence("a", { content: unknown }),
          stackSequence("b", { content: unknown }),
        ]),
      ).toEqual([]);
      const partly = { text: "Hi!", iceBreakers: [undefined] };
      expect(
        await listFindings(uniqueContent, [
          stackSequence("a", { content: partly }),
          stackSequence("b", { content: partly }),
        ]),
      ).toEqual([]);
    });
  });

  describe("protection", () => {
    test("is required for sequences in ads, except replaced ones", async () => {
      const used = { isUsedInAd: true };
      expect(await listFindings(protectInUse, [stackSequence("a", used), stackSequence("b")])).toEqual([
        "urn:a sequence: an ad uses the sequence, but it is not protected. Set `protect: true` in the resource's options.",
      ]);
      expect(await listFindings(protectInUse, [stackSequence("a", { ...used, isProtected: true })])).toEqual([]);
      expect(await listFindings(protectInUse, [stackSequence("a", { ...used, isReplacedOnChange: true })])).toEqual([]);
    });

    test("is not required in files", async () => {
      expect(
        await listFindings(protectInUse, [stackSequence("a", { isUsedInAd: undefined, isProtected: undefined })]),
      ).toEqual(["not applicable: it is not known which sequences ads use"]);
    });
  });

  test("counts the sequences of each account", async () => {
    const sequences = ["a", "b", "c"].map((name) => stackSequence(name));
    expect(await listFindings(maxSequences, sequences, { max: 3 })).toEqual([]);
    expect(await listFindings(maxSequences, [...sequences, stackSequence("d", { wabaId: "2" })], { max: 2 })).toEqual([
      "urn:c sequence: account 1 has 3 sequences in this stack; the maximum is 2. Remove sequences that no ad uses, or raise the option `max`.",
    ]);
    expect(await listFindings(maxSequences, sequences)).toEqual(["not applicable: the option max is not set"]);
  });
});

describe("rules of an organization", () => {
  const signup = { name: "br-signup", text: "Oi!", iceBreakers: ["Como funciona?"] };

  describe("names", () => {
    test("must match the pattern as a whole", async () => {
      const pattern = "(br|mx|us)-[a-z0-9-]+";
      expect(await listMessages(naming, signup, { pattern })).toEqual([]);
      for (const name of ["br-", "xbr-signup", "br-signup!", "BR-signup", "br-signup\n"]) {
        expect(await listMessages(naming, { ...signup, name }, { pattern })).toHaveLength(1);
      }
      expect(
        await listMessages(naming, { ...signup, name: "Cadastro" }, { pattern, hint: "country, a hyphen, words" }),
      ).toEqual(['name: "Cadastro" does not match the pattern. Use: country, a hyphen, words.']);
    });

    test("are not checked without a pattern, or with it if very long", async () => {
      expect(await listMessages(naming, signup)).toEqual(["not applicable: the option pattern is not set"]);
      expect(
        await listMessages(naming, { ...signup, name: "a".repeat(1_000_000) }, { pattern: "(a+)+b" }),
      ).toHaveLength(1);
    });
  });

  describe("approval", () => {
    test("compares digests and names the one to approve", async () => {
      const digest = digestContent(signup);
      expect(await listMessages(approvedContent, signup, { approved: [digest] })).toEqual([]);
      const changed = { ...signup, iceBreakers: ["Como funciona ?"] };
      expect(await listMessages(approvedContent, changed, { approved: [digest] })).toEqual([
        `sequence: the texts are not approved (digest ${digestContent(changed) ?? ""}). Have the texts approved and add the digest to the option \`approved\`.`,
      ]);
    });

    test("rejects everything with an empty list, nothing without one", async () => {
      expect(await listMessages(approvedContent, signup, { approved: [] })).toHaveLength(1);
      expect(await listMessages(approvedContent, signup)).toEqual(["not applicable: the option approved is not set"]);
      expect(await listMessages(approvedContent, { ...signup, iceBreakers: [undefined] }, { approved: [] })).toEqual([
        "not applicable: some texts are not known yet",
      ]);
    });
  });

  describe("a freeze", () => {
    const reason = "Black Friday";

    test("applies from its start to its end, in any time zone", async () => {
      const windows = [{ from: "2026-03-02T08:00:00-03:00", to: "2026-03-02T09:00:01-03:00", reason }];
      expect(await listMessages(freezeWindow, signup, { windows })).toEqual([
        "sequence: deployments are frozen from 2026-03-02T08:00:00-03:00 to 2026-03-02T09:00:01-03:00 (Black Friday). Wait until the freeze is over, or waive the rule for an urgent change.",
      ]);
      const over = [{ from: "2026-03-02T08:00:00-03:00", to: "2026-03-02T09:00:00-03:00", reason }];
      expect(await listMessages(freezeWindow, signup, { windows: over })).toEqual([]);
      expect(await listMessages(freezeWindow, signup)).toEqual(["not applicable: the option windows is not set"]);
    });

    test.each([
      [{ from: "2026-03-02", to: "2026-03-03T00:00:00Z", reason }, /windows.*must be a date and time with its offset/s],
      [{ from: "2026-03-03T00:00:00Z", to: "2026-03-02T00:00:00Z", reason }, /must end after it begins/],
    ])("rejects the freeze %j", (window, reason) => {
      expect(() => freezeWindow.configure({ windows: [window] }, { now: () => new Date() })).toThrow(reason);
    });
  });
});
