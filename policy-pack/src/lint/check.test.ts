import { z } from "zod";
import { craftOn } from "../rules/basis";
import { contentRule, NotApplicable, stackRule, type Rule } from "../rules/rule";
import type { Level } from "../rules/rule";
import type { Waiver } from "../waivers";
import { check } from "./check";
import { found } from "./inputs";
import { textReport } from "./text-report";

const about = { severity: "low", basis: craftOn("here"), steps: "Do it.", options: z.strictObject({}) } as const;

const noSpaces = contentRule({
  ...about,
  id: "whatsapp-test-spaces",
  description: "No blank at the end, and no X.",
  mend: (text) => text.trimEnd(),
  check:
    () =>
    ({ text = "" }) =>
      / $|X/.test(text) ? [{ path: "text", says: "has a blank or an X", fix: "Take it out." }] : [],
});
const onlyNamed = contentRule({
  ...about,
  id: "whatsapp-test-none",
  description: "Never looks.",
  check: () => () => new NotApplicable("the option `x` is not set"),
});
const count = stackRule({
  ...about,
  id: "whatsapp-test-count",
  description: "One only.",
  check: () => (all) =>
    all.slice(1).map(({ where }) => ({ where, path: "name", says: "is one too many", fix: "Take it out." })),
});

function now(): Date {
  return new Date("2026-03-02T12:00:00Z");
}
const subjects = found("f.yaml", '- { name: a, text: "Hi " }\n- { name: b, text: "HiX " }\n- { name: c, text: Hi }');

async function told(rules: readonly (readonly [Rule, Level])[], waivers: readonly Waiver[] = []): Promise<string[]> {
  const selected = rules.map(([rule, level]) => ({ rule, level, options: {} }));
  const checked = await check({ selected, waivers }, subjects, { now });
  return textReport(checked, { files: 1, invalid: 0, sequences: 3, orders: 0 }, [], false).trimEnd().split("\n");
}

test("what is mandatory is an error and what is advisory a warning; what is disabled does not run", async () => {
  expect(
    await told([
      [noSpaces, "mandatory"],
      [count, "advisory"],
      [onlyNamed, "disabled"],
    ]),
  ).toEqual([
    "f.yaml:1:20 error whatsapp-test-spaces: text: has a blank or an X. Take it out.",
    "f.yaml:2:20 error whatsapp-test-spaces: text: has a blank or an X. Take it out.",
    "f.yaml:2:11 warning whatsapp-test-count: name: is one too many. Take it out.",
    "f.yaml:3:11 warning whatsapp-test-count: name: is one too many. Take it out.",
    "2 errors, 2 warnings, 0 waived; 3 sequences in 1 file checked.",
  ]);
});

test("what Pulumi would mend is a warning, and what would stay is an error", async () => {
  expect((await told([[noSpaces, "remediate"]])).map((line) => line.split(" ")[1])).toEqual([
    "warning",
    "error",
    "error,",
  ]);
});

test("what was not looked at is counted with the reason", async () => {
  expect(await told([[onlyNamed, "mandatory"]])).toEqual([
    "not applicable whatsapp-test-none (3 times): the option `x` is not set",
    "0 errors, 0 warnings, 0 waived, 1 rule not applicable; 3 sequences in 1 file checked.",
  ]);
});

test("waived findings stand apart, an expired waiver is an error, and one without a finding is named", async () => {
  const waiver = { rule: "whatsapp-test-spaces", reason: "agreed with legal" };
  const waivers = [
    { ...waiver, resource: "a", expires: "2026-03-02" },
    { ...waiver, resource: "b", expires: "2026-03-01" },
    { ...waiver, resource: "c", expires: "2026-03-03" },
  ];
  expect(await told([[noSpaces, "mandatory"]], waivers)).toEqual([
    "f.yaml:2:20 error whatsapp-test-spaces: text: has a blank or an X. Take it out.",
    "error the waiver of whatsapp-test-spaces for b expired on 2026-03-01 (agreed with legal). Mend what it let pass and take it out, or renew it.",
    "f.yaml:1:20 waived whatsapp-test-spaces until 2026-03-02 (agreed with legal): text: has a blank or an X. Take it out.",
    "waiver whatsapp-test-spaces for c until 2026-03-03 lets pass nothing: take it out",
    "1 error, 0 warnings, 1 waived, 1 expired waiver; 3 sequences in 1 file checked.",
  ]);
});
