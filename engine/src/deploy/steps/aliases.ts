import type { AliasSpec } from "../../host/goals";
import { createUrn, isStack, nameOf, typeOf, type UrnScope } from "../../state/urn";

export interface AliasedGoal {
  readonly name: string;
  readonly type: string;
  readonly parent: string | undefined;
  readonly aliases: readonly AliasSpec[];
}

/** All former URNs of a resource, including those through its parent's former URN. */
export function formerUrns(
  scope: UrnScope,
  goal: AliasedGoal,
  formerUrnOf: (urn: string) => string | undefined,
): readonly string[] {
  const own = goal.aliases.map((alias) => aliasUrn(scope, goal, alias, formerUrnOf));
  const formerParent = goal.parent === undefined ? undefined : formerUrnOf(goal.parent);
  if (goal.parent === undefined || formerParent === undefined) return unique(own);
  const parentName = nameOf(goal.parent);
  const inherit = (type: string, name: string): string =>
    createUrn(scope, formerParent, type, inheritedName(name, parentName, nameOf(formerParent)));
  return unique([...own, inherit(goal.type, goal.name), ...own.map((urn) => inherit(typeOf(urn), nameOf(urn)))]);
}

function aliasUrn(
  scope: UrnScope,
  goal: AliasedGoal,
  alias: AliasSpec,
  formerUrnOf: (urn: string) => string | undefined,
): string {
  if (alias.urn !== undefined) return alias.urn;
  const former = alias.parent === undefined ? goal.parent : (formerUrnOf(alias.parent) ?? alias.parent);
  const parent = alias.noParent === true || (former !== undefined && isStack(former)) ? undefined : former;
  const formerScope = {
    stackName: alias.stack ?? scope.stackName,
    projectName: alias.project ?? scope.projectName,
  };
  return createUrn(formerScope, parent, alias.type ?? goal.type, alias.name ?? goal.name);
}

/**
 * A child whose name starts with its parent's name ("app-function" of "app") had its parent's former name as prefix.
 */
function inheritedName(name: string, parentName: string, formerParentName: string): string {
  return name.startsWith(parentName) ? formerParentName + name.slice(parentName.length) : name;
}

function unique(urns: readonly string[]): readonly string[] {
  return [...new Set(urns)];
}
