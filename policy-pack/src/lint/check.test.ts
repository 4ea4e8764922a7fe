import { z } from "zod";
import { describeUnsetOption } from "../message-terms";
import { citeGoodPractice } from "../rules/reference";
import { contentRule, NotApplicable, stackRule, type Rule } from "../rules/rule";
import type { ContentExample, DetectionLimits, EnforcementLevel, StackExample } from "../rules/rule";
import type { Language } from "../text/language";
import type { Waiver } from "../waivers";
import { checkSubjects } from "./check";
import { parseFile } from "./inputs";
import { formatTextReport } from "./text-report";

const info = {
  severity: "low",
  reference: citeGoodPractice("here"),
  fix: { en: "Do it.", pt: "Faça.", es: "Hazlo." },
  options: z.strictObject({}),
} as const;

const textLimits: DetectionLimits<ContentExample> = { summary: "Nothing.", reported: "X", missed: "O" };
const stackLimits: DetectionLimits<StackExample> = { summary: "Nothing.", reported: [], missed: [] };

const takeItOut = { en: "Take it out.", pt: "Remova-o.", es: "Quítalo." };
const blankOrX = { en: "has a blank or an X", pt: "tem um espaço ou um X", es: "tiene un espacio o una X" };
const oneTooMany = { en: "is one too many", pt: "está a mais", es: "sobra" };

const noSpaces = contentRule({
  ...info,
  doesNotDetect: textLimits,
  id: "whatsapp-test-spaces",
  description: "No trailing blank and no X.",
  remediate: (text) => text.trimEnd(),
  check:
    () =>
    ({ text = "" }) =>
      / $|X/.test(text) ? [{ path: "text", message: blankOrX, fix: takeItOut }] : [],
});
const onlyNamed = contentRule({
  ...info,
  doesNotDetect: textLimits,
  id: "whatsapp-test-none",
  description: "Never applies.",
  check: () => () => new NotApplicable(describeUnsetOption("`x`")),
});
const count = stackRule({
  ...info,
  doesNotDetect: stackLimits,
  id: "whatsapp-test-count",
  description: "One only.",
  check: () => (all) =>
    all.slice(1).map(({ location }) => ({ location, path: "name", message: oneTooMany, fix: takeItOut })),
});

function now(): Date {
  return new Date("2026-03-02T12:00:00Z");
}
const subjects = parseFile(
  "f.yaml",
  '- { name: a, text: "Hi " }\n- { name: b, text: "HiX " }\n- { name: c, text: Hi }',
);

async function listLines(
  rules: readonly (readonly [Rule, EnforcementLevel])[],
  waivers: readonly Waiver[] = [],
  language: Language = "en",
): Promise<string[]> {
  const selected = rules.map(([rule, enforcementLevel]) => ({ rule, enforcementLevel, options: {} }));
  const checked = await checkSubjects({ rules: selected, waivers }, subjects, { now });
  const counts = { files: 1, invalid: 0, sequences: 3, orders: 0 };
  const report = formatTextReport(checked, counts, [], { language, isColored: false, isVerbose: true });
  return report.trimEnd().split("\n");
}

test("enforcement levels decide between errors, warnings and skipped rules", async () => {
  expect(
    await listLines([
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

test.each([
  [
    "pt",
    [
      "f.yaml:1:20 erro whatsapp-test-spaces: text: tem um espaço ou um X. Remova-o.",
      "erro A dispensa de whatsapp-test-spaces para b venceu em 2026-03-01 (agreed with legal). Corrija a violação e remova a dispensa, ou renove-a.",
      "f.yaml:2:20 dispensado whatsapp-test-spaces até 2026-03-03 (agreed with legal): text: tem um espaço ou um X. Remova-o.",
      "dispensa sem uso de whatsapp-test-spaces para c até 2026-03-03: remova-a",
      "não se aplica whatsapp-test-none (3 vezes): a opção `x` não está definida",
      "1 erro, 0 avisos, 1 dispensado, 1 dispensa vencida, 1 regra não se aplica; verificação de 3 sequências em 1 arquivo.",
    ],
  ],
  [
    "es",
    [
      "f.yaml:1:20 error whatsapp-test-spaces: text: tiene un espacio o una X. Quítalo.",
      "error La exención de whatsapp-test-spaces para b venció el 2026-03-01 (agreed with legal). Corrige la infracción y quita la exención, o renuévala.",
      "f.yaml:2:20 exento whatsapp-test-spaces hasta 2026-03-03 (agreed with legal): text: tiene un espacio o una X. Quítalo.",
      "exención sin uso de whatsapp-test-spaces para c hasta 2026-03-03: quítala",
      "no se aplica whatsapp-test-none (3 veces): la opción `x` no está definida",
      "1 error, 0 advertencias, 1 exento, 1 exención vencida, 1 regla no se aplica; revisión de 3 secuencias en 1 archivo.",
    ],
  ],
] as const)("prints all kinds of lines in the language %s", async (language, lines) => {
  const waiver = { rule: "whatsapp-test-spaces", reason: "agreed with legal", expires: "2026-03-03" };
  const waivers = [
    { ...waiver, resource: "b" },
    { ...waiver, resource: "b", expires: "2026-03-01" },
    { ...waiver, resource: "c" },
  ];
  const rules = [
    [noSpaces, "mandatory"],
    [onlyNamed, "mandatory"],
  ] as const;
  expect(await listLines(rules, waivers, language)).toEqual(lines);
});

test("findings that remediation fixes are warnings, others are errors", async () => {
  expect((await listLines([[noSpaces, "remediate"]])).map((line) => line.split(" ")[1])).toEqual([
    "warning",
    "error",
    "error,",
  ]);
});

test("counts skipped sequences with the reason", async () => {
  expect(await listLines([[onlyNamed, "mandatory"]])).toEqual([
    "not applicable whatsapp-test-none (3 times): the option `x` is not set",
    "0 errors, 0 warnings, 0 waived, 1 rule not applicable; 3 sequences in 1 file checked.",
  ]);
});

test("reports waived findings, expired waivers and unused waivers", async () => {
  const waiver = { rule: "whatsapp-test-spaces", reason: "agreed with legal" };
  const waivers = [
    { ...waiver, resource: "a", expires: "2026-03-02" },
    { ...waiver, resource: "b", expires: "2026-03-01" },
    { ...waiver, resource: "c", expires: "2026-03-03" },
  ];
  expect(await listLines([[noSpaces, "mandatory"]], waivers)).toEqual([
    "f.yaml:2:20 error whatsapp-test-spaces: text: has a blank or an X. Take it out.",
    "error The waiver of whatsapp-test-spaces for b expired on 2026-03-01 (agreed with legal). Fix the violation and remove the waiver, or renew it.",
    "f.yaml:1:20 waived whatsapp-test-spaces until 2026-03-02 (agreed with legal): text: has a blank or an X. Take it out.",
    "unused waiver of whatsapp-test-spaces for c until 2026-03-03: remove it",
    "1 error, 0 warnings, 1 waived, 1 expired waiver; 3 sequences in 1 file checked.",
  ]);
});
