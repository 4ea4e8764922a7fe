/** Quotation marks of any language, and accents and primes that people type instead. */
const quotationMarks = "\\p{Quotation_Mark}`´′″";
const quotationMark = new RegExp(`[${quotationMarks}]`, "u");
const marksAround = new RegExp(`^[${quotationMarks}\\s]+|[${quotationMarks}\\s]+$`, "gu");
/** `WHATSAPP_ACCESS_TOKEN=`, `export TOKEN=`, `access_token: `. */
const assignment = /^(?:export\s+|set\s+|env\s+)?[\w.:-]{0,60}(?:token|secret)["']?\s*[=:]\s*/i;
const header = /^(?:authorization\s*:\s*)?(bearer|oauth)\b\s*/i;

/** True if a value begins or ends with a quotation mark, as in a copied line of an env file. */
export function isQuoted(value: string): boolean {
  const [first = "", last = ""] = [value.trim().at(0), value.trim().at(-1)];
  return quotationMark.test(first) || quotationMark.test(last);
}

/** Describes why a token or secret is unusable. HTTP clients would even alter some of these values in a header. */
export function findSecretProblem(secret: string, noun: "token" | "app secret"): string | undefined {
  if (quotationMark.test(secret)) return `has quotation marks around it; give the ${noun} without quotes`;
  const scheme = header.exec(secret)?.[1];
  if (scheme !== undefined) {
    return `begins with "${scheme.toLowerCase() === "bearer" ? "Bearer" : "OAuth"}"; give the ${noun} alone, without that word and without quotes`;
  }
  if (assignment.test(secret)) return `begins with the name of a variable or parameter; give the ${noun} alone`;
  return /^[\x21-\x7e]+$/.test(secret) ? undefined : `has characters that no ${noun} has; copy it again`;
}

/** Returns a secret as given, and without text that is often copied with it: quotes, a variable name, a header's scheme. */
export function bareForms(given: string | undefined): readonly string[] {
  const whole = (given ?? "").trim();
  const bare = [marksAround, assignment, marksAround, header, marksAround].reduce(
    (text, copied) => text.replace(copied, ""),
    whole,
  );
  return [...new Set([whole, bare])].filter((form) => form !== "");
}
