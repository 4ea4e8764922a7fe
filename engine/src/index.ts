import { openStackOn, type StackOptions } from "./open-stack";
import type { Stack } from "./stack";

export { DeploymentError, ExpectedNoChangesError } from "./deploy/reporting/deployment-error";
export type { OutputMap, OutputValue } from "./deploy/resources/stack-outputs";
export type { Diagnostic, ViolatedPolicy } from "./deploy/reporting/reporter";
export type { EngineEvent, PolicyEvent, PolicyRemediationEvent, PolicySummaryEvent } from "./events";
export { NotSupportedError } from "./host/not-supported";
export { StateError } from "./state";
export type { ConfigValue, ExportedDeployment } from "./state";
export type { ImportResource } from "./imports/import-options";
export {
  Stack,
  type ConfigInput,
  type DestroySettings,
  type ImportResult,
  type ImportSettings,
  type OperationResult,
  type OperationSettings,
  type OperationSummary,
  type PreviewResult,
  type RefreshSettings,
  type UpdateSettings,
  type UpResult,
} from "./stack";
export type { StackOptions } from "./open-stack";
export { createTemporaryStack, type TemporaryStack, type TemporaryStackOptions } from "./temporary-stack";

/** Opens a stack, or creates it if it does not exist. */
export function createOrSelectStack(options: StackOptions): Promise<Stack> {
  return openStackOn(options, "createOrSelect");
}

/** Creates a stack. Throws if it exists. */
export function createStack(options: StackOptions): Promise<Stack> {
  return openStackOn(options, "create");
}

/** Opens a stack. Throws if it does not exist. */
export function selectStack(options: StackOptions): Promise<Stack> {
  return openStackOn(options, "select");
}
