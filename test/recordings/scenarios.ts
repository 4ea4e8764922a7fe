import { changeScenarios } from "./change-scenarios";
import { failureScenarios } from "./failure-scenarios";
import { policyScenarios } from "./policy-scenarios";
import { replaceTargetScenarios } from "./replace-target-scenarios";
import type { Scenario } from "./scenario";
import { stateScenarios } from "./state-scenarios";

/** All recorded scenarios. */
export const scenarios: readonly Scenario[] = [
  ...changeScenarios,
  ...failureScenarios,
  ...stateScenarios,
  ...policyScenarios,
  ...replaceTargetScenarios,
];
