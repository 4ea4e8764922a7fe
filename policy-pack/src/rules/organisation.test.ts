import { contentDigestOf } from "../text/digest";
import { told } from "../testing/checked";
import { approvedContent } from "./approved-content";
import { freezeWindow } from "./freeze-window";
import { naming } from "./naming";

const signup = { name: "br-signup", text: "Oi!", iceBreakers: ["Como funciona?"] };

describe("names", () => {
  test("are compared whole with the pattern, every character of it", async () => {
    const pattern = "(br|mx|us)-[a-z0-9-]+";
    expect(await told(naming, signup, { pattern })).toEqual([]);
    for (const name of ["br-", "xbr-signup", "br-signup!", "BR-signup", "br-signup\n"]) {
      expect(await told(naming, { ...signup, name }, { pattern })).toHaveLength(1);
    }
    expect(await told(naming, { ...signup, name: "Cadastro" }, { pattern, hint: "country, a hyphen, words" })).toEqual([
      'name: "Cadastro" does not follow the pattern. It should be: country, a hyphen, words.',
    ]);
  });

  test("are not checked without a pattern, and a long one is not handed to the pattern", async () => {
    expect(await told(naming, signup)).toEqual(["not applicable: no pattern is configured"]);
    expect(await told(naming, { ...signup, name: "a".repeat(1_000_000) }, { pattern: "(a+)+b" })).toHaveLength(1);
  });
});

describe("approval", () => {
  test("is by digest: the same texts pass, one other character does not, and the finding names the digest to approve", async () => {
    const digest = contentDigestOf(signup);
    expect(await told(approvedContent, signup, { approved: [digest] })).toEqual([]);
    const changed = { ...signup, iceBreakers: ["Como funciona ?"] };
    expect(await told(approvedContent, changed, { approved: [digest] })).toEqual([
      `sequence: what it says is not approved (digest ${contentDigestOf(changed) ?? ""}). Have it approved and add the digest to the list.`,
    ]);
  });

  test("of an empty list refuses everything; without a list, or with a text that is not known, nothing is checked", async () => {
    expect(await told(approvedContent, signup, { approved: [] })).toHaveLength(1);
    expect(await told(approvedContent, signup)).toEqual(["not applicable: no approved digests are configured"]);
    expect(await told(approvedContent, { ...signup, iceBreakers: [undefined] }, { approved: [] })).toEqual([
      "not applicable: not all texts are known",
    ]);
  });
});

describe("a freeze", () => {
  const reason = "Black Friday";

  test("speaks from its first moment until it is over, whatever the offset", async () => {
    const windows = [{ from: "2026-03-02T08:00:00-03:00", to: "2026-03-02T09:00:01-03:00", reason }];
    expect(await told(freezeWindow, signup, { windows })).toEqual([
      "sequence: there is a freeze from 2026-03-02T08:00:00-03:00 to 2026-03-02T09:00:01-03:00 (Black Friday). Run again when it is over.",
    ]);
    const over = [{ from: "2026-03-02T08:00:00-03:00", to: "2026-03-02T09:00:00-03:00", reason }];
    expect(await told(freezeWindow, signup, { windows: over })).toEqual([]);
    expect(await told(freezeWindow, signup)).toEqual(["not applicable: no freeze is configured"]);
  });

  test.each([
    [{ from: "2026-03-02", to: "2026-03-03T00:00:00Z", reason }, /windows.*must be a moment with its offset/s],
    [{ from: "2026-03-03T00:00:00Z", to: "2026-03-02T00:00:00Z", reason }, /must end after it begins/],
  ])("%j is no freeze", (window, complaint) => {
    expect(() => freezeWindow.with({ windows: [window] }, { now: () => new Date() })).toThrow(complaint);
  });
});
