import { CheckFailure } from "@pulumi/pulumi/proto/provider_pb";
import { describeFailure, valueOf, type Failure } from "../schema/failures";
import type { KnownSecrets } from "../schema/known-secrets";
import { escapeControls } from "../schema/terminal-text";
import type { Properties } from "../runtime/properties";
import { limitList } from "../runtime/validation";

/** Longest value, in characters, that the engine may show beside a failure. */
const longestShown = 80;

/**
 * Reports failures in the protocol's form. The engine prints the value of a named property, so a failure names one only if its value is
 * short, can be printed and is no secret; otherwise the text alone says which it is.
 */
export function toCheckFailures(
  failures: readonly Failure[],
  given: Properties,
  isPrintable: (name: string, value: unknown) => boolean,
): CheckFailure[] {
  const shown = failures.map((failure) => {
    const { path, reason } = failure;
    const isNamed = Object.hasOwn(given, path) && isPrintable(path, given[path]);
    return isNamed ? toFailure(path, reason) : toFailure("", describeFailure(failure));
  });
  return [...limitList(shown, (rest) => toFailure("", rest))];
}

/**
 * Adds to a failure at a number how a value stays text. Pulumi's YAML reads a configuration value of digits as a number, whatever its
 * declared type, unless it is declared and read with its project's name (docs/yaml.md).
 */
export function explainNumber(failure: Failure, given: Properties, project: string): Failure {
  if (typeof valueOf(failure, given) !== "number") return failure;
  return {
    ...failure,
    reason: `${failure.reason}; YAML reads digits as a number: quote them, and declare and read a configuration value with the project's name, as \${${project}:NAME}`,
  };
}

/** True for a short scalar without control characters that neither is nor looks like a secret. */
export function isPrintableValue(name: string, value: unknown, secrets: KnownSecrets): boolean {
  if (!["string", "number", "boolean"].includes(typeof value)) return false;
  const text = String(value);
  return (
    text.length <= longestShown && escapeControls(text) === text && secrets.failuresIn({ [name]: value }).length === 0
  );
}

/** Builds a failure. Without a property, the engine prints the reason alone. */
export function toFailure(property: string, reason: string): CheckFailure {
  const failure = new CheckFailure();
  failure.setProperty(property);
  failure.setReason(reason);
  return failure;
}
