import { quotedKey } from "./failures";
import type { PixKeyType } from "./order/fields";
import { findAmountProblem } from "./order/pix-amount";
import { checkSumOf, readPixCode, readPixFields, type PixCode, type PixField, type PixSpan } from "./pix-fields";
import { findKeyProblem, plainKey } from "./pix-key";

/** Known values of a payment by Pix. An unknown value is undefined. */
export interface PixPayment {
  readonly code: string | undefined;
  readonly key?: string | undefined;
  readonly keyType?: PixKeyType | undefined;
  /** Total of the order in centavos. */
  readonly total?: bigint | undefined;
}

/** Values that a message about a problem names. */
interface PixDetails {
  /** Fields of the code, like `54` or `26/01`. */
  readonly field: string;
  /** Value in the code, quoted. */
  readonly given: string;
  /** Right value, or kind of key. */
  readonly expected: string;
}

type PixProblemKind = keyof typeof describe;

/** A problem with a Pix code or key. Never contains the key, which may identify a person. */
export interface PixProblem extends PixDetails {
  readonly kind: PixProblemKind;
  /** Property of the payment setting. */
  readonly property: "code" | "key";
  /** Place in the code; undefined if the problem concerns all of it, or the key. */
  readonly span: PixSpan | undefined;
}

const describe = {
  prefix: () => "does not begin like a Pix code (000201)",
  lineBreak: () => "contains a line break or a tab; give the code as one line",
  outerBlank: () => "begins or ends with a blank; remove it",
  cutOff: ({ field }: PixDetails) =>
    `is cut off, or the length of the field ${field} is wrong: fewer characters follow; copy the whole code again`,
  badField: ({ field }: PixDetails) =>
    `has no field after the field ${field}, where two digits and a length must follow; copy the whole code again`,
  repeatedField: ({ field }: PixDetails) => `repeats the field ${field}`,
  missingFields: ({ field }: PixDetails) => `lacks the fields ${field}; copy the whole code again`,
  afterCheckSum: () => "continues after the check sum (field 63), which must be its end",
  checkSum: ({ given, expected }: PixDetails) =>
    `has the check sum ${given} (field 63), but its content gives ${expected}, so banks refuse it; copy the code again`,
  amount: ({ given, expected }: PixDetails) =>
    `asks for ${given} (field 54), but the total of the order is ${expected}; create a code for this total`,
  amountForm: ({ given }: PixDetails) =>
    `has the amount ${given} (field 54), which must be reais with a decimal point, like 10.50`,
  currency: ({ given }: PixDetails) => `has the currency ${given} (field 53), which must be 986 (BRL)`,
  country: ({ given }: PixDetails) => `has the country ${given} (field 58), which must be BR`,
  twoAccounts: ({ field }: PixDetails) => `has more than one Pix account (fields ${field}); apps may pay either`,
  noKey: ({ field }: PixDetails) => `has neither a key (${field}/01) nor an address (${field}/25)`,
  tooLong: ({ field, expected }: PixDetails) => `has a field ${field} of more than ${expected} characters`,
  transactionId: ({ given }: PixDetails) =>
    `has the transaction id ${given} (field 62/05), which must be letters and digits without accents, or ***`,
  codeKeyForm: ({ field, expected }: PixDetails) =>
    `has a key (field ${field}) that is not written as a ${expected} key`,
  otherKey: ({ field }: PixDetails) => `has another key (field ${field}) than the payment setting`,
  keyForm: ({ expected }: PixDetails) => `does not look like a ${expected} key`,
  keyPhoneForm: () => "does not look like a PHONE key: +55, area code and 8 or 9 digits, like +5511987654321",
  keyCheckDigits: ({ expected }: PixDetails) => `has wrong check digits for a ${expected}`,
} as const satisfies Record<string, (details: PixDetails) => string>;

const errors: ReadonlySet<PixProblemKind> = new Set<PixProblemKind>(["checkSum", "amount", "amountForm"]);

/** True for a problem that makes the message invalid: the person could not pay, or would pay another sum. */
export function isPixError({ kind }: PixProblem): boolean {
  return errors.has(kind);
}

/** Describes a problem in English, without its place. */
export function explainPixProblem(problem: PixProblem): string {
  return describe[problem.kind](problem);
}

/** Describes a problem in English with its place in the code, counted from 1. */
export function describePixProblem(problem: PixProblem): string {
  const { span } = problem;
  if (span === undefined) return explainPixProblem(problem);
  const place = span.end - span.start === 1 ? `character ${span.end}` : `characters ${span.start + 1} to ${span.end}`;
  return `${explainPixProblem(problem)} (${place})`;
}

type Report = Partial<PixDetails> & Pick<PixProblem, "kind"> & { readonly span?: PixSpan | undefined };

/**
 * Lists the problems with a Pix code ("copia e cola") and its key. Sources: Banco Central, manual of the BR Code; EMVCo, QR codes for
 * payment systems, merchant-presented mode.
 */
export function listPixProblems({ code, key, keyType, total }: PixPayment): readonly PixProblem[] {
  const kind = key === undefined || keyType === undefined ? undefined : findKeyProblem(key, keyType);
  const keyReports: readonly Report[] =
    kind === undefined
      ? []
      : [{ kind: kind === "keyForm" && keyType === "PHONE" ? "keyPhoneForm" : kind, expected: keyType ?? "" }];
  // A wrong key is reported once: comparing it would repeat the report.
  const setting = kind === undefined && key !== undefined && keyType !== undefined ? { key, keyType } : undefined;
  return [
    ...(code === undefined ? [] : listCodeReports(code, setting, total)).map(completeReport("code")),
    ...keyReports.map(completeReport("key")),
  ];
}

function completeReport(property: PixProblem["property"]) {
  return ({ kind, span, field = "", given = "", expected = "" }: Report): PixProblem => ({
    ...{ kind, property, span, field, given, expected },
  });
}

interface KeySetting {
  readonly key: string;
  readonly keyType: PixKeyType;
}

function listCodeReports(
  source: string,
  setting: KeySetting | undefined,
  total: bigint | undefined,
): readonly Report[] {
  const code = readPixCode(source);
  return [
    ...listBlanks(source),
    ...listCheckSumReports(code),
    ...(code.text.startsWith("000201")
      ? [...listStructureReports(code), ...listValueReports(code, setting, total)]
      : [{ kind: "prefix" } as const]),
  ];
}

function listBlanks(source: string): readonly Report[] {
  const lineBreak = /[\r\n\t]+/.exec(source);
  if (lineBreak !== null) {
    const { index: start } = lineBreak;
    return [{ kind: "lineBreak", span: { start, end: start + lineBreak[0].length } }];
  }
  if (source.trim() === source) return [];
  const atEnd = source.trimStart() === source;
  const span = atEnd
    ? { start: source.trimEnd().length, end: source.length }
    : { start: 0, end: source.length - source.trimStart().length };
  return [{ kind: "outerBlank", span }];
}

const checkSumId = "63";

/** Compares the check sum. A code whose fields cannot be read has one if it ends like one. */
function listCheckSumReports({ text, content, spanOf }: PixCode): readonly Report[] {
  const field = content.fields.find(({ id }) => id === checkSumId);
  if (field !== undefined && content.broken === undefined) {
    const span = spanOf(field.at, 4 + field.value.length);
    // Fields with accents may be counted in bytes, so the sum is taken over the characters before the last ones.
    const isLast = text.endsWith(`6304${field.value}`);
    const summed = isLast ? text.slice(0, -field.value.length) : text.slice(0, field.valueAt);
    return compareCheckSum(field.value, summed, span);
  }
  const [ending] = /6304[\dA-F]{4}$/i.exec(text) ?? [];
  if (ending === undefined) return [];
  const { end } = spanOf(0, text.length);
  return compareCheckSum(ending.slice(4), text.slice(0, -4), { start: end - ending.length, end });
}

function compareCheckSum(given: string, summed: string, span: PixSpan): readonly Report[] {
  const expected = checkSumOf(summed);
  return given.toUpperCase() === expected ? [] : [{ kind: "checkSum", given: quoteShortly(given), expected, span }];
}

const requiredIds = ["52", "53", "58", "59", "60", "62", checkSumId] as const;

function listStructureReports({ content: { fields, broken }, spanOf }: PixCode): readonly Report[] {
  const last = fields.at(-1);
  const accounts = listPixAccounts(fields);
  const missing = [
    ...(accounts.length === 0 ? ["26 (Pix account)"] : []),
    ...requiredIds.filter((id) => !fields.some((field) => field.id === id)),
  ];
  const sum = fields.find(({ id }) => id === checkSumId);
  return [
    ...(broken === undefined ? [] : [{ kind: broken.kind, field: broken.field, span: spanOf(broken.at, 2) }]),
    ...listRepeated(fields, spanOf),
    ...(broken === undefined && missing.length > 0
      ? [{ kind: "missingFields", field: missing.join(", ") } as const]
      : []),
    ...(sum === undefined || sum === last || broken !== undefined || last === undefined
      ? []
      : [{ kind: "afterCheckSum", span: spanOf(last.at, 4 + last.value.length) } as const]),
    ...(accounts.length > 1 ? [{ kind: "twoAccounts", field: accounts.map(({ id }) => id).join(", ") } as const] : []),
  ];
}

/** Lists fields with an id that a field before has, once for each id. */
function listRepeated(fields: readonly PixField[], spanOf: PixCode["spanOf"]): readonly Report[] {
  const seen = new Map<string, number>();
  return fields.flatMap(({ id, at, value }) => {
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 2 ? [{ kind: "repeatedField", field: id, span: spanOf(at, 4 + value.length) } as const] : [];
  });
}

/** Lists the accounts of Pix; the fields 26 to 51 may also have those of other payment systems. */
function listPixAccounts(fields: readonly PixField[]): readonly PixField[] {
  return fields.filter(
    ({ id, value }) => Number(id) >= 26 && Number(id) <= 51 && /^0014br\.gov\.bcb\.pix/i.test(value),
  );
}

const longest: Readonly<Record<string, number>> = { "59": 25, "60": 15, "62/05": 25 };

function listValueReports(
  { content: { fields }, spanOf }: PixCode,
  setting: KeySetting | undefined,
  total: bigint | undefined,
): readonly Report[] {
  const inner = fields.filter(({ id }) => id === "62").map((field) => readPixFields(field.value, field));
  const all = [...fields, ...inner.flatMap((content) => content.fields)];
  return [
    ...listPixAccounts(fields).flatMap((account) => listAccountReports(account, setting, spanOf)),
    ...inner.flatMap(({ broken }) =>
      broken === undefined ? [] : [{ kind: broken.kind, field: broken.field, span: spanOf(broken.at, 2) }],
    ),
    ...all.flatMap((field) => {
      const span = spanOf(field.valueAt, Math.max(1, field.value.length));
      return listFieldReports(field, total).map((report) => ({ field: field.id, span, ...report }));
    }),
  ];
}

function listFieldReports({ id, value }: PixField, total: bigint | undefined): readonly Report[] {
  const given = quoteShortly(value);
  const most = longest[id];
  // Accents may be read as two bytes each.
  if (most !== undefined && value.replace(/[\u0080-\u00bf]/g, "").length > most) {
    return [{ kind: "tooLong", expected: String(most) }];
  }
  switch (id) {
    case "53":
      return value === "986" ? [] : [{ kind: "currency", given }];
    case "54":
      return listAmountReports(value, total);
    case "58":
      return value.toUpperCase() === "BR" ? [] : [{ kind: "country", given }];
    case "62/05":
      return /^(?:[a-z\d]+|\*{3})$/i.test(value) ? [] : [{ kind: "transactionId", given }];
    default:
      return [];
  }
}

function listAmountReports(value: string, total: bigint | undefined): readonly Report[] {
  const problem = findAmountProblem(value, total);
  return problem === undefined ? [] : [{ given: quoteShortly(value), ...problem }];
}

function listAccountReports(
  account: PixField,
  setting: KeySetting | undefined,
  spanOf: PixCode["spanOf"],
): readonly Report[] {
  const { fields, broken } = readPixFields(account.value, account);
  const find = (id: string): PixField | undefined => fields.find((field) => field.id === `${account.id}/${id}`);
  const [key, address] = [find("01"), find("25")];
  if (broken !== undefined) return [{ kind: broken.kind, field: broken.field, span: spanOf(broken.at, 2) }];
  const repeated = listRepeated(fields, spanOf);
  if (key !== undefined && address === undefined) return [...repeated, ...listKeyReports(key, setting, spanOf)];
  return address === undefined
    ? [...repeated, { kind: "noKey", field: account.id, span: spanOf(account.at, 4 + account.value.length) }]
    : repeated;
}

/** Compares the key of a code with that of the setting. */
function listKeyReports(
  { id, value, valueAt }: PixField,
  setting: KeySetting | undefined,
  spanOf: PixCode["spanOf"],
): readonly Report[] {
  if (setting === undefined) return [];
  const { key, keyType } = setting;
  const span = spanOf(valueAt, Math.max(1, value.length));
  if (plainKey(key, keyType) !== plainKey(value, keyType)) return [{ kind: "otherKey", field: id, span }];
  const isPlain = keyType === "EMAIL" || keyType === "EVP" || plainKey(value, keyType) === value;
  return isPlain ? [] : [{ kind: "codeKeyForm", field: id, expected: keyType, span }];
}

/** Quotes a value of a code, which may be any text. */
function quoteShortly(value: string): string {
  return quotedKey(value.slice(0, 30));
}
