/** Conversions between the analyzer protocol's messages and the engine's types. */
import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import type { PropertyMap } from "../state";
import type {
  AnalyzedProvider,
  AnalyzedResource,
  AnalyzerInfo,
  EnforcementLevel,
  PolicyConfig,
  PolicyConfigs,
  PolicyFinding,
  PolicyInfo,
  PolicySeverity,
  ResolvedPolicyConfig,
} from "./analyzer-types";
import { fromStruct, toStruct } from "./grpc";

export function analyzeRequest(resource: AnalyzedResource, properties: PropertyMap): messages.AnalyzeRequest {
  const request = new messages.AnalyzeRequest();
  request.setUrn(resource.urn);
  request.setType(resource.type);
  request.setName(resource.name);
  request.setProperties(toStruct(properties));
  request.setOptions(optionsOf(resource));
  request.setProvider(providerOf(resource.provider));
  return request;
}

export function analyzerResource(resource: AnalyzedResource): messages.AnalyzerResource {
  const message = new messages.AnalyzerResource();
  message.setUrn(resource.urn);
  message.setType(resource.type);
  message.setName(resource.name);
  message.setProperties(toStruct(withoutInternals(resource.properties)));
  message.setOptions(optionsOf(resource));
  message.setProvider(providerOf(resource.provider));
  message.setParent(resource.parent);
  message.setDependenciesList([...resource.dependencies]);
  for (const [key, urns] of Object.entries(resource.propertyDependencies)) {
    if (urns.length > 0) {
      const dependencies = new messages.AnalyzerPropertyDependencies();
      dependencies.setUrnsList([...urns]);
      message.getPropertydependenciesMap().set(key, dependencies);
    }
  }
  return message;
}

/** Drops top-level keys that start with two underscores, as the CLI does. Only remediations get them. */
export function withoutInternals(properties: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(properties).filter(([key]) => !key.startsWith("__")));
}

function optionsOf({ options, parent }: AnalyzedResource): messages.AnalyzerResourceOptions {
  const { deleteBeforeReplace, customTimeouts } = options;
  const message = new messages.AnalyzerResourceOptions();
  message.setProtect(options.protect);
  message.setIgnorechangesList([...options.ignoreChanges]);
  message.setDeletebeforereplace(deleteBeforeReplace === true);
  message.setDeletebeforereplacedefined(deleteBeforeReplace !== undefined);
  message.setAdditionalsecretoutputsList([...options.additionalSecretOutputs]);
  message.setAliasesList([...options.aliases]);
  message.setParent(parent);
  const timeouts = new messages.AnalyzerResourceOptions.CustomTimeouts();
  timeouts.setCreate(customTimeouts["create"] ?? 0);
  timeouts.setUpdate(customTimeouts["update"] ?? 0);
  timeouts.setDelete(customTimeouts["delete"] ?? 0);
  timeouts.setRead(customTimeouts["read"] ?? 0);
  message.setCustomtimeouts(timeouts);
  return message;
}

function providerOf(provider: AnalyzedProvider | undefined): messages.AnalyzerProviderResource | undefined {
  if (provider === undefined) return undefined;
  const message = new messages.AnalyzerProviderResource();
  message.setUrn(provider.urn);
  message.setType(provider.type);
  message.setName(provider.name);
  message.setProperties(toStruct(withoutInternals(provider.properties)));
  return message;
}

export function infoOf(response: messages.AnalyzerInfo): AnalyzerInfo {
  return {
    name: response.getName(),
    version: response.getVersion(),
    supportsConfig: response.getSupportsconfig(),
    policies: response.getPoliciesList().map(policyInfo),
    initialConfig: initialConfigOf(response),
  };
}

function initialConfigOf(response: messages.AnalyzerInfo): PolicyConfigs {
  const configs: Record<string, PolicyConfig> = {};
  response.getInitialconfigMap().forEach((config, name) => {
    const enforcementLevel = levelOf(config.getEnforcementlevel());
    configs[name] = { enforcementLevel, properties: fromStruct(config.getProperties()) };
  });
  return configs;
}

function policyInfo(policy: messages.PolicyInfo): PolicyInfo {
  const schema = policy.getConfigschema();
  return {
    name: policy.getName(),
    enforcementLevel: levelOf(policy.getEnforcementlevel()),
    kind: kindOf(policy.getPolicyType()),
    severity: severityOf(policy.getSeverity()),
    configSchema: { properties: fromStruct(schema?.getProperties()), required: schema?.getRequiredList() ?? [] },
  };
}

export function findingOf(diagnostic: messages.AnalyzeDiagnostic): PolicyFinding {
  return {
    policyName: diagnostic.getPolicyname(),
    message: diagnostic.getMessage(),
    enforcementLevel: levelOf(diagnostic.getEnforcementlevel()),
    severity: severityOf(diagnostic.getSeverity()),
    urn: diagnostic.getUrn(),
  };
}

export function configureRequest(
  configs: Readonly<Record<string, ResolvedPolicyConfig>>,
): messages.ConfigureAnalyzerRequest {
  const request = new messages.ConfigureAnalyzerRequest();
  for (const [name, { enforcementLevel, properties }] of Object.entries(configs)) {
    const config = new messages.PolicyConfig();
    config.setEnforcementlevel(enforcementLevels[enforcementLevel]);
    config.setProperties(toStruct(properties));
    request.getPolicyconfigMap().set(name, config);
  }
  return request;
}

const enforcementLevels: Readonly<Record<EnforcementLevel, messages.EnforcementLevel>> = {
  advisory: messages.EnforcementLevel.ADVISORY,
  mandatory: messages.EnforcementLevel.MANDATORY,
  remediate: messages.EnforcementLevel.REMEDIATE,
  disabled: messages.EnforcementLevel.DISABLED,
};

function levelOf(level: messages.EnforcementLevel): EnforcementLevel {
  switch (level) {
    case messages.EnforcementLevel.ADVISORY:
      return "advisory";
    case messages.EnforcementLevel.MANDATORY:
      return "mandatory";
    case messages.EnforcementLevel.REMEDIATE:
      return "remediate";
    case messages.EnforcementLevel.DISABLED:
      return "disabled";
    default:
      return level satisfies never;
  }
}

function severityOf(severity: messages.PolicySeverity): PolicySeverity | undefined {
  switch (severity) {
    case messages.PolicySeverity.POLICY_SEVERITY_LOW:
      return "low";
    case messages.PolicySeverity.POLICY_SEVERITY_MEDIUM:
      return "medium";
    case messages.PolicySeverity.POLICY_SEVERITY_HIGH:
      return "high";
    case messages.PolicySeverity.POLICY_SEVERITY_CRITICAL:
      return "critical";
    default:
      return undefined;
  }
}

function kindOf(type: messages.PolicyType): PolicyInfo["kind"] {
  switch (type) {
    case messages.PolicyType.POLICY_TYPE_RESOURCE:
      return "resource";
    case messages.PolicyType.POLICY_TYPE_STACK:
      return "stack";
    default:
      return undefined;
  }
}
