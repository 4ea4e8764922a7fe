import * as pulumi from "@pulumi/pulumi";

interface Declared {
  /** Class in `whatsapp.`, or a name of its own. */
  readonly kind: string;
  /** Of the resource. */
  readonly name: string;
  /** Arguments to show in an example: those that are required. */
  readonly required: readonly string[];
}

/** Rejects arguments that are not an object, which a program in plain JavaScript may pass. Without this, their inner keys would be checked. */
export function requireArguments({ kind, name, required }: Declared, args: unknown): void {
  const problem = problemOf(args);
  if (problem === undefined) return;
  const example = required.map((key) => `${key}: settings.${key}`).join(", ");
  const given = required.map((key) => `\`${key}\``).join(", ");
  const next = {
    missing: `needs arguments: give at least ${given}.`,
    output: `got all its arguments as one Output. Give an object whose values may be Outputs: if settings is that Output, { ${example} }.`,
    promise: `got all its arguments as one Promise. Await it first, or give an object whose values may be Promises, with at least ${given}.`,
    other: `needs an object of arguments, but got ${kindOf(args)}. Give at least ${given}.`,
  }[problem];
  throw new pulumi.RunError(`${kind} ${JSON.stringify(name)} ${next}`);
}

function problemOf(args: unknown): "missing" | "output" | "promise" | "other" | undefined {
  if (args === undefined || args === null) return "missing";
  if (pulumi.Output.isInstance(args)) return "output";
  if (typeof args !== "object" || Array.isArray(args) || pulumi.Resource.isInstance(args)) return "other";
  return "then" in args && typeof args.then === "function" ? "promise" : undefined;
}

function kindOf(args: unknown): string {
  if (Array.isArray(args)) return "an array";
  return typeof args === "object" ? "a resource" : `a ${typeof args}`;
}
