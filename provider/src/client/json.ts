/**
 * JSON.parse that keeps every digit of long integers, as text: Graph ids exceed 2^53 and some answers carry them as numbers.
 * Strings are matched first, so digits inside them are left alone.
 */
export const parseJson = (text: string): unknown => JSON.parse(text.replace(stringOrLongInteger, quoteInteger));

const stringOrLongInteger = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;
const quoteInteger = (match: string): string => (match.startsWith('"') ? match : `"${match}"`);
