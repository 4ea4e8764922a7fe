import type { PackSettings } from "./packs";

interface PolicySettings {
  readonly policyPacks?: readonly string[] | undefined;
  readonly policyPackConfigs?: readonly string[] | undefined;
}

/** Combines packs with their configuration files. Throws if their numbers differ. */
export function resolvePackSettings(
  settings: PolicySettings,
  kind: "update" | "refresh" | "destroy" | "import",
): readonly PackSettings[] {
  const { policyPacks = [], policyPackConfigs = [] } = settings;
  if (kind !== "update" && policyPacks.length + policyPackConfigs.length > 0) {
    throw new Error(`policyPacks: ${kind} runs no policies: they look at what a program registers. Use up or preview.`);
  }
  if (policyPackConfigs.length > 0 && policyPackConfigs.length !== policyPacks.length) {
    const given = `${String(policyPackConfigs.length)} for ${String(policyPacks.length)} of policyPacks`;
    throw new Error(
      `policyPackConfigs (--policy-pack-config): expected one for each policy pack, or none: got ${given}.`,
    );
  }
  return policyPacks.map((path, index) => ({ path, configPath: policyPackConfigs[index] }));
}
