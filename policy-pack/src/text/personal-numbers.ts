import { cnpj, cpf } from "cpf-cnpj-validator";
import type { Span } from "../finding";
import type { SensitiveKind } from "../message-terms";
import { findMatches, hasWordNear, type PatternMatch } from "./pattern-matches";
import { locateInSource, toPlainText } from "./plain-text";
import { removeOverlaps } from "./spans";

/** Matches what may separate the groups of a number. */
const gap = String.raw`(?:[ .–_/-]| {2}|\r?\n)`;
/** Matches card numbers as printed (4-4-4-4, 4-6-5, 4-6-4) or without gaps, and a CPF in any form. One pattern, so that the text is read once. */
export const cardOrCpf = new RegExp(
  String.raw`(?<![A-Za-z\d+_/=])(?:(?<grouped>\d{4}(?:${gap}\d{4}){3}(?:${gap}\d{3})?|\d{4}${gap}\d{6}${gap}\d{4,5})|(?<bare>\d{13,19}|\d{2} \d{3} \d{3}[ /]\d{4}[ -]\d{2})|(?<cpf>\d{3}[ .-]?\d{3}[ .-]?\d{3}[ ./-]?\d{2}))`,
  "g",
);
/** These match around a part of a longer number, or of a row of groups such as an invoice's access key. */
export const numberBefore = /\d[ .–-]$/;
export const numberAfter = /^(?:[A-Za-z\d_=]|-\d)/;
export const groupAfter = /^[ .–-]?\d{4}/;
export const cardWords =
  /cart(?:ão|ao|ões)|tarjeta|\bcard\b|\bvisa\b|master|\bamex\b|american express|hipercard|diners|cr[ée]dit|d[ée]bit|\bcvv\b/iu;

export const cpfFormat = /^\d{3}([. ])\d{3}\1\d{3}-\d{2}$/;
export const cpfWord = /\bCPF\b/i;
/** Matches words before and after a key that receives a Pix. */
export const pixBefore = /\b(?:pix|chave|transfer(?:[eê]ncia|ir|e)|deposit(?:e|ar|o))\b[^.!?\n]{0,30}$/iu;
export const pixAfter = /^ ?(?:[(–-] ?)?(?:é (?:a |o )?(?:nossa |meu |minha |nosso )?)?(?:chave|pix)\b/iu;
/** Matches a word directly before a number that is no key. */
export const otherNumberBefore =
  /(?:pedidos?|ordem|protocolo|c[óo]digo|nota|fatura|boleto|contrato|matr[íi]cula|processo|rastreio|tel|telefone|fone|celular|whats(?:app)?|zap|ligue|chame|contato)[^\p{L}\d]{0,4}(?:n[ºo°.]{0,2} ?)?$/iu;
export const cnpjWord = /\bCNPJ\b/i;
/** Matches a mobile number of Brazil: an area code and a number that begins with 9. */
export const mobileNumber = /^(?:1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|8[1-9]|9[1-9])9/;

export const uuid = /(?<![\da-f-])[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}(?![\da-f-])/gi;
export const pixWords = /\bpix\b|\bchave\b/i;

/** Excludes the areas, groups and serials that are never issued. */
export const ssn = /(?<![\d-])(?!000|666|9)\d{3}(?:-(?!00)\d{2}-| (?!00)\d{2} |\.(?!00)\d{2}\.)(?!0000)\d{4}(?![\d-])/g;
export const ssnWords = /\bSSN\b|social security/i;

export const dni = /(?<![A-Za-z\d.-])(?:\d{2}\.\d{3}\.\d{3}|\d{8}|[XYZ]-?\d{7})[ -]?[A-Z](?![A-Za-z\d])/g;
export const dniWords = /\b(?:DNI|NIE|NIF)\b|documento|identidad|identificaci[oó]n/i;

export const curp =
  /(?<![A-Za-z\d])[A-Z][AEIOUX][A-Z]{2}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[HMX][A-Z]{5}[A-Z\d]\d(?![A-Za-z\d])/g;
export const curpWord = /\bCURP\b/i;

/**
 * Finds numbers that identify a person, in order. The check digit, and the format or a word nearby, distinguish them from phone, order and
 * version numbers. A CNPJ belongs to a company and is public, so it counts only as a number without a name that receives a Pix.
 */
export async function findPersonalNumbers(source: string): Promise<readonly PatternMatch[]> {
  return locateInSource(source, await findInText(toPlainText(source).text));
}

async function findInText(text: string): Promise<readonly PatternMatch[]> {
  return removeOverlaps([
    ...findMatches(text, cardOrCpf, ({ groups = {} }, span) => classifyCardOrCpf(groups, text, span)),
    ...(await findIbans(text)),
    ...findNearWord("a random Pix key", text, uuid, pixWords),
    ...findNearWord("a US social security number", text, ssn, ssnWords),
    ...findNearWord("a Spanish DNI or NIE number", text, dni, dniWords, isDni),
    ...findMatches(text, curp, ([found], span) =>
      isCurp(found) || hasWordNear(curpWord, text, span) ? "a CURP" : undefined,
    ),
  ]);
}

function classifyCardOrCpf(
  { grouped, bare, cpf: cpfFound }: Readonly<Record<string, string | undefined>>,
  text: string,
  span: Span,
): SensitiveKind | undefined {
  const after = text.slice(span.end, span.end + 5);
  if (numberBefore.test(text.slice(Math.max(0, span.start - 2), span.start)) || numberAfter.test(after)) {
    return undefined;
  }
  if (cpfFound !== undefined) {
    return cpf.isValid(cpfFound) && isCpfInContext(cpfFound, text, span) ? "a CPF number" : undefined;
  }
  if (groupAfter.test(after)) return undefined;
  if (bare !== undefined && isCnpjKey(bare, text, span)) return "a Pix key";
  const digits = (grouped ?? bare ?? "").replace(/\D/g, "");
  // Three digits after the first sixteen may be the security code.
  const isCard = isCardNumber(digits) || (grouped !== undefined && isCardNumber(digits.slice(0, 16)));
  return isCard && (grouped !== undefined || hasWordNear(cardWords, text, span)) ? "a payment card number" : undefined;
}

/** True if the format or the words around it distinguish a CPF from a phone or order number. */
function isCpfInContext(found: string, text: string, span: Span): boolean {
  if (cpfFormat.test(found) || hasWordNear(cpfWord, text, span, 24, 10)) return true;
  return !mobileNumber.test(found.replace(/\D/g, "")) && isPixKey(text, span);
}

/** True if a company's tax number without dots is a Pix key. A text that calls it CNPJ shows public data. */
function isCnpjKey(found: string, text: string, span: Span): boolean {
  return cnpj.isValid(found.replace(/\D/g, "")) && isPixKey(text, span) && !hasWordNear(cnpjWord, text, span);
}

function isPixKey(text: string, { start, end }: Span): boolean {
  const before = text.slice(Math.max(0, start - 44), start);
  return !otherNumberBefore.test(before) && (pixBefore.test(before) || pixAfter.test(text.slice(end, end + 30)));
}

/** Finds numbers near a word. Skips the search if the text does not contain the word. */
function findNearWord(
  kind: SensitiveKind,
  text: string,
  pattern: RegExp,
  word: RegExp,
  isOne: (found: string) => boolean = () => true,
): readonly PatternMatch[] {
  return word.test(text)
    ? findMatches(text, pattern, ([found], span) => (isOne(found) && hasWordNear(word, text, span) ? kind : undefined))
    : [];
}

/** Checks the letter: the number modulo 23 (Real Decreto 1553/2005). The X, Y or Z of a NIE counts as 0, 1 or 2. */
function isDni(found: string): boolean {
  const code = found.replace(/[ .-]/g, "");
  const number = Number(code.slice(0, -1).replace(/^[XYZ]/, (letter) => String("XYZ".indexOf(letter))));
  return "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23] === code.at(-1);
}

/** Checks the last digit, which makes the weighted sum a multiple of ten (RENAPO's Instructivo Normativo). */
function isCurp(found: string): boolean {
  const sum = Array.from(found.slice(0, 17)).reduce(
    (total, character, i) => total + curpAlphabet.indexOf(character) * (18 - i),
    0,
  );
  return (10 - (sum % 10)) % 10 === Number(found.at(-1));
}

const curpAlphabet = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ";

/** First digits and lengths of card numbers by scheme (ISO/IEC 7812). Elo and Hipercard are Brazilian. */
const issuers: readonly (readonly [first: RegExp, lengths: readonly number[]])[] = [
  [/^4/, [13, 16, 19]], // Visa
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]], // Mastercard
  [/^3[47]/, [15]], // American Express
  [/^3(?:0[0-5]|[689])/, [14]], // Diners Club
  [/^(?:6011|64[4-9]|65)/, [16, 19]], // Discover, and Elo on its ranges
  [/^35(?:2[89]|[3-8])/, [16]], // JCB
  [/^62/, [16, 17, 18, 19]], // UnionPay
  [/^(?:5018|5020|5038|5893|6304|6759|676[1-3])/, [13, 14, 15, 16, 17, 18, 19]], // Maestro
  [/^(?:5041|506[67]|509|6277|636[23])/, [16]], // Elo
  [/^(?:606282|3841)/, [13, 16, 19]], // Hipercard
];

/** True if the digits have a known issuer, its length and a correct check digit. */
function isCardNumber(digits: string): boolean {
  return (
    issuers.some(([first, lengths]) => first.test(digits) && lengths.includes(digits.length)) && passesLuhn(digits)
  );
}

function passesLuhn(digits: string): boolean {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, digit, i) => {
      const value = Number(digit) * (i % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

export const ibanStart = /(?<![A-Za-z\d])[A-Z]{2}\d{2}(?= ?[A-Z\d]{4})/g;

/** Longest IBAN, with spaces. */
const maxIbanLength = 48;

/** Finds account numbers with the length of their country and correct check digits. */
async function findIbans(text: string): Promise<readonly PatternMatch[]> {
  // The types of the package describe an ES module only.
  const { countrySpecs, isValidIBAN } = await import("ibantools");
  const parseIbanAt = (start: number): string | undefined => {
    const length = countrySpecs[text.slice(start, start + 2)]?.chars ?? 0;
    const written = takeCharacters(text.slice(start, start + maxIbanLength), length);
    const isWhole = !/[A-Za-z\d]/.test(text[start + written.length] ?? "");
    return isWhole && isValidIBAN(written.replaceAll(" ", "")) ? written : undefined;
  };
  return findMatches(text, ibanStart, ({ index }) => (parseIbanAt(index) === undefined ? undefined : "an IBAN")).map(
    ({ kind, start, end }) => ({ kind, start, end: start + (parseIbanAt(start)?.length ?? end - start) }),
  );
}

/** Takes this many characters, not counting spaces. Words in capitals may follow an IBAN. */
function takeCharacters(text: string, count: number): string {
  let end = 0;
  for (let left = count; left > 0 && end < text.length; end++) if (text[end] !== " ") left--;
  return text.slice(0, end);
}
