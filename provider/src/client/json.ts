/**
 * JSON.parse that keeps every digit of long integers, as text: Graph ids exceed 2^53 and some answers carry them as numbers.
 * Strings are matched first, so digits inside them are left alone. The text is parsed as it is first: in what is valid JSON every
 * string ends, so the search takes no longer than the text is long, whoever wrote it.
 */
export function parseJson(text: string): unknown {
  const plain: unknown = JSON.parse(text);
  return /\d{16}/.test(text) ? JSON.parse(text.replace(stringOrLongInteger, quoteInteger)) : plain;
}

// Only where a number begins: neither within its digits nor after its point or exponent.
const stringOrLongInteger = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;
const quoteInteger = (match: string): string => (match.startsWith('"') ? match : `"${match}"`);
