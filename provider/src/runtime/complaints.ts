import type { Failure } from "../schema/failures";
import { maxContentBytes } from "../schema/limits";
import type { Properties } from "./properties";

// The engine prints the whole value of a named property, secrets included, so the path goes into the reason.
export const failed = (reasons: readonly string[]) => bounded(reasons).map((reason) => ({ property: "", reason }));

const mostLines = 50;
export const bounded = (lines: readonly string[]): readonly string[] =>
  lines.length <= mostLines
    ? lines
    : [...lines.slice(0, mostLines), `more: ${lines.length - mostLines} others of the kind are not shown`];

/** What cannot be sent whatever the rules say; asked first, so that nothing else has to cope with it. */
export function unsendableIn(args: Properties, path: string): Failure | undefined {
  try {
    const size = Buffer.byteLength(JSON.stringify(args));
    if (size <= maxContentBytes) return undefined;
    return { path, reason: `are ${size} bytes together; at most ${maxContentBytes} are sent` };
  } catch {
    return { path, reason: "are nested too deep, or hold what JSON does not know; give text and plain lists" };
  }
}
