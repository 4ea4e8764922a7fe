import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourcePosition, StackTrace } from "@pulumi/pulumi/proto/source_pb";
import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type {
  ReadResourceRequest,
  RegisterResourceRequest,
  ResourceInvokeRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Project } from "../state";
import { dynamicPackage, isProviderType, packageOf } from "../state/urn";
import { parseGoDuration } from "./go-duration";
import { versionInputs, type AliasSpec, type InvokeGoal, type ReadGoal, type ResourceGoal } from "./goals";
import { NotSupportedError } from "./not-supported";
import { fromStruct } from "./grpc";

/** The project whose program sends the requests. */
export type RequestScope = Pick<Project, "root" | "plugins">;

/** Converts the SDK's requests. Rejects unsupported options by name instead of ignoring them. */
export function resourceGoal(request: RegisterResourceRequest, project: RequestScope): ResourceGoal {
  refuseUnsupported(request, project);
  const version = nonEmpty(request.getVersion());
  const isVersioned = isProviderType(request.getType()) && version !== undefined;
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    parent: nonEmpty(request.getParent()),
    inputs: { ...fromStruct(request.getObject()), ...(isVersioned ? versionInputs(version) : {}) },
    provider: nonEmpty(request.getProvider()),
    version,
    providers: Object.fromEntries(request.getProvidersMap().toArray()),
    ...dependenciesOf(request),
    importId: nonEmpty(request.getImportid()),
    protect: request.hasProtect() ? request.getProtect() : undefined,
    retainOnDelete: request.hasRetainondelete() ? request.getRetainondelete() : undefined,
    deletedWith: nonEmpty(request.getDeletedwith()),
    deleteBeforeReplace:
      request.getDeletebeforereplacedefined() || request.getDeletebeforereplace()
        ? request.getDeletebeforereplace()
        : undefined,
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    hideDiff: request.getHidediffsList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: [...request.getAliasurnsList().map((urn) => ({ urn })), ...request.getAliasesList().map(aliasSpec)],
    customTimeouts: timeoutsOf(request),
    sourcePosition: projectPosition(request.getSourceposition(), project.root),
    stackTrace: projectStackTrace(request.getStacktrace(), project.root),
  };
}

export function readGoal(request: ReadResourceRequest, project: RequestScope): ReadGoal {
  refusePackage(request.getType(), request.getName(), project);
  if (request.getPackageref() !== "") throw new NotSupportedError("parameterized packages", request.getName());
  return {
    id: request.getId(),
    type: request.getType(),
    name: request.getName(),
    parent: nonEmpty(request.getParent()),
    inputs: fromStruct(request.getProperties()),
    provider: nonEmpty(request.getProvider()),
    version: nonEmpty(request.getVersion()),
    dependencies: request.getDependenciesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    sourcePosition: projectPosition(request.getSourceposition(), project.root),
    stackTrace: projectStackTrace(request.getStacktrace(), project.root),
  };
}

export function invokeGoal(request: ResourceInvokeRequest, project: RequestScope): InvokeGoal {
  const token = request.getTok();
  if (!hasPlugin(project, token)) {
    throw new NotSupportedError("invokes of packages other than the plugins that Pulumi.yaml names", token);
  }
  return {
    token,
    args: fromStruct(request.getArgs()),
    provider: nonEmpty(request.getProvider()),
    version: nonEmpty(request.getVersion()),
  };
}

function refuseUnsupported(request: RegisterResourceRequest, project: RequestScope): void {
  const subject = `${request.getType()} "${request.getName()}"`;
  const hooks = Object.values(request.getHooks()?.toObject() ?? {});
  const refused: readonly (readonly [string, boolean])[] = [
    ["component providers (remote components)", request.getRemote()],
    ["import", request.getImportid() !== "" && !hasPlugin(project, request.getType())],
    ["transforms", request.getTransformsList().length > 0],
    ["resource hooks", hooks.some((names) => names.length > 0)],
    ["replaceWith", request.getReplaceWithList().length > 0],
    ["replacementTrigger", request.hasReplacementTrigger()],
    ["parameterized packages", request.getPackageref() !== ""],
    ["envVarMappings", request.getEnvvarmappingsMap().getLength() > 0],
  ];
  const found = refused.find(([, isUsed]) => isUsed);
  if (found !== undefined) throw new NotSupportedError(found[0], subject);
  if (request.getCustom()) {
    refusePackage(request.getType(), request.getName(), project);
  }
}

function refusePackage(type: string, name: string, project: RequestScope): void {
  if (packageOf(type) === dynamicPackage || hasPlugin(project, type)) return;
  const feature = "resources of packages other than dynamic providers and the plugins that Pulumi.yaml names";
  throw new NotSupportedError(feature, `${type} "${name}"`);
}

function hasPlugin({ plugins = {} }: RequestScope, token: string): boolean {
  return Object.hasOwn(plugins, packageOf(token));
}

/** Property dependencies. If the SDK does not send them, every property depends on every dependency. */
function dependenciesOf(request: RegisterResourceRequest): Pick<ResourceGoal, "dependencies" | "propertyDependencies"> {
  const dependencies = request.getDependenciesList();
  const given = request.getPropertydependenciesMap();
  const byDefault = given.getLength() === 0 ? dependencies : [];
  const keys = Object.keys(fromStruct(request.getObject()));
  const propertyDependencies: Record<string, readonly string[]> = Object.fromEntries(
    keys.map((key) => [key, byDefault]),
  );
  given.forEach((urns, key) => {
    propertyDependencies[key] = urns.getUrnsList();
  });
  return { dependencies, propertyDependencies };
}

function aliasSpec(alias: Alias): AliasSpec {
  const spec = alias.getSpec();
  if (spec === undefined) return { urn: alias.getUrn() };
  return {
    ...optionalField("name", spec.getName()),
    ...optionalField("type", spec.getType()),
    ...optionalField("stack", spec.getStack()),
    ...optionalField("project", spec.getProject()),
    ...optionalField("parent", spec.getParenturn()),
    ...(spec.getNoparent() ? { noParent: true } : {}),
  };
}

function timeoutsOf(request: RegisterResourceRequest): Readonly<Record<string, number>> {
  const timeouts = request.getCustomtimeouts()?.toObject() ?? {};
  const entries = Object.entries(timeouts).filter(([, text]) => text !== "");
  return Object.fromEntries(entries.map(([verb, text]) => [verb, parseGoDuration(String(text))]));
}

function nonEmpty(text: string): string | undefined {
  return text === "" ? undefined : text;
}

function optionalField<K extends string>(key: K, text: string): Partial<Record<K, string>> {
  const result: Partial<Record<K, string>> = {};
  if (text !== "") {
    result[key] = text;
  }
  return result;
}

/** Converts a source position to the checkpoint's form, `project:///index.js#3,11`, which contains no local path. */
function projectPosition(position: SourcePosition | undefined, projectRoot: string): string | undefined {
  const uri = position?.getUri() ?? "";
  if (position === undefined || !uri.startsWith("file://")) return undefined;
  const path = relative(projectRoot, fileURLToPath(uri)).split(sep).join("/");
  return `project:///${path}#${String(position.getLine())},${String(position.getColumn())}`;
}

function projectStackTrace(
  trace: StackTrace | undefined,
  projectRoot: string,
): readonly { readonly sourcePosition?: string }[] | undefined {
  return trace?.getFramesList().map((frame) => {
    const sourcePosition = projectPosition(frame.getPc(), projectRoot);
    return sourcePosition === undefined ? {} : { sourcePosition };
  });
}
