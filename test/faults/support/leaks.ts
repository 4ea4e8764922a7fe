import { inspect } from "node:util";

/** How every token of the simulator begins, and those that tests write themselves. */
const tokenLike = /EAA[A-Za-z0-9]{6,}/;

/** Whether a text holds a token, whole, encoded or in part. */
export const holdsToken = (text: string): boolean => tokenLike.test(text);

/** Everything that an error shows in any way a program, a log or a debugger would show it. */
export function shownForms(error: unknown): readonly string[] {
  const forms = [String(error), inspect(error, { depth: 12, showHidden: true }), safeJson(error)];
  if (!(error instanceof Error)) return forms;
  const toJson: unknown = Reflect.get(error, "toJSON");
  return [
    ...forms,
    error.message,
    error.stack ?? "",
    ...(typeof toJson === "function" ? [safeJson(Reflect.apply(toJson, error, []))] : []),
    ...(error.cause === undefined ? [] : shownForms(error.cause)),
  ];
}

function safeJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return "";
  }
}
