/**
 * JSON.parse that keeps every digit of integers of 16 digits and more, as text: Graph ids exceed 2^53. The text is parsed as it is
 * first; in what is valid JSON, quotes and escapes alone tell what lies inside of strings, so one pass without backtracking does.
 */
export function parseExactJson(text: string): unknown {
  const plain: unknown = JSON.parse(text);
  if (!mayHoldLongInteger.test(text)) return plain;
  let inString = false;
  const quoted = text.replace(quoteEscapeOrLongInteger, (match) => {
    if (match === '"') inString = !inString;
    return inString || match === '"' || match.startsWith("\\") ? match : `"${match}"`;
  });
  return JSON.parse(quoted);
}

const mayHoldLongInteger = /(?:^|[[:,\s])-?\d{16}/;
// Only where a number begins: neither within its digits nor after its point or exponent.
const quoteEscapeOrLongInteger = /"|\\.|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;
