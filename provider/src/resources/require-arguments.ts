import * as pulumi from "@pulumi/pulumi";
import { KnownSecrets, secretsInEnvironment, secretsInSettings } from "../schema/known-secrets";
import { environmentName, secretSettings } from "../schema/settings";

interface Declaration {
  /** Class as written in a program, such as `whatsapp.AdCreative`. */
  readonly kind: string;
  /** Name of the resource. */
  readonly name: string;
  /** Required arguments, for the example in the error. */
  readonly required: readonly string[];
}

/** Rejects arguments that are not a plain object, which a JavaScript program may pass. Throws a RunError. */
export function requireArguments({ kind, name, required }: Declaration, args: unknown): void {
  requireNoSecretInName(kind, name);
  const problem = classifyArguments(args);
  if (problem === undefined) return;
  const example = required.map((key) => `${key}: settings.${key}`).join(", ");
  const given = required.map((key) => `\`${key}\``).join(", ");
  const next = {
    missing: `needs arguments: give at least ${given}.`,
    output: `got all its arguments as one Output. Give an object whose values may be Outputs: if settings is that Output, { ${example} }.`,
    promise: `got all its arguments as one Promise. Await it first, or give an object whose values may be Promises, with at least ${given}.`,
    other: `needs an object of arguments, but got ${describeType(args)}. Give at least ${given}.`,
  }[problem];
  throw new pulumi.RunError(`${kind} ${JSON.stringify(name)} ${next}`);
}

/** Secrets of the last program that this process ran, by the texts of their settings. */
let knownSecretsOfProgram: { readonly key: string; readonly known: KnownSecrets } | undefined;

/** Returns the secrets in the program's configuration and environment, which do not change while it runs. */
function readKnownSecrets(): KnownSecrets {
  const config = new pulumi.Config("whatsapp");
  const texts = secretSettings.map((name) => [config.get(name), process.env[environmentName(name)]]);
  const key = JSON.stringify(texts);
  if (knownSecretsOfProgram?.key !== key) {
    const given = [...secretsInSettings((name) => config.get(name)), ...secretsInEnvironment(process.env)];
    knownSecretsOfProgram = { key, known: new KnownSecrets(given) };
  }
  return knownSecretsOfProgram.known;
}

/** Rejects a name that contains a secret, since the URN with the name appears in every output and state. */
function requireNoSecretInName(kind: string, name: string): void {
  const known = readKnownSecrets();
  const [failure] = known.failuresIn(name);
  if (failure !== undefined) {
    throw new pulumi.RunError(`The name of ${kind} ${JSON.stringify(known.mask(name))} ${failure.reason}.`);
  }
}

/** Rejects a name that is not text, and options that are not an object: the SDK would fail with an unclear error or ignore them. Throws a RunError. */
export function requireNameAndOptions(kind: string, name: unknown, opts: unknown): void {
  if (typeof name !== "string" || name === "") {
    const given = name === "" ? "an empty text" : describeType(name);
    throw new pulumi.RunError(
      `${kind} needs a name as its first argument, a text that is known when the program runs, but got ${given}.`,
    );
  }
  if (opts === undefined) return;
  const isPlain = typeof opts === "object" && classifyArguments(opts) === undefined;
  if (isPlain) return;
  const example = pulumi.Resource.isInstance(opts)
    ? " Give { provider: ... }, { parent: ... } or { dependsOn: ... }."
    : "";
  throw new pulumi.RunError(
    `${kind} ${JSON.stringify(name)} needs an object of options as its third argument, but got ${describeType(opts)}.${example}`,
  );
}

/** Returns the id of a resource to read. Throws a RunError if it is missing. */
export function requireId<Id>(kind: string, name: string, id: Id): Id {
  if (id !== undefined && id !== null && id !== "") return id;
  throw new pulumi.RunError(`${kind}.get(${JSON.stringify(name)}) needs an id as its second argument.`);
}

function classifyArguments(args: unknown): "missing" | "output" | "promise" | "other" | undefined {
  if (args === undefined || args === null) return "missing";
  if (pulumi.Output.isInstance(args)) return "output";
  if (typeof args !== "object" || Array.isArray(args) || pulumi.Resource.isInstance(args)) return "other";
  return "then" in args && typeof args.then === "function" ? "promise" : undefined;
}

function describeType(args: unknown): string {
  if (args === undefined || args === null) return String(args);
  if (pulumi.Output.isInstance(args)) return "an Output";
  if (Array.isArray(args)) return "an array";
  if (pulumi.Resource.isInstance(args)) return "a resource";
  if (typeof args !== "object") return `a ${typeof args}`;
  return "then" in args ? "a Promise" : "an object";
}
