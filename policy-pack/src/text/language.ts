import type { Language } from "../rules/rule";

const fewestLetters = 20;
// The detector reads no further than 1,000 signs.
const mostRead = 1_000;

function isLanguage(name: string): name is Language {
  return name === "pt" || name === "es" || name === "en";
}

/**
 * Tells which of the three languages a text seems to be in; undefined where it is too short or could as well be another. The detector's
 * tables take a second to load, so they are loaded when first asked for.
 */
export async function languageTeller(): Promise<(text: string) => Language | undefined> {
  // An ES module without a CommonJS door: only import() opens it.
  const { eld } = await import("eld/small");
  const detector = eld.newInstance();
  detector.setLanguageSubset(["pt", "es", "en"]);
  detector.enableTextCleanup(true);
  return (text) => {
    const read = text.slice(0, mostRead);
    if ((read.match(/\p{L}/gu)?.length ?? 0) < fewestLetters) return undefined;
    const answer = detector.detect(read);
    return answer.isReliable() && isLanguage(answer.language) ? answer.language : undefined;
  };
}
