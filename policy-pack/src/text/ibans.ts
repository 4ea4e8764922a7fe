import { hitsOf, type Hit } from "./hits";

export const ibanStart = /(?<![A-Za-z\d])[A-Z]{2}\d{2}(?= ?[A-Z\d]{4})/g;

const mostInIban = 48;

/** Account numbers with a country, its length and the right check digits. */
export async function ibansIn(text: string): Promise<readonly Hit[]> {
  // The types of the package know it as an ES module alone.
  const { countrySpecs, isValidIBAN } = await import("ibantools");
  const ibanAt = (start: number): string | undefined => {
    const length = countrySpecs[text.slice(start, start + 2)]?.chars ?? 0;
    const written = firstSigns(text.slice(start, start + mostInIban), length);
    const isWhole = !/[A-Za-z\d]/.test(text[start + written.length] ?? "");
    return isWhole && isValidIBAN(written.replaceAll(" ", "")) ? written : undefined;
  };
  return hitsOf(text, ibanStart, ({ index }) => (ibanAt(index) === undefined ? undefined : "an IBAN")).map(
    ({ kind, start, end }) => ({ kind, start, end: start + (ibanAt(start)?.length ?? end - start) }),
  );
}

/** So many signs and the spaces between them; words in capitals may follow. */
function firstSigns(text: string, count: number): string {
  let end = 0;
  for (let left = count; left > 0 && end < text.length; end++) if (text[end] !== " ") left--;
  return text.slice(0, end);
}
