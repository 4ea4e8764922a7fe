/** Resolves the URN of each entry. Parents are names from nameTable or of other entries. */
import { createUrn, nameOf, packageOf, providerTypeOf, qualifiedTypeOf, typeOf, type UrnScope } from "../state/urn";
import { isRecord } from "../state/json";
import type { ImportSpec } from "./import-spec";
import type { Problems } from "./problems";

export type NameTable = ReadonlyMap<string, string>;

export function readNameTable(value: unknown, scope: UrnScope, problems: Problems): NameTable {
  if (value === undefined || value === null) return new Map();
  if (!isRecord(value)) {
    problems.add("nameTable", "expected names and URNs.");
    return new Map();
  }
  const entries = Object.entries(value).flatMap(([name, urn]): [string, string][] => {
    if (typeof urn === "string" && isUrnOf(scope, urn)) return [[name, urn]];
    const form = `urn:pulumi:${scope.stackName}::${scope.projectName}::<type>::<name>`;
    problems.add(`nameTable.${name}`, `expected the URN of a resource of this stack (${form}).`);
    return [];
  });
  return new Map(entries);
}

function isUrnOf(scope: UrnScope, urn: string): boolean {
  const isOurs = urn.startsWith(`urn:pulumi:${scope.stackName}::${scope.projectName}::`);
  return isOurs && qualifiedTypeOf(urn) !== "" && nameOf(urn) !== "";
}

export interface NamedUrns {
  readonly urn: string;
  readonly parent: string | undefined;
  readonly provider: string | undefined;
}

/** Resolves the URN of each entry. Reports names that cannot be resolved; their URN must not be used. */
export class UrnResolver {
  readonly #scope: UrnScope;
  readonly #table: NameTable;
  readonly #problems: Problems;
  readonly #byName = new Map<string, ImportSpec[]>();
  readonly #resolved = new Map<ImportSpec, NamedUrns>();
  readonly #resolving = new Set<ImportSpec>();
  readonly #taken: Set<string>;

  constructor(scope: UrnScope, table: NameTable, specs: readonly ImportSpec[], problems: Problems) {
    this.#scope = scope;
    this.#table = table;
    this.#problems = problems;
    this.#taken = new Set(table.values());
    for (const spec of specs) {
      const namesakes = this.#byName.get(spec.name);
      if (namesakes === undefined) {
        this.#byName.set(spec.name, [spec]);
      } else {
        namesakes.push(spec);
      }
    }
  }

  resolve(spec: ImportSpec): NamedUrns {
    const known = this.#resolved.get(spec);
    if (known !== undefined) return known;
    this.#resolving.add(spec);
    const parent = spec.parent === undefined ? undefined : this.#parentOf(spec, spec.parent);
    this.#resolving.delete(spec);
    const urn = createUrn(this.#scope, parent, spec.type, spec.logicalName);
    const isNamed = spec.type !== "" && spec.name !== "";
    if (isNamed && this.#taken.has(urn)) {
      this.#problems.add(spec.location, "another entry has the same URN. Set name (or logicalName) to be unique.");
    }
    this.#taken.add(urn);
    const named = { urn, parent, provider: this.#providerOf(spec) };
    this.#resolved.set(spec, named);
    return named;
  }

  #parentOf(spec: ImportSpec, name: string): string | undefined {
    const listed = this.#table.get(name);
    const [entry, other] = this.#byName.get(name) ?? [];
    if (other !== undefined) {
      this.#problems.add(spec.location, `parent '${name}' is ambiguous: several resources of the file have that name.`);
    } else if (listed !== undefined) {
      return listed;
    } else if (entry === undefined) {
      this.#problems.add(
        spec.location,
        `parent '${name}' is neither in nameTable nor the name of a resource of the file.`,
      );
    } else if (this.#resolving.has(entry)) {
      this.#problems.add(spec.location, `parent '${name}': the resource would be its own ancestor.`);
    } else {
      return this.resolve(entry).urn;
    }
    return undefined;
  }

  #providerOf({ location, type, provider }: ImportSpec): string | undefined {
    const urn = provider === undefined ? undefined : this.#table.get(provider);
    const providerType = providerTypeOf(packageOf(type));
    if (provider !== undefined && (urn === undefined || typeOf(urn) !== providerType)) {
      this.#problems.add(
        location,
        `provider '${provider}' needs an entry in nameTable with the URN of a ${providerType}.`,
      );
    }
    return urn;
  }
}
