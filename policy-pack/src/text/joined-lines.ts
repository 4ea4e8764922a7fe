import { listItem } from "./word-classes";

// Signs before an item: a dash, a bullet, an emoji, "1." or "a)".
export const itemSign =
  /^(?:[-*+•–—·▪►➡✓✔☑»>]|\p{Extended_Pictographic}\p{M}?|[0-9]\u20E3|[0-9]\uFE0F\u20E3|[0-9]{1,2}[.)ºª°-]|[a-z]\))/u;
export const sentenceEnd = /[.!?;…¡¿。！？]$/u;
export const openEnd =
  /(?:^|[^\p{L}])(?:[,(/&+]|os?|as?|um|uma|d[aeo]s?|e|ou|com|seus?|suas?|teus?|tuas?|n[ºo°.]|el|la|los|las|un|una|del|y|con|tus?|su|sus|the|an|your|of|and|or|with|my|their)$/iu;
const maxContext = 40;

export const abbreviation =
  /(?<![\p{L}\p{N}])(?:cód|cod|núm|num|nro|nº|n°|doc|ident|cta|tarj|díg|dig)\.(?=\s?[\p{L}\p{N}])/giu;
export const initials = /(?<![\p{L}\p{N}.])(?:\p{L}\.){2,5}(?!\p{L})/gu;

interface LineState {
  /** True after a colon at the end of a line, until a blank line or the end of a sentence. */
  isList: boolean;
}

function joinBreak(run: string, text: string, start: number, state: LineState): string {
  const breaks = run.match(/\r\n|[\n\r\u2028\u2029\u0085]/g)?.length ?? 0;
  if (breaks === 0) return run;
  const before = text.slice(Math.max(0, start - maxContext), start);
  const after = text.slice(start + run.length, start + run.length + maxContext);
  const blanks = " ".repeat(run.length);
  const isItem = itemSign.test(after);
  if (before.endsWith(":")) {
    state.isList = true;
    return isItem ? listItem.padStart(run.length) : blanks;
  }
  if (isItem && state.isList) return listItem.padStart(run.length);
  if (sentenceEnd.test(before)) {
    state.isList = false;
    return run;
  }
  if (breaks > 1 && !isItem && !(openEnd.test(before) && /^\p{Ll}/u.test(after))) {
    state.isList = false;
    return run;
  }
  if (isItem || state.isList) return listItem.padStart(run.length);
  return /^[\p{Ll}\p{N}(]/u.test(after) || openEnd.test(before) ? blanks : run;
}

/**
 * Joins the lines of a sentence, as a reader does, in a text of the same length: a line break within a sentence becomes a blank, and each
 * item of a list begins with `»`.
 */
export function joinLines(text: string): string {
  const state: LineState = { isList: false };
  return text
    .replace(abbreviation, (piece) => `${piece.slice(0, -1)} `)
    .replace(initials, (piece) => `${piece.slice(0, -1).replaceAll(".", "'")}${piece.slice(-1)}`)
    .replace(/(?<='\p{L})\.(?=\s+\p{Ll})/gu, " ")
    .replace(/\s+/g, (run, start: number) => joinBreak(run, text, start, state))
    .replace(/•/g, listItem)
    .replace(/(?<=»)(?:[-*+–—·▪►➡✓✔☑>]|[0-9]{1,2}[.)ºª°-])/gu, (sign) => " ".repeat(sign.length))
    .replace(/[.;](?=\s*»)/g, ",");
}
