import * as fc from "fast-check";
import { createUrn, dynamicProviderType, stackUrn, type UrnScope } from "../../engine/src/state/urn";

export const scope: UrnScope = { stackName: "dev", projectName: "prop" };
export const programStackUrn = stackUrn(scope);
/** Resources are identified by a key, which stays the same when their names change. References point to lower keys. */
export const keys = 8;
/** Rows that existed before any program: a program reads them with `.get()`. */
export const foreignIds: readonly string[] = ["foreign-0", "foreign-1"];

export type Kind = "custom" | "component" | "get" | "provider";
const configTypes: Readonly<Record<Kind, string>> = {
  custom: "pulumi-nodejs:dynamic/prop:Thing",
  get: "pulumi-nodejs:dynamic/prop:Thing",
  component: "prop:index:Group",
  provider: dynamicProviderType,
};

/** An input taken from another resource. A change of a pinned one replaces the resource. */
export interface Link {
  readonly to: number;
  readonly via: "id" | "serial" | "revision" | "text";
  readonly pinned: boolean;
}

/** Provider traits of a key. */
export interface Traits {
  readonly hasSecret: boolean;
  /** Has a secret output, named by `additionalSecretOutputs`. */
  readonly sealed: boolean;
  /** The provider does not implement diff. */
  readonly diffless: boolean;
  /** The provider's read returns no inputs. */
  readonly blind: boolean;
}

/** Program's definition of one key. Dangling references are omitted. */
export interface ResourceSpec {
  readonly kind: Kind;
  /** Generation of the name: a rename increments it. */
  readonly generation: number;
  readonly aliased: boolean;
  /** Has an alias of another key's former resource. */
  readonly takes: number | undefined;
  readonly text: number;
  readonly account: number;
  readonly secret: number;
  readonly parent: number | undefined;
  readonly provider: number | undefined;
  readonly links: readonly Link[];
  readonly dependsOn: readonly number[];
  /** Sets `deletedWith`; the provider also stores the row inside the other row. */
  readonly within: number | undefined;
  readonly protect: boolean | undefined;
  readonly retainOnDelete: boolean | undefined;
  readonly deleteBeforeReplace: boolean | undefined;
  /** The provider requests delete-before-replace. */
  readonly deletesFirst: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
}
export type Program = ReadonlyMap<number, ResourceSpec>;

const key = fc.nat({ max: keys - 1 });
function rarely<T>(arbitrary: fc.Arbitrary<T>, weight = 6): fc.Arbitrary<T | undefined> {
  return fc.oneof({ weight, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
}
const fields = {
  kind: fc.oneof(
    { weight: 10, arbitrary: fc.constant<Kind>("custom") },
    { weight: 2, arbitrary: fc.constantFrom<Kind>("component", "get", "provider") },
  ),
  generation: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat({ max: 2 }) }),
  aliased: fc.boolean(),
  takes: rarely(key, 12),
  text: fc.nat({ max: 2 }),
  account: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat({ max: 2 }) }),
  secret: fc.nat({ max: 2 }),
  parent: rarely(key, 3),
  provider: rarely(key, 3),
  links: fc.array(
    fc.record({ to: key, via: fc.constantFrom("id", "serial", "revision", "text"), pinned: fc.boolean() }),
    { maxLength: 2 },
  ),
  dependsOn: fc.array(key, { maxLength: 2 }),
  within: rarely(key),
  protect: rarely(fc.boolean()),
  retainOnDelete: rarely(fc.boolean()),
  deleteBeforeReplace: rarely(fc.boolean(), 3),
  deletesFirst: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
  ignoreChanges: fc.subarray(["text", "account"], { maxLength: 1 }),
  replaceOnChanges: fc.subarray(["text"]),
} satisfies { readonly [Field in keyof ResourceSpec]: fc.Arbitrary<ResourceSpec[Field]> };

const resourceSpec: fc.Arbitrary<ResourceSpec> = fc.record(fields);
export const programs: fc.Arbitrary<Program> = fc
  .array(resourceSpec, { minLength: 1, maxLength: keys, size: "max" })
  .map((slots) => new Map(slots.entries()));

export const traits: fc.Arbitrary<readonly Traits[]> = fc.array(
  fc.record({
    hasSecret: fc.boolean(),
    sealed: fc.boolean(),
    diffless: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    blind: fc.boolean(),
  }),
  { minLength: keys, maxLength: keys },
);

/** Change of a program: replaces or removes the resource of a key, or changes one field. */
export type Edit =
  | { readonly key: number; readonly put: ResourceSpec }
  | { readonly key: number; readonly remove: true }
  | { readonly key: number; readonly change: Partial<ResourceSpec> };

const fieldChange: fc.Arbitrary<Partial<ResourceSpec>> = fc.oneof(
  ...Object.entries(fields).map(([field, arbitrary]: [string, fc.Arbitrary<unknown>]) =>
    arbitrary.map((value): Partial<ResourceSpec> => ({ [field]: value })),
  ),
);
export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.oneof<fc.Arbitrary<Edit>[]>(
    fc.record({ key, put: resourceSpec }),
    fc.record({ key, remove: fc.constant(true as const) }),
    fc.record({ key, change: fieldChange }),
    fc.record({ key, change: fc.record({ account: fields.account }) }),
    fc.record({ key, change: fc.record({ generation: fc.nat({ max: 2 }), aliased: fc.constant(true) }) }),
  ),
  { maxLength: 5 },
);

export function applyEdits(program: Program, changes: readonly Edit[]): Program {
  const result = new Map(program);
  for (const edit of changes) {
    const old = result.get(edit.key);
    if ("put" in edit) {
      result.set(edit.key, edit.put);
    } else if ("remove" in edit) {
      result.delete(edit.key);
    } else if (old !== undefined) {
      result.set(edit.key, { ...old, ...edit.change });
    }
  }
  return result;
}

/** Removes everything from a program that an engine rightly rejects. */
export function withoutRejections(program: Program): Program {
  return new Map([...program].map(([each, old]) => [each, { ...old, protect: undefined, takes: undefined }]));
}

/** Resolves a program to registrations. Every reference points to an earlier resource. */
export interface Resource extends Omit<ResourceSpec, "parent" | "provider" | "links" | "dependsOn" | "within"> {
  readonly key: number;
  readonly name: string;
  readonly type: string;
  readonly urn: string;
  readonly traits: Traits;
  readonly parent: Resource | undefined;
  readonly provider: Resource | undefined;
  readonly links: readonly (Omit<Link, "to"> & { readonly to: Resource })[];
  /** Replaces a component with the custom resources in it. */
  readonly dependsOn: readonly Resource[];
  readonly within: Resource | undefined;
  /** Inherits `deletedWith` from parents, as the engine does. */
  readonly container: Resource | undefined;
}

export function resourcesOf(program: Program, allTraits: readonly Traits[]): readonly Resource[] {
  const resources = new Map<number, Resource>();
  for (const [each, own] of [...program].sort(([left], [right]) => left - right)) {
    const find = (to: number | undefined, ...kinds: readonly Kind[]): Resource | undefined => {
      const found = to === undefined ? undefined : resources.get(to);
      return found !== undefined && kinds.includes(found.kind) ? found : undefined;
    };
    const parent = find(own.parent, "custom", "component");
    const name = own.generation === 0 ? `r${String(each)}` : `r${String(each)}-${String(own.generation)}`;
    const within = own.kind === "custom" ? find(own.within, "custom") : undefined;
    resources.set(each, {
      ...own,
      takes: isAlike(allTraits, each, own.takes) ? own.takes : undefined,
      ...{ key: each, name, parent, within, type: configTypes[own.kind] },
      urn: createUrn(scope, parent?.urn ?? programStackUrn, configTypes[own.kind], name),
      traits: allTraits[each] ?? { hasSecret: false, sealed: false, diffless: false, blind: false },
      provider: find(own.provider, "provider"),
      links: own.links.flatMap((link) => {
        const to = own.kind === "custom" || own.kind === "get" ? find(link.to, "custom", "get") : undefined;
        return to === undefined ? [] : [{ ...link, to }];
      }),
      dependsOn: own.dependsOn.flatMap((to) =>
        expandComponents(find(to, "custom", "component", "get", "provider"), resources),
      ),
      container: own.kind === "get" || own.kind === "provider" ? undefined : (within ?? parent?.container),
    });
  }
  return [...resources.values()];
}

/** Returns true if both keys have the same secrets. Values do not become secret later. */
function isAlike(allTraits: readonly Traits[], own: number, other: number | undefined): boolean {
  const [left, right] = [allTraits[own], other === undefined ? undefined : allTraits[other]];
  return left?.hasSecret === right?.hasSecret && left?.sealed === right?.sealed;
}

function expandComponents(resource: Resource | undefined, all: ReadonlyMap<number, Resource>): readonly Resource[] {
  if (resource?.kind !== "component") {
    return resource === undefined ? [] : [resource];
  }
  return [...all.values()].filter(({ parent }) => parent === resource).flatMap((child) => expandComponents(child, all));
}

/** Returns the key of a resource from its URN. */
export function keyOf(urn: string): number | undefined {
  const match = /::r(\d)(?:-\d)?$/.exec(urn);
  return match === null ? undefined : Number(match[1]);
}
