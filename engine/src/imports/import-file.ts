/** Parser of the CLI's import file. It reports all problems at once. */
import type { UrnScope } from "../state/urn";
import type { PropertyMap, SecretReader } from "../state";
import { isRecord, type JsonRecord } from "../state/json";
import { readNameTable, UrnResolver } from "./import-names";
import { checkProviderText, importReader, readProperties } from "./import-properties";
import { checkSpec, type ImportSpec, isDynamicType, readSpec } from "./import-spec";
import { Problems } from "./problems";

/** One resource to import, validated except against the state. */
export interface ResourceImport {
  readonly urn: string;
  readonly type: string;
  /** Undefined for a component. */
  readonly id: string | undefined;
  /** URN. Default: the stack. */
  readonly parent: string | undefined;
  /** URN. Default: the default provider. */
  readonly provider: string | undefined;
  readonly inputs: PropertyMap;
  /** Empty for a component, and for a resource that its provider reads by its id. */
  readonly outputs: PropertyMap;
}

const providerInputNames =
  "providerInputs is not supported by the embedded engine: providers cannot be imported. Remove it.";

export function parseImportFile(
  value: unknown,
  fileName: string,
  scope: UrnScope,
  stackReader: SecretReader,
  packageNames: readonly string[] = [],
): readonly ResourceImport[] {
  const problems = new Problems();
  if (!isRecord(value)) {
    problems.add("", "expected an object with resources.");
  }
  const { nameTable, resources, providerInputs, ...others } = isRecord(value) ? value : { resources: [] };
  if (providerInputs !== undefined && providerInputs !== null) {
    problems.add("", providerInputNames);
  }
  Object.keys(others).forEach((key) =>
    problems.add("", `field ${key} is not known to the embedded engine. Remove it.`),
  );
  const table = readNameTable(nameTable, scope, problems);
  const specs = listOf(resources, problems).map(readSpec);
  const resolver = new UrnResolver(scope, table, specs, problems);
  const reader = importReader(stackReader);
  const imports = specs.map((spec): ResourceImport => {
    const { type, id } = spec;
    checkSpec(spec, packageNames, problems);
    return { ...resolver.resolve(spec), type, id, ...valuesOf(spec, reader, problems) };
  });
  problems.throwIfAny(fileName);
  return imports;
}

function listOf(resources: unknown, problems: Problems): readonly unknown[] {
  if (Array.isArray(resources) && resources.length > 0) return resources;
  problems.add("resources", "expected a list of at least one resource.");
  return [];
}

function valuesOf(
  { location, type, inputs, outputs }: ImportSpec,
  reader: SecretReader,
  problems: Problems,
): Pick<ResourceImport, "inputs" | "outputs"> {
  const read = (field: string, values: JsonRecord | undefined) => {
    const where = `${location} ${field}`;
    const properties = readProperties(values ?? {}, where, reader, problems);
    if (isDynamicType(type) && values !== undefined) {
      checkProviderText(properties, where, problems);
    }
    return properties;
  };
  return { inputs: read("inputs", inputs), outputs: read("outputs", outputs) };
}
