import type { AnalyzerClient } from "../host/analyzer-client";
import type { AnalyzerInfo, PolicyConfigs, PolicyInfo } from "../host/analyzer-types";
import type { PolicyHost, PolicyProcess, StartPolicyPack } from "../host/policy-process";
import { errorText } from "../state/json";
import { resolvePolicyConfig } from "./policy-config";
import { readConfigFile } from "./config-file";
import { findPatternProblems } from "./go-patterns";
import { readPackFile } from "./pack-file";

export interface PackSettings {
  /** Folder of the pack, as given. */
  readonly path: string;
  readonly configPath: string | undefined;
}
export interface PolicyPack {
  readonly client: AnalyzerClient;
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly policies: readonly PolicyInfo[];
}

/** Lists why policy packs cannot run, one line per problem. */
export class PolicyLoadError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "PolicyLoadError";
    this.problems = problems;
  }
}

/** Policy packs of one run. Each has its own process, and all start in parallel. */
export class PolicyPacks {
  readonly #settings: readonly PackSettings[];
  readonly #host: PolicyHost;
  /** Base directory of relative paths. */
  readonly #baseDir: string;
  readonly #startPack: StartPolicyPack;
  readonly #processes: PolicyProcess[] = [];
  #isOver = false;

  constructor(settings: readonly PackSettings[], host: PolicyHost, baseDir: string, startPack: StartPolicyPack) {
    this.#settings = settings;
    this.#host = host;
    this.#baseDir = baseDir;
    this.#startPack = startPack;
  }

  get count(): number {
    return this.#settings.length;
  }

  /** Loads the packs in the given order. One PolicyLoadError lists the problems of all packs. */
  async load(): Promise<readonly PolicyPack[]> {
    const loaded = await Promise.allSettled(this.#settings.map((each) => this.#loadOne(each)));
    const problems = loaded.flatMap((each) => (each.status === "rejected" ? problemsOf(each.reason) : []));
    if (problems.length > 0) throw new PolicyLoadError([...new Set(problems)].sort());
    return loaded.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#processes.map((each) => each.stop()));
  }

  kill(): void {
    this.#isOver = true;
    this.#processes.forEach((each) => each.kill());
  }

  async #loadOne({ path, configPath }: PackSettings): Promise<PolicyPack> {
    const given = configPath === undefined ? undefined : await readConfigFile(this.#baseDir, configPath);
    const { client, version } = await this.#start(path);
    const info = await client.info();
    const pack = { client, path, name: info.name, version: version ?? info.version, policies: info.policies };
    if (info.supportsConfig) return { ...pack, policies: await configure(pack, info, given ?? {}) };
    if (given !== undefined) throw new Error(`policy pack "${pack.name}" at "${path}" does not support config`);
    return pack;
  }

  async #start(path: string): Promise<{ readonly client: AnalyzerClient; readonly version: string | undefined }> {
    try {
      const file = await readPackFile(this.#baseDir, path);
      if (this.#isOver) throw new Error("the run is over");
      const process = this.#startPack(this.#host, file);
      this.#processes.push(process);
      const client = await process.client;
      await client.configureStack(this.#host.stack);
      return { client, version: file.version };
    } catch (error) {
      throw new Error(`policy pack "${path}" failed to start: ${errorText(error)}`, { cause: error });
    }
  }
}

/** Configures a pack and returns its policies with their final enforcement levels. */
async function configure(
  { client, path, name, version }: PolicyPack,
  info: AnalyzerInfo,
  given: PolicyConfigs,
): Promise<readonly PolicyInfo[]> {
  const describe = (problem: string): string => `configuring policy pack "${name}" at "${path}": ${problem}`;
  const unreadable = findPatternProblems(info.policies);
  if (unreadable.length > 0) throw new PolicyLoadError(unreadable.map(describe));
  const { configs, problems, violations } = resolvePolicyConfig(info, given);
  if (problems.length + violations.length > 0) {
    throw new PolicyLoadError([
      ...problems.map(describe),
      ...violations.map((text) => `validating policy config: ${name} ${version}  ${text}`),
    ]);
  }
  await client.configure(configs);
  return info.policies.map((policy) => {
    const enforcementLevel = configs[policy.name]?.enforcementLevel ?? policy.enforcementLevel;
    return { ...policy, enforcementLevel };
  });
}

function problemsOf(error: unknown): readonly string[] {
  return error instanceof PolicyLoadError ? error.problems : [errorText(error)];
}

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
    throw new Error(
      `policyPacks: ${kind} runs no policies: policies check what a program registers. Use up or preview.`,
    );
  }
  if (policyPackConfigs.length > 0 && policyPackConfigs.length !== policyPacks.length) {
    const given = `${String(policyPackConfigs.length)} for ${String(policyPacks.length)} of policyPacks`;
    throw new Error(
      `policyPackConfigs (--policy-pack-config): expected one for each policy pack, or none: got ${given}.`,
    );
  }
  return policyPacks.map((path, index) => ({ path, configPath: policyPackConfigs[index] }));
}
