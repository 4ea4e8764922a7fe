import { formatReais as formatBigintReais } from "../../src/messages/format-reais";

/** Formats simulator times as UTC, like the API. */
export function formatTime(timeMs: number): string {
  return isDate(timeMs) ? new Date(timeMs).toISOString().slice(11, 19) : "";
}

export function formatDateTime(timeMs: number): string {
  return isDate(timeMs) ? `${new Date(timeMs).toISOString().slice(0, 19).replace("T", " ")} UTC` : `${timeMs} ms`;
}

function isDate(timeMs: number): boolean {
  return Math.abs(timeMs) <= 8.64e15;
}

export function formatJson(value: unknown): string {
  return JSON.stringify(value, undefined, 2);
}

/** Formats JSON text; other text stays as it is. */
export function prettifyJson(text: string): string {
  try {
    return formatJson(JSON.parse(text));
  } catch {
    return text;
  }
}

/** Formats an amount of the control API: minor units of BRL as text, such as "1234". */
export function formatReais(centavos: string): string {
  return formatBigintReais(BigInt(centavos));
}
