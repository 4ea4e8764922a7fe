import { cpf } from "cpf-cnpj-validator";
import type { Span } from "../finding";
import { isCardNumber } from "./cards";
import { hitsOf, isNear, type Hit } from "./hits";
import { apart } from "./stretches";
import { ibansIn } from "./ibans";

/** Cards as on them, 4-4-4-4, 4-6-5 and 4-6-4, or without gaps; a CPF in any form. In one, so that a text is read once for them. */
export const cardOrCpf =
  /(?<![A-Za-z\d+_/=])(?:(?<grouped>\d{4}(?:[ .\u00a0-]\d{4}){3}(?:[ .\u00a0-]\d{3})?|\d{4}[ .\u00a0-]\d{6}[ .\u00a0-]\d{4,5})|(?<bare>\d{13,19})|(?<cpf>\d{3}[ .]?\d{3}[ .]?\d{3}[ -]?\d{2}))/g;
/** Around a number that is part of a longer one, or of a row of groups such as an invoice's access key. */
export const goesBefore = /\d[ .\u00a0-]$/;
export const goesOn = /^(?:[A-Za-z\d_=]|-\d)/;
export const groupsGoOn = /^[ .\u00a0-]?\d{4}/;
export const cardWords =
  /cart(?:ão|ao|ões)|tarjeta|\bcard\b|\bvisa\b|master|\bamex\b|american express|hipercard|diners|cr[ée]dit|d[ée]bit|\bcvv\b/iu;

export const cpfFormat = /^\d{3}\.\d{3}\.\d{3}-\d{2}$/;
export const cpfWord = /\bCPF\b/i;

export const uuid = /(?<![\da-f-])[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}(?![\da-f-])/gi;
export const pixWords = /\bpix\b|\bchave\b/i;

/** Without the areas, groups and serials that are never issued. */
export const ssn = /(?<![\d-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/g;
export const ssnWords = /\bSSN\b|social security/i;

export const dni = /(?<![A-Za-z\d.-])(?:\d{2}\.\d{3}\.\d{3}|\d{8}|[XYZ]-?\d{7})[ -]?[A-Z](?![A-Za-z\d])/g;
export const dniWords = /\b(?:DNI|NIE|NIF)\b|documento|identidad|identificaci[oó]n/i;

export const curp =
  /(?<![A-Za-z\d])[A-Z][AEIOUX][A-Z]{2}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[HMX][A-Z]{5}[A-Z\d]\d(?![A-Za-z\d])/g;
export const curpWord = /\bCURP\b/i;

/**
 * Numbers that belong to one person, in their order, each told from phone, order and version numbers by its check digit and by its form or
 * a word beside it. A CNPJ is a company's and public.
 */
export async function personalNumbersIn(text: string): Promise<readonly Hit[]> {
  return apart([
    ...hitsOf(text, cardOrCpf, ({ groups = {} }, span) => cardOrCpfKind(groups, text, span)),
    ...(await ibansIn(text)),
    ...besideWord("a random Pix key", text, uuid, pixWords),
    ...besideWord("a US social security number", text, ssn, ssnWords),
    ...besideWord("a Spanish DNI or NIE number", text, dni, dniWords, isDni),
    ...hitsOf(text, curp, ([found], span) => (isCurp(found) || isNear(curpWord, text, span) ? "a CURP" : undefined)),
  ]);
}

function cardOrCpfKind(
  { grouped, bare, cpf: cpfFound }: Readonly<Record<string, string | undefined>>,
  text: string,
  span: Span,
): string | undefined {
  const after = text.slice(span.end, span.end + 5);
  if (goesBefore.test(text.slice(Math.max(0, span.start - 2), span.start)) || goesOn.test(after)) return undefined;
  if (cpfFound !== undefined) {
    // Eleven digits alone are a phone number as well.
    const isCpf = cpf.isValid(cpfFound) && (cpfFormat.test(cpfFound) || isNear(cpfWord, text, span, 24, 10));
    return isCpf ? "a CPF number" : undefined;
  }
  if (groupsGoOn.test(after)) return undefined;
  const digits = (grouped ?? bare ?? "").replace(/\D/g, "");
  // The three digits after sixteen may be the security code.
  const isCard = isCardNumber(digits) || (grouped !== undefined && isCardNumber(digits.slice(0, 16)));
  return isCard && (grouped !== undefined || isNear(cardWords, text, span)) ? "a payment card number" : undefined;
}

/** Where the word is nowhere the numbers need no search. */
function besideWord(
  kind: string,
  text: string,
  pattern: RegExp,
  word: RegExp,
  isOne: (found: string) => boolean = () => true,
): readonly Hit[] {
  return word.test(text)
    ? hitsOf(text, pattern, ([found], span) => (isOne(found) && isNear(word, text, span) ? kind : undefined))
    : [];
}

/** The letter is the remainder by 23 (Real Decreto 1553/2005); the X, Y or Z of a NIE counts as 0, 1 or 2. */
function isDni(found: string): boolean {
  const sign = found.replace(/[ .-]/g, "");
  const number = Number(sign.slice(0, -1).replace(/^[XYZ]/, (letter) => String("XYZ".indexOf(letter))));
  return "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23] === sign.at(-1);
}

/** The last digit makes the weighted sum of all signs a multiple of ten (RENAPO's Instructivo Normativo). */
function isCurp(found: string): boolean {
  const sum = Array.from(found.slice(0, 17)).reduce((total, sign, i) => total + curpSigns.indexOf(sign) * (18 - i), 0);
  return (10 - (sum % 10)) % 10 === Number(found.at(-1));
}

const curpSigns = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";
