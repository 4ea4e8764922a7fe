/** Languages of the word lists and of the messages. */
export const languages = ["pt", "es", "en"] as const;
export type Language = (typeof languages)[number];

const minLetters = 20;
// The detector reads at most 1,000 characters.
const maxRead = 1_000;

export function isLanguage(name: string): name is Language {
  return languages.some((language) => language === name);
}

/**
 * Creates a function that detects the language of a text. It returns undefined for a short or ambiguous text. Loads the detector's tables on
 * first use, because that takes a second.
 */
export async function createLanguageDetector(): Promise<(text: string) => Language | undefined> {
  // The package has no CommonJS entry point, so only import() can load it.
  const { eld } = await import("eld/small");
  const detector = eld.newInstance();
  detector.setLanguageSubset([...languages]);
  detector.enableTextCleanup(true);
  return (text) => {
    const read = text.slice(0, maxRead);
    if ((read.match(/\p{L}/gu)?.length ?? 0) < minLetters) return undefined;
    const answer = detector.detect(read);
    return answer.isReliable() && isLanguage(answer.language) ? answer.language : undefined;
  };
}
