/** Validation of one entry under `resources`. Unsupported fields are rejected by name. */
import { isRecord, type JsonRecord } from "../state/json";
import { isProviderType, packageOf } from "../state/urn";
import type { Problems } from "./problems";

/** The entry without empty fields. */
export interface ImportSpec {
  readonly given: JsonRecord;
  /** `resources[2] 'name'` */
  readonly location: string;
  readonly type: string;
  /** Name that other entries refer to. */
  readonly name: string;
  /** Name in the program. */
  readonly logicalName: string;
  readonly id?: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly component: boolean;
  readonly inputs?: JsonRecord;
  readonly outputs?: JsonRecord;
}

interface Form {
  readonly expected: string;
  readonly fits: (value: unknown) => boolean;
}
const textForm: Form = { expected: "text", fits: (value) => typeof value === "string" };
const flagForm: Form = { expected: "true or false", fits: (value) => typeof value === "boolean" };
const propertiesForm: Form = { expected: "names and values", fits: isRecord };
const formByField: ReadonlyMap<string, Form> = new Map([
  ...["type", "name", "logicalName", "id", "parent", "provider"].map((field): [string, Form] => [field, textForm]),
  ["component", flagForm],
  ["inputs", propertiesForm],
  ["outputs", propertiesForm],
]);
const unsupportedFields: ReadonlyMap<string, string> = new Map([
  ["version", "dynamic providers have no versions, and a plugin runs as Pulumi.yaml names it"],
  ["pluginDownloadUrl", "dynamic providers are not plugins, and a plugin runs as Pulumi.yaml names it"],
  ["properties", "inputs are imported as the file has them"],
  ["remote", "remote components are not supported"],
  ["parameterization", "parameterized packages are not supported"],
  ["extension", "extensions are not supported"],
]);

export function readSpec(value: unknown, index: number): ImportSpec {
  const given = Object.fromEntries(Object.entries(isRecord(value) ? value : {}).filter(([, item]) => !isZero(item)));
  const text = (field: string): string => (typeof given[field] === "string" ? given[field] : "");
  const name = text("name") || text("logicalName");
  const location = name === "" ? `resources[${index}]` : `resources[${index}] '${name}'`;
  const { inputs, outputs } = given;
  return {
    ...{ given, location, type: text("type"), name, logicalName: text("logicalName") || name },
    ...Object.fromEntries(["id", "parent", "provider"].flatMap((key) => (text(key) === "" ? [] : [[key, text(key)]]))),
    component: given["component"] === true,
    ...(isRecord(inputs) ? { inputs } : {}),
    ...(isRecord(outputs) ? { outputs } : {}),
  };
}

/** True for the zero value of a field's type, which the CLI treats as absent. */
function isZero(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === "" ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}

function checkField(field: string, value: unknown, location: string, problems: Problems): void {
  const refused = unsupportedFields.get(field);
  const known = formByField.get(field);
  if (refused !== undefined) {
    problems.add(location, `${field} is not supported by the embedded engine: ${refused}. Remove it.`);
  } else if (known === undefined) {
    problems.add(location, `field ${field} is not known to the embedded engine. Remove it, or use the Pulumi CLI.`);
  } else if (!known.fits(value)) {
    problems.add(location, `${field}: expected ${known.expected}.`);
  }
}

/** True for a type of a dynamic provider, which is loaded from the text in `__provider`. */
export function isDynamicType(type: string): boolean {
  return /^pulumi-nodejs:dynamic[/:]/.test(type);
}

/** `packageNames` are the packages whose plugin the project names. */
export function checkSpec(spec: ImportSpec, packageNames: readonly string[], problems: Problems): void {
  const { location } = spec;
  Object.entries(spec.given).forEach(([field, value]) => checkField(field, value, location, problems));
  if (spec.name === "") {
    problems.add(location, "name is missing: give the name the resource has in the program.");
  }
  const problem = typeProblem(spec, packageNames);
  if (problem !== undefined) {
    problems.add(location, problem);
  } else if (spec.component) {
    checkComponent(spec, problems);
  } else {
    checkResource(spec, problems);
  }
}

function typeProblem({ type, component }: ImportSpec, packageNames: readonly string[]): string | undefined {
  const isDynamic = isDynamicType(type);
  if (type === "") return "type is missing: give the resource's type, such as pulumi-nodejs:dynamic/module:Type.";
  if (isProviderType(type)) {
    return "type: providers cannot be imported. Declare it in the program, run `up`, then name it in nameTable.";
  }
  if (!/^[^:$\s]+:[^:$\s]*:[^:$\s]+$/.test(type)) return `type ${type}: expected package:module:Type.`;
  if (component && (isDynamic || type.startsWith("pulumi:"))) {
    return `type ${type} is not one of a component. Remove component, or give the component's own type.`;
  }
  return component || isDynamic || packageNames.includes(packageOf(type))
    ? undefined
    : `type ${type}: only resources of dynamic providers (pulumi-nodejs:dynamic/...), resources of plugins that Pulumi.yaml names, and components can be imported. Name the plugin, or use the Pulumi CLI.`;
}

function checkComponent({ location, id, provider }: ImportSpec, problems: Problems): void {
  if (id !== undefined) {
    problems.add(location, "id: a component has none. Remove it, or remove component.");
  }
  if (provider !== undefined) {
    problems.add(location, "provider: a component has none of its own. Remove it.");
  }
}

function checkResource({ location, type, id, given }: ImportSpec, problems: Problems): void {
  if (id === undefined) {
    problems.add(location, "id is missing: give the id the resource has at its provider.");
  }
  const missing = ["inputs", "outputs"].filter((field) => given[field] === undefined);
  if (missing.length === 1 && !isDynamicType(type)) {
    problems.add(
      location,
      `${missing.join("")} missing: give both inputs and outputs, or neither: then the provider reads the resource.`,
    );
  } else if (missing.length > 0 && isDynamicType(type)) {
    problems.add(
      location,
      `${missing.join(" and ")} missing: a dynamic provider is loaded from the text in __provider and cannot read a resource by id alone, so the file must contain both inputs and outputs.`,
    );
  }
}
