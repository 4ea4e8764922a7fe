import type { Span } from "../finding";
import { isPlaceholderText } from "./placeholder-words";
import { findInPlainText } from "./plain-text";
import { removeOverlaps, findSpans, sliceSpan } from "./spans";

function alternatives(...parts: readonly string[]) {
  return parts.join("|");
}

/** Matches text that is always a placeholder. */
export const alwaysPlaceholder = new RegExp(
  alternatives(
    String.raw`\b(?:FIXME|TBD)\b`,
    // Todo is also a word: "TODO INCLUIDO", "TODO dia". A note begins a line or a bracket.
    String.raw`(?<=^|[[(<#/] ?)TODO(?= ?[:\])>])|(?<![\s\S])TODO(?![\s\S])|(?<=[[(<#/] ?)TODO$`,
    String.raw`\b[Ll][Oo][Rr][Ee][Mm] [Ii][Pp][Ss][Uu][Mm]\b`,
    String.raw`\{\{[^{}]{0,60}\}\}`,
    String.raw`[$#]\{[A-Za-z_][^{}]{0,60}\}|\$\([A-Za-z_]\w{0,30}\)|\{%[^{}%]{1,60}%\}|<%[^<>%]{1,60}%>|\*\|[A-Z_:]{2,30}\|\*`,
    // Errors of spreadsheets in English, Portuguese and Spanish.
    String.raw`(?<![\p{L}\p{N}]|(?:error|erro|errores|erros|errors) )#(?:REF!|VALUE!|VALOR!|DIV\/0!|NUM!|NULL!|NULO!|NAME\?|NOME\?|¡(?:REF|VALOR|DIV\/0|NUM|NULO)!|¿NOMBRE\?|N\/[AD](?![\p{L}\p{N}]))`,
    String.raw`\[object [A-Z][A-Za-z]{0,30}\]`,
  ),
  "gmu",
);

/** Matches what becomes of an Output, a promise or a function that a program joins to a string, in the languages of Pulumi's SDKs. */
export const joinedOutput = new RegExp(
  alternatives(
    String.raw`Calling \[toString\] on an \[Output<T>\][^.]{0,80}`,
    String.raw`\bOutputImpl\b(?: \{[^{}]{0,80}\}?)?`,
    String.raw`\bOutput<[A-Za-z]{1,30}>`,
    String.raw`<pulumi\.output\.Output object at 0x[\da-f]{1,16}>`,
    String.raw`\bPulumi\.Output${"`"}1\[[\w.]{1,60}\]`,
    String.raw`\bcom\.pulumi\.[\w.]{1,80}@[\da-f]{1,8}\b`,
    String.raw`\{0xc0[\da-f]{4,14}\}`,
    String.raw`\bPromise \{ ?<?[a-z]{1,20}>? ?\}?`,
    String.raw`\[(?:Async)?Function(?:: \w{1,40}| \(anonymous\))\]`,
  ),
  "g",
);
// Placeholders of printf and Python. "100% sim" and "100 %s" are not.
export const printf =
  /(?<![\p{L}\p{N}%]|\d\s)%(?:(?:\d\$|\([A-Za-z_]\w{0,30}\))?[sd](?![\p{L}\p{N}])|\.\d[fd](?![\p{L}\p{N}])|@(?=[\s,.!?]|$))/gu;
export const numberedBraces = /(?<![$€£] ?)\{\d\}/g;
/** Matches a name between percent signs. "5%novo%" is decoration. */
export const inPercentSigns = /(?<![\p{L}\p{N}%])%{1,2}[\p{L}_][\p{L}\p{N}_.]{1,30}%{1,2}(?![\p{L}\p{N}%])/gu;
/** Matches a word between double underscores, or after a dollar sign. Only names of data count: "__OFERTA__" is decoration. */
export const markedWord =
  /(?<![\p{L}\p{N}_])__[\p{L}\p{N}_]{2,40}__(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}$])\$[\p{L}_]{3,30}(?![\p{L}\p{N}_])/gu;
const marks = /^(?:__|\$)|__$/g;

const here = "(?:aqu[ií]|ac[áa]|here)";
const writing =
  "(?:textos?|text|mensage(?:m|ns)|mensajes?|messages?|sauda[çc][ãa]o|saludo|greeting|conte[úu]do|contenido|content|copy|descri[çc][ãa]o|descripci[óo]n|description)";
/** Matches an instruction to write the text: "Inserir texto aqui". Customers read "Escreva sua mensagem aqui" as meant for them. */
export const instruction = new RegExp(
  String.raw`(?<!\p{L})(?:inserir|insira|insertar|inserte|inserta|insert|preencher|rellenar|colocar) (?:(?:o|a|el|la|the|um|uma|un|una) )?${writing}(?: \p{L}{1,15}){0,3} ${here}(?!\p{L})`,
  "giu",
);
export const instructionInCapitals = new RegExp(
  String.raw`(?<!\p{L})(?:${alternatives(
    String.raw`(?:INSERIR|INSIRA|INSERTAR|INSERTE|INSERT|PREENCHER|RELLENAR|COLOCAR|ESCREVER|ESCRIBIR|TEXTO|TEXT)(?: \p{Lu}{1,15}){0,4} (?:AQU[IÍ]|AC[ÁA]|HERE)`,
    String.raw`(?:INSERIR|INSERTAR|INSERT)(?: (?:O|A|EL|LA|THE|YOUR|SEU|SUA|SU))? (?:TEXTO?|MENSAGEM|MENSAJE|MESSAGE|SAUDAÇÃO|SALUDO|GREETING|NOME|NOMBRE|NAME|EMPRESA|COMPANY|LINK|ENLACE|PREÇO|PRECIO|PRICE|DATA|FECHA|DATE)(?: (?:D[AEO]|DEL|OF|NAME|HERE)(?: \p{Lu}{2,15})?)?`,
  )})(?!\p{L})`,
  "gu",
);

/** Matches a note that something is missing. "Pendiente de pago" and "a definir com você" are prose, "SALDO PENDIENTE: $ 5" is a sum. */
export const openPoint = new RegExp(
  alternatives(
    String.raw`\[(?:PENDIENTE|PENDENTE|PENDING|RASCUNHO|BORRADOR|DRAFT|WIP)\]|(?<![\s\S])(?:PENDIENTE|PENDENTE|PENDING)(?![\s\S])`,
    String.raw`(?<=^|[[(<#/*_] ?|[.!?] )(?:PENDIENTE|PENDENTE|PENDING) ?:(?! ?(?:[A-Z]{0,3}[$€£]|\d))`,
    String.raw`(?<=^|[[(<#/*_] ?|[.!?] )Pend(?:iente|ente|ing) ?: ?(?=(?:escribir|escrever|write|definir|define|revisar|review|completar|complete|preencher|agregar|añadir|adicionar|add|poner|colocar|traducir|traduzir|translate|texto?|saludo|saudação|greeting)(?!\p{L}))`,
    String.raw`(?<=^|[[(<:] ?|[-–—] )(?:(?:A|POR|SIN|SEM) (?:DEFINIR|COMPLETAR|PREENCHER|RELLENAR)|TO BE (?:DEFINED|WRITTEN|COMPLETED))(?=[ ]{0,3}(?:$|[.!?:;,)\]>]))`,
    String.raw`^(?:[aA]|[pP]or) (?:definir|completar|preencher|rellenar)(?=[ ]{0,3}(?:[:.!…]|$))`,
  ),
  "gmu",
);

/** Matches letters X instead of digits or a name, except Roman numerals and sizes. */
export const lettersX = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:${alternatives(
    String.raw`\([Xx]{2}\)[ ]?[Xx]{4,5}[- ]?[Xx]{4}`,
    String.raw`XX([/.\-])XX(?:\1XX(?:XX)?)?|xx\/xx(?:\/xx(?:xx)?)?`,
    String.raw`XX:XX|(?<=[$€£] ?)xx[.,]xx`,
    String.raw`(?<=[$€£] ?)X{1,3}(?:\.XXX)?(?:,XX)?`,
    String.raw`X{4,60}(?:-X{4})?`,
  )})(?![\p{L}\p{N}])`,
  "gu",
);

// The Roman numeral 30, or a missing name.
export const threeLettersX = /(?<![\p{L}\p{N}])XXX(?![\p{L}\p{N}])/gu;

export const bracketed = /\[[^[\]<>{}\n]{2,40}\]|<[^[\]<>{}\n]{2,40}>|\{[^[\]<>{}\n]{2,40}\}/g;
export const inCapitals = /^\p{Lu}[\p{Lu}\p{N}_ -]{0,30}[\p{Lu}\p{N}]$/u;

/** Matches a value that a program did not have. */
export const missingValue = /(?<![\p{L}\p{N}_.-])(?:undefined|null|NaN)(?![\p{L}\p{N}_-])/gu;
export const valueContextBefore =
  /(?:[:#$€£(]|(?<!\p{L})(?:ol[áa]|oi|hola|hi|hello|hey|dear|welcome|bem-vind[oa]|bienvenid[oa]|prezad[oa]|querid[oa]|estimad[oa]|sr|sra|bom dia|boa tarde|boa noite|buen día|buenos días|buenas tardes|buenas noches|good morning),?)\s?$/iu;
export const valueContextAfter = /^\s?(?:$|[\n,!?;:)]|\.(?:\s|$)|\p{Extended_Pictographic})/u;
export const proseBeforeValue =
  /(?<!\p{L})(?:the|an?|is|are|was|were|be|as|or|and|remains|returns?|not|é|es|está|são|son|ser)\s?$/iu;
export const isLegalTerm = /^ and void\b/;

function isInAngles(piece: string): boolean {
  return piece.startsWith("<");
}

/** True if a program produced this word. "null and void" and "the date is undefined" are prose. */
function isLeftByProgram(text: string, span: Span): boolean {
  if (sliceSpan(text, span) === "NaN") return true;
  const before = text.slice(Math.max(0, span.start - 24), span.start);
  const after = text.slice(span.end, span.end + 12);
  if (isLegalTerm.test(after)) return false;
  return valueContextBefore.test(before) || (valueContextAfter.test(after) && !proseBeforeValue.test(before));
}

/** Finds the placeholders of a text, in order. */
export function findPlaceholders(source: string): readonly Span[] {
  return findInPlainText(source, findPlainPlaceholders);
}

function findPlainPlaceholders(text: string): readonly Span[] {
  const isBracketed = (span: Span): boolean => {
    const piece = sliceSpan(text, span);
    const inner = piece.slice(1, -1);
    // "<<OFERTA>>" is decoration.
    return isPlaceholderText(inner) || (isInAngles(piece) && text[span.start - 1] !== "<" && inCapitals.test(inner));
  };
  return removeOverlaps([
    ...[alwaysPlaceholder, joinedOutput, printf, numberedBraces, inPercentSigns, lettersX].flatMap((pattern) =>
      findSpans(text, pattern),
    ),
    ...[instruction, instructionInCapitals, openPoint].flatMap((pattern) => findSpans(text, pattern)),
    ...findSpans(text, markedWord).filter((span) => isPlaceholderText(sliceSpan(text, span).replace(marks, ""))),
    ...findSpans(text, threeLettersX).filter(({ start }) =>
      valueContextBefore.test(text.slice(Math.max(0, start - 24), start)),
    ),
    ...findSpans(text, bracketed).filter(isBracketed),
    ...findSpans(text, missingValue).filter((span) => isLeftByProgram(text, span)),
  ]);
}
