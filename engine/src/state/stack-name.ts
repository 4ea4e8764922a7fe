/**
 * Validation of stack and project names. They become parts of paths, so a name that is a path would reach the files of
 * other stacks.
 */
import { StateError } from "./state-error";

const maxLength = 100;

/**
 * Returns the short name of `dev`, `organization/dev` or `organization/<project>/dev`. Rules and messages match the
 * CLI's.
 */
export function parseStackName(text: string, projectName: string): string {
  const parts = text.split("/");
  const name = parts.at(-1) ?? "";
  const owner = parts.length > 1 ? parts[0] : undefined;
  const project = parts.length > 2 ? parts[1] : undefined;
  const problem =
    findFormProblem(parts) ??
    findOwnerProblem(owner) ??
    findProjectProblem(project, projectName) ??
    findNameProblem(name);
  if (problem === undefined) return name;
  throw new StateError("stackName", `invalid stack name ${quoteName(text)}: ${problem}`);
}

/** True if the name is safe as part of a path. */
export function isPathSafeName(name: string): boolean {
  return findNameProblem(name) === undefined;
}

function findFormProblem({ length }: readonly string[]): string | undefined {
  if (length <= 3) return undefined;
  return "expected <stack>, organization/<stack> or organization/<project>/<stack>";
}

/** File backends have one organization. */
function findOwnerProblem(owner: string | undefined): string | undefined {
  if (owner === undefined || owner === "" || owner === "organization") return undefined;
  return "organization name must be 'organization'";
}

function findProjectProblem(project: string | undefined, current: string): string | undefined {
  if (project === undefined || project === "" || project === current) return undefined;
  return `provided project name ${quoteName(project)} doesn't match Pulumi.yaml, which has ${quoteName(current)}`;
}

function findNameProblem(name: string): string | undefined {
  if (name === "") return "a stack name may not be empty";
  if (name.length > maxLength) return `a stack name cannot exceed ${maxLength} characters`;
  // The CLI accepts these two names and writes to the folder of another project.
  if (name === "." || name === "..") return "a stack name may not be . or .., which are folders";
  const [valid = ""] = /^[A-Za-z0-9_.-]*/.exec(name) ?? [];
  if (valid === name) return undefined;
  return `a stack name may only contain alphanumeric, hyphens, underscores, or periods: invalid character ${quoteCharacter(name, valid.length)} at position ${valid.length}`;
}

function quoteCharacter(name: string, position: number): string {
  const character = String.fromCodePoint(name.codePointAt(position) ?? 0);
  return `'${quoteName(character).slice(1, -1)}'`;
}

/** Quotes a name for a message and escapes control characters. */
function quoteName(name: string): string {
  const shown = name.length > maxLength ? `${name.slice(0, maxLength)}...` : name;
  return JSON.stringify(shown).replace(/\p{C}/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
