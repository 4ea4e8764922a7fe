/** The Automation API's engine events, with those of policies that the CLI sends and the SDK's types leave out. */
import type { EngineEvent as SdkEngineEvent, PolicyEvent as SdkPolicyEvent } from "@pulumi/pulumi/automation";

export interface PolicyEvent extends SdkPolicyEvent {
  severity?: string;
}
interface OfPolicyPack {
  policyPackName: string;
  policyPackVersion: string;
  policyPackVersionTag: string;
}
export interface PolicyRemediationEvent extends OfPolicyPack {
  resourceUrn?: string;
  color: string;
  policyName: string;
  before: Record<string, unknown>;
  after: Record<string, unknown>;
}
/** Policies of a pack that passed and failed for a resource or the stack. */
export interface PolicySummaryEvent extends OfPolicyPack {
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
