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

/** Formats minor units of BRL, such as "1234". */
export function formatReais(centavos: string): string {
  const [, whole = "0", rest = "00"] = /^(\d*?)(\d{1,2})$/.exec(centavos) ?? [];
  const digits = whole === "" ? "0" : whole.replace(/\B(?=(\d{3})+$)/g, ".");
  return `R$ ${digits},${rest.padStart(2, "0")}`;
}
