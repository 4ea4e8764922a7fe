import { formatFinding, type Message } from "../finding";
import type { Language } from "../text/language";
import { describeExpired, type Waiver } from "../waivers";
import type { CheckReport, RuleResult, SkippedRule } from "./check";
import { escapeControls } from "./io";
import type { FileDiagnostic } from "./source";

type Paint = (text: string) => string;

function colorize(code: number): Paint {
  return (text) => `\u001b[${code}m${text}\u001b[39m`;
}

const paints = { error: colorize(31), warning: colorize(33) } as const;

const levels: Readonly<Record<RuleResult["level"], Message>> = {
  error: { en: "error", pt: "erro", es: "error" },
  warning: { en: "warning", pt: "aviso", es: "advertencia" },
};

/** Formats `file:line:column`, or the file only. */
export function formatLocation({ file, region }: FileDiagnostic): string {
  return region === undefined ? file : `${file}:${region.startLine}:${region.startColumn}`;
}

/** Formats `file:line:column level: reason`. */
export function formatDiagnostic(diagnostic: FileDiagnostic, level: "error" | "note"): string {
  return escapeControls(`${formatLocation(diagnostic)} ${level}: ${diagnostic.reason}`);
}

function formatResultLocation({ finding: { path, span }, subject }: RuleResult): string {
  const { startLine, startColumn } = subject.locate(path, span);
  return `${subject.file}:${startLine}:${startColumn}`;
}

/** Numbers for the summary. */
export interface Counts {
  readonly files: number;
  /** Files and folders that are unreadable, or contain anything other than sequences and orders. */
  readonly invalid: number;
  readonly sequences: number;
  readonly orders: number;
}

export interface ReportStyle {
  readonly language: Language;
  readonly isColored: boolean;
  /** True to list the rules that did not apply. */
  readonly isVerbose: boolean;
}

/** Formats the report: findings, waived findings, notes, skipped rules if wanted, and the summary. */
export function formatTextReport(
  report: CheckReport,
  counts: Counts,
  notes: readonly FileDiagnostic[],
  style: ReportStyle,
): string {
  const { language, isVerbose } = style;
  const open = report.results.filter(({ waiver }) => waiver === undefined);
  const lines = [
    ...open.map((result) => formatResult(result, style)),
    ...report.expiredWaivers.map(
      (waiver) => `${formatLevel("error", style)} ${escapeControls(describeExpired(waiver)[language])}`,
    ),
    ...report.results.flatMap((result) =>
      result.waiver === undefined ? [] : [formatWaived(result, result.waiver, language)],
    ),
    ...report.unusedWaivers.map((waiver) => escapeControls(describeUnused(waiver)[language])),
    ...notes.map((note) => formatDiagnostic(note, "note")),
    ...(isVerbose ? report.skipped.map((skipped) => escapeControls(describeSkipped(skipped)[language])) : []),
    formatSummary(report, counts, language),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function formatLevel(level: RuleResult["level"], { language, isColored }: ReportStyle): string {
  const word = levels[level][language];
  return isColored ? paints[level](word) : word;
}

function formatResult(result: RuleResult, style: ReportStyle): string {
  const finding = escapeControls(formatFinding(result.finding, style.language));
  return `${escapeControls(formatResultLocation(result))} ${formatLevel(result.level, style)} ${result.rule.id}: ${finding}`;
}

function formatWaived(result: RuleResult, { expires, reason }: Waiver, language: Language): string {
  const { id } = result.rule;
  const waived: Message = {
    en: `waived ${id} until ${expires} (${reason})`,
    pt: `dispensado ${id} até ${expires} (${reason})`,
    es: `exento ${id} hasta ${expires} (${reason})`,
  };
  return escapeControls(
    `${formatResultLocation(result)} ${waived[language]}: ${formatFinding(result.finding, language)}`,
  );
}

function describeUnused({ rule, resource, expires }: Waiver): Message {
  return {
    en: `unused waiver of ${rule} for ${resource} until ${expires}: remove it`,
    pt: `dispensa sem uso de ${rule} para ${resource} até ${expires}: remova-a`,
    es: `exención sin uso de ${rule} para ${resource} hasta ${expires}: quítala`,
  };
}

function describeSkipped({ rule: { id }, reason, count }: SkippedRule): Message {
  const times = describeCount(count, "time");
  return {
    en: `not applicable ${id} (${times.en}): ${reason.en}`,
    pt: `não se aplica ${id} (${times.pt}): ${reason.pt}`,
    es: `no se aplica ${id} (${times.es}): ${reason.es}`,
  };
}

/** Nouns that the report counts: one, and any other number. */
const nouns = {
  error: { en: ["error", "errors"], pt: ["erro", "erros"], es: ["error", "errores"] },
  warning: { en: ["warning", "warnings"], pt: ["aviso", "avisos"], es: ["advertencia", "advertencias"] },
  waived: { en: ["waived", "waived"], pt: ["dispensado", "dispensados"], es: ["exento", "exentos"] },
  expiredWaiver: {
    en: ["expired waiver", "expired waivers"],
    pt: ["dispensa vencida", "dispensas vencidas"],
    es: ["exención vencida", "exenciones vencidas"],
  },
  skippedRule: {
    en: ["rule not applicable", "rules not applicable"],
    pt: ["regra não se aplica", "regras não se aplicam"],
    es: ["regla no se aplica", "reglas no se aplican"],
  },
  invalidFile: {
    en: ["file unreadable or invalid", "files unreadable or invalid"],
    pt: ["arquivo ilegível ou inválido", "arquivos ilegíveis ou inválidos"],
    es: ["archivo ilegible o no válido", "archivos ilegibles o no válidos"],
  },
  file: { en: ["file", "files"], pt: ["arquivo", "arquivos"], es: ["archivo", "archivos"] },
  sequence: { en: ["sequence", "sequences"], pt: ["sequência", "sequências"], es: ["secuencia", "secuencias"] },
  order: { en: ["order", "orders"], pt: ["pedido", "pedidos"], es: ["pedido", "pedidos"] },
  time: { en: ["time", "times"], pt: ["vez", "vezes"], es: ["vez", "veces"] },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, readonly [one: string, other: string]>>>>;

function describeCount(count: number, noun: keyof typeof nouns): Message {
  const { en, pt, es } = nouns[noun];
  const form = count === 1 ? 0 : 1;
  return { en: `${count} ${en[form]}`, pt: `${count} ${pt[form]}`, es: `${count} ${es[form]}` };
}

/** Counts the findings of a level that are not waived. */
export function countResults({ results }: CheckReport, level: RuleResult["level"]): number {
  return results.filter((result) => result.waiver === undefined && result.level === level).length;
}

/** Formats the totals in one line. */
export function formatSummary(report: CheckReport, counts: Counts, language: Language): string {
  const { files, invalid, sequences, orders } = counts;
  const skippedRules = new Set(report.skipped.map(({ rule }) => rule)).size;
  const errors = countResults(report, "error");
  const waived = report.results.filter(({ waiver }) => waiver !== undefined).length;
  const parts = [
    ...(invalid > 0 ? [describeCount(invalid, "invalidFile")] : []),
    // In a failed run, "0 errors" would look like a success.
    ...(invalid > 0 && errors === 0 ? [] : [describeCount(errors, "error")]),
    describeCount(countResults(report, "warning"), "warning"),
    describeCount(waived, "waived"),
    ...(report.expiredWaivers.length > 0 ? [describeCount(report.expiredWaivers.length, "expiredWaiver")] : []),
    ...(skippedRules > 0 ? [describeCount(skippedRules, "skippedRule")] : []),
  ];
  const subjects = [
    ...(sequences > 0 || orders === 0 ? [describeCount(sequences, "sequence")] : []),
    ...(orders > 0 ? [describeCount(orders, "order")] : []),
  ].map((subject) => subject[language]);
  const fileCount = describeCount(files, "file");
  const checked: Message = {
    en: `${subjects.join(" and ")} in ${fileCount.en} checked`,
    pt: `verificação de ${subjects.join(" e ")} em ${fileCount.pt}`,
    es: `revisión de ${subjects.join(" y ")} en ${fileCount.es}`,
  };
  return `${parts.map((part) => part[language]).join(", ")}; ${checked[language]}.`;
}
