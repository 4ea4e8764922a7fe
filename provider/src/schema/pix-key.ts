import type { PixKeyType } from "./order/fields";

const keyForms: Readonly<Record<PixKeyType, RegExp>> = {
  CPF: /^\d{3}\.?\d{3}\.?\d{3}-?\d{2}$/,
  // Since 2026 the first twelve characters may be letters.
  CNPJ: /^[\dA-Z]{2}\.?[\dA-Z]{3}\.?[\dA-Z]{3}\/?[\dA-Z]{4}-?\d{2}$/,
  EMAIL: /^[^\s@]+@[^\s@]+$/,
  // Country, area code, and 8 or 9 digits.
  PHONE: /^\+55[1-9]{2}\d{8,9}$/,
  EVP: /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i,
};

/** Returns the problem with a key of this type; undefined if there is none. */
export function findKeyProblem(key: string, type: PixKeyType): "keyForm" | "keyCheckDigits" | undefined {
  if (!keyForms[type].test(key)) return "keyForm";
  if (type !== "CPF" && type !== "CNPJ") return undefined;
  return hasRightCheckDigits(plainKey(key, type), type === "CPF" ? 11 : 9) ? undefined : "keyCheckDigits";
}

/** Returns a key as it is written in a Pix code, so that two spellings of the same key are equal. */
export function plainKey(key: string, type: PixKeyType): string {
  switch (type) {
    case "CPF":
    case "CNPJ":
      return key.replace(/[\s./-]/g, "").toUpperCase();
    case "PHONE": {
      const digits = key.replace(/\D/g, "");
      return `+${digits.length <= 11 ? "55" : ""}${digits}`;
    }
    case "EMAIL":
    case "EVP":
      return key.trim().toLowerCase();
    default:
      return type satisfies never;
  }
}

/** Checks the last two digits: weights from the right are 2, 3, ... and begin again after `largestWeight`. A letter counts as its ASCII code - 48. */
function hasRightCheckDigits(key: string, largestWeight: number): boolean {
  // Numbers such as 111.111.111-11 fit the sum, but are not given to anyone.
  if (/^(.)\1*$/.test(key)) return false;
  return [2, 1].every((left) => checkDigitOf(key.slice(0, -left), largestWeight) === Number(key.at(-left)));
}

function checkDigitOf(text: string, largestWeight: number): number {
  const sum = Array.from(text)
    .reverse()
    .reduce((total, character, i) => total + (character.charCodeAt(0) - 48) * (2 + (i % (largestWeight - 1))), 0);
  const rest = sum % 11;
  return rest < 2 ? 0 : 11 - rest;
}
