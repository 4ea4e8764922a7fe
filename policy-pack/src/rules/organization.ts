import { z } from "zod";
import { digestContent, listTextFields } from "../content";
import { quote, type Violation } from "../finding";
import { describeUnsetOption } from "../message-terms";
import { citeOrganization } from "./reference";
import { contentRule, NotApplicable } from "./rule";

const maxNameLength = 200;

function isPattern(text: string): boolean {
  try {
    new RegExp(text, "u");
    return true;
  } catch {
    return false;
  }
}

export const naming = contentRule({
  id: "whatsapp-naming",
  description: "Names of sequences follow your organization's pattern.",
  doesNotDetect: {
    summary: "Names that match the pattern but describe the sequence wrongly.",
    reported: { name: "Promo 1" },
    missed: { name: "br-xyz" },
    options: { pattern: "br-[a-z]+" },
  },
  severity: "low",
  reference: citeOrganization("Names of sequences"),
  fix: {
    en: "Change the `name` so that it matches the pattern.",
    pt: "Mude o `name` para que siga o padrão.",
    es: "Cambia `name` para que siga el patrón.",
  },
  options: z.strictObject({
    pattern: z
      .string()
      .refine(isPattern, "is not a regular expression of JavaScript with the flag u")
      .optional()
      .describe(
        "Regular expression (flag u) that must match the whole name, e.g. `(br|mx|us)-[a-z0-9-]+`. Absent: the rule is off.",
      ),
    hint: z.string().optional().describe("The pattern in plain words, for the message of each violation."),
  }),
  readsFullText: true,
  check: ({ pattern, hint }) => {
    const whole = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`, "u");
    const fix =
      hint === undefined
        ? {
            en: `Use a name that matches ${pattern ?? ""}.`,
            pt: `Use um nome que siga ${pattern ?? ""}.`,
            es: `Usa un nombre que siga ${pattern ?? ""}.`,
          }
        : { en: `Use: ${hint}.`, pt: `Use: ${hint}.`, es: `Usa: ${hint}.` };
    return (content) => {
      if (whole === undefined) return new NotApplicable(describeUnsetOption("pattern"));
      // A configured pattern may be slow on long texts.
      return listTextFields(content, ["name"]).flatMap(({ path, text }) =>
        text.length <= maxNameLength && whole.test(text)
          ? []
          : [
              {
                path,
                message: {
                  en: `${quote(text)} does not match the pattern`,
                  pt: `${quote(text)} não segue o padrão`,
                  es: `${quote(text)} no sigue el patrón`,
                },
                fix,
              },
            ],
      );
    };
  },
});

export const approvedContent = contentRule({
  id: "whatsapp-approved-content",
  description: "The name and texts of each sequence are exactly as approved.",
  doesNotDetect: {
    summary: "Mistakes in approved texts, and texts that are not known in a preview.",
    reported: { name: "a", text: "Oi" },
    missed: { name: "a", iceBreakers: [undefined] },
    options: { approved: [] },
  },
  severity: "high",
  reference: citeOrganization("Approval before publication"),
  fix: {
    en: "Have the texts approved and add the digest to the option `approved`.",
    pt: "Peça a aprovação dos textos e acrescente o digest à opção `approved`.",
    es: "Pide que se aprueben los textos y añade el digest a la opción `approved`.",
  },
  options: z.strictObject({
    approved: z
      .array(
        z.string().regex(/^[0-9a-f]{64}$/, "must be 64 hex digits, as `pulumi-whatsapp-policy digest` prints them"),
      )
      .optional()
      .describe(
        "Digests of the approved sequences (SHA-256 in hex), as `pulumi-whatsapp-policy digest` prints them. Absent: the rule is off.",
      ),
  }),
  readsFullText: true,
  check: ({ approved }) => {
    const known = new Set(approved);
    return (content) => {
      if (approved === undefined) return new NotApplicable(describeUnsetOption("approved"));
      const digest = digestContent(content);
      if (content.name === undefined && content.isPartial !== true) return [unnamed];
      if (digest === undefined) {
        return new NotApplicable({
          en: "some texts are not known yet",
          pt: "alguns textos ainda não são conhecidos",
          es: "algunos textos todavía no se conocen",
        });
      }
      return known.has(digest)
        ? []
        : [
            {
              path: "sequence",
              message: {
                en: `the texts are not approved (digest ${digest})`,
                pt: `os textos não estão aprovados (digest ${digest})`,
                es: `los textos no están aprobados (digest ${digest})`,
              },
            },
          ];
    };
  },
});

const unnamed: Violation = {
  path: "sequence",
  message: {
    en: "the sequence has no name, so its digest is not known",
    pt: "a sequência não tem nome, por isso o digest dela não é conhecido",
    es: "la secuencia no tiene nombre, por lo que no se conoce su digest",
  },
  fix: {
    en: "Name it as approved.",
    pt: "Dê a ela o nome aprovado.",
    es: "Ponle el nombre aprobado.",
  },
};

const dateTime = z.iso.datetime({
  offset: true,
  error: "must be a date and time with its offset, e.g. 2026-11-26T00:00:00-03:00",
});

export const freezeWindow = contentRule({
  id: "whatsapp-freeze-window",
  description: "Nothing is deployed during a freeze.",
  doesNotDetect: {
    summary: "Freezes that the option does not name, and changes made without the policy pack.",
    reported: "Oi",
    missed: "Oi",
    options: { windows: [{ from: "2026-03-02T00:00:00Z", to: "2026-03-03T00:00:00Z", reason: "holidays" }] },
    missedOptions: { windows: [] },
  },
  severity: "medium",
  reference: citeOrganization("Change freeze"),
  fix: {
    en: "Wait until the freeze is over, or waive the rule for an urgent change.",
    pt: "Espere o fim do congelamento ou, se a mudança for urgente, crie uma dispensa da regra (`waivers`).",
    es: "Espera a que termine la congelación o, si el cambio es urgente, crea una exención de la regla (`waivers`).",
  },
  notes: "Policies cannot see differences, so the rule also fails when nothing changes: disable it for drift checks.",
  options: z.strictObject({
    windows: z
      .array(
        z
          .strictObject({
            from: dateTime.describe("Start of the freeze."),
            to: dateTime.describe("End of the freeze, exclusive."),
            reason: z.string().min(1).describe("Reason, for the message of each violation."),
          })
          .refine(({ from, to }) => Date.parse(from) < Date.parse(to), "must end after it begins"),
      )
      .optional()
      .describe("Freezes. Absent: the rule is off."),
  }),
  check:
    ({ windows }, { now }) =>
    () => {
      if (windows === undefined) return new NotApplicable(describeUnsetOption("windows"));
      const nowMs = now().getTime();
      return windows
        .filter(({ from, to }) => Date.parse(from) <= nowMs && nowMs < Date.parse(to))
        .map(({ from, to, reason }) => ({
          path: "sequence",
          message: {
            en: `deployments are frozen from ${from} to ${to} (${reason})`,
            pt: `as implantações estão congeladas de ${from} a ${to} (${reason})`,
            es: `los despliegues están congelados desde ${from} hasta ${to} (${reason})`,
          },
        }));
    },
});
