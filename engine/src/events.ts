/** Engine events of the Automation API, including policy events that the CLI sends and the SDK's types lack. */
import type { EngineEvent as SdkEngineEvent, PolicyEvent as SdkPolicyEvent } from "@pulumi/pulumi/automation";

export interface PolicyEvent extends SdkPolicyEvent {
  severity?: string;
}
interface PolicyPackReference {
  policyPackName: string;
  policyPackVersion: string;
  policyPackVersionTag: string;
}
export interface PolicyRemediationEvent extends PolicyPackReference {
  resourceUrn?: string;
  color: string;
  policyName: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}
/** Passed and failed policies of a pack for a resource or the stack. */
export interface PolicySummaryEvent extends PolicyPackReference {
  resourceUrn?: string;
  passed?: string[];
  failed?: string[];
}

export interface EngineEvent extends SdkEngineEvent {
  policyEvent?: PolicyEvent;
  policyRemediationEvent?: PolicyRemediationEvent;
  policyLoadEvent?: Record<string, never>;
  policyAnalyzeSummaryEvent?: PolicySummaryEvent;
  policyRemediateSummaryEvent?: PolicySummaryEvent;
  policyAnalyzeStackSummaryEvent?: PolicySummaryEvent;
}
