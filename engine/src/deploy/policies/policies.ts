import { normalize } from "node:path";
import type { Analysis, AnalyzedResource, PolicyFinding, Remediation } from "../../host/analyzer-types";
import { PolicyLoadError, type PolicyPack, type PolicyPacks } from "../../policy/packs";
import type { PropertyMap, ResourceState } from "../../state";
import { errorText } from "../../state/json";
import type { ResourceTable } from "../resources/resource-table";
import { policySummary, reportFinding, reportRemediation } from "./policy-reports";
import { toAnalyzedResource, type PolicySubject } from "./policy-subjects";
import { BailError, type Reporter } from "../reporting/reporter";
import { withInputs } from "../resources/resource-state";
import { keepSecrets, type SecretRedactor } from "./secret-redactor";

export interface PolicyContext {
  readonly packs: PolicyPacks;
  readonly reporter: Reporter;
  readonly resourceTable: ResourceTable;
  readonly secrets: SecretRedactor;
  readonly dryRun: boolean;
}

/** Runs the policy packs on every planned resource, and on the whole stack at the end. */
export class Policies {
  readonly #context: PolicyContext;
  #loading: Promise<readonly PolicyPack[]> = Promise.resolve([]);
  #loaded: readonly PolicyPack[] = [];
  #isReady = false;
  #isCancelled = false;

  constructor(context: PolicyContext) {
    this.#context = context;
  }

  start(): void {
    this.#loading = this.#load();
    this.#loading.catch(() => undefined);
  }

  /** Returns false, after reporting the cause, if a pack cannot run. */
  canRun(): Promise<boolean> {
    return this.#loading.then(
      () => true,
      () => false,
    );
  }

  /** Abandons packs that are still starting. Running analyses may finish. */
  cancel(): void {
    this.#isCancelled = true;
    if (!this.#isReady) {
      void this.#context.packs.stop();
    }
  }

  stop(): Promise<void> {
    return this.#context.packs.stop();
  }

  kill(): void {
    this.#context.packs.kill();
  }

  /** Versions by `name|local|folder`, for the summary event. The CLI uses the same keys for local packs. */
  get versions(): Record<string, string> {
    return Object.fromEntries(
      this.#loaded.map(({ name, path, version }) => [`${name}|local|${shortPath(path)}`, version]),
    );
  }

  /** Runs the remediations of every pack in order, then all other policies on the result. */
  async remediateAndAnalyze(
    subject: PolicySubject,
  ): Promise<{ readonly row: ResourceState; readonly isRefused: boolean }> {
    const packs = await this.#loading;
    if (packs.length === 0) return { row: subject.row, isRefused: false };
    this.#context.secrets.add(subject.row.inputs ?? {});
    let row = subject.row;
    for (const pack of packs) {
      row = await this.#remediate(pack, { ...subject, row });
    }
    const resource = this.#toAnalyzedResource({ ...subject, row }, row.inputs ?? {});
    const results = await Promise.all(packs.map((pack) => this.#analyze(pack, resource)));
    return { row, isRefused: results.includes(true) };
  }

  /** Returns true if a policy rejects the stack. Violations of no particular resource are reported on the stack. */
  async analyzeStack(subjects: readonly PolicySubject[], stackUrn: string): Promise<boolean> {
    const packs = await this.#loading;
    const { reporter, secrets } = this.#context;
    const resources = subjects.map((subject) => this.#toAnalyzedResource(subject, subject.row.outputs ?? {}));
    resources.forEach(({ properties }) => secrets.add(properties));
    const urns = new Set(resources.map(({ urn }) => urn));
    const results = await Promise.all(
      packs.map(async (pack) => {
        const analysis = await this.#call(() => pack.client.analyzeStack(resources));
        const isRefused = this.#report(pack, analysis, ({ urn }) => (urns.has(urn) ? urn : stackUrn));
        reporter.send({ policyAnalyzeStackSummaryEvent: policySummary(pack, "stack", summarizeAnalysis(analysis)) });
        return isRefused;
      }),
    );
    return results.includes(true);
  }

  async #load(): Promise<readonly PolicyPack[]> {
    const { packs, reporter, secrets, dryRun } = this.#context;
    for (let index = 0; index < packs.count; index++) {
      reporter.send({ policyLoadEvent: {} });
    }
    try {
      this.#loaded = await packs.load();
      this.#isReady = true;
      return this.#loaded;
    } catch (error) {
      const problems = error instanceof PolicyLoadError ? error.problems : [errorText(error)];
      const canceled = `${dryRun ? "preview" : "update"} canceled`;
      (this.#isCancelled ? [canceled] : problems).forEach((text) => reporter.error("", secrets.redact(text)));
      throw new BailError("the policy packs cannot run");
    }
  }

  async #remediate(pack: PolicyPack, subject: PolicySubject): Promise<ResourceState> {
    const { urn } = subject.row;
    const { reporter } = this.#context;
    const resource = this.#toAnalyzedResource(subject, subject.row.inputs ?? {});
    const { remediations, notApplicable } = await this.#call(() => pack.client.remediate(resource), "remediation");
    let inputs = resource.properties;
    for (const remediation of remediations) {
      inputs = this.#applyRemediation(pack, urn, inputs, remediation);
    }
    const failed = remediations.map(({ policyName }) => policyName);
    const summary = policySummary(pack, "resource", { failed, notApplicable });
    reporter.send({ policyRemediateSummaryEvent: { resourceUrn: urn, ...summary } });
    return inputs === resource.properties ? subject.row : withInputs(subject.row, inputs);
  }

  #applyRemediation(pack: PolicyPack, urn: string, inputs: PropertyMap, remediation: Remediation): PropertyMap {
    const { reporter, secrets } = this.#context;
    const { policyName, diagnostic, properties } = remediation;
    if (diagnostic !== "") {
      const finding = { policyName, enforcementLevel: "advisory", severity: undefined, urn } as const;
      reportFinding(reporter, pack, urn, { ...finding, message: secrets.redact(diagnostic) });
      return inputs;
    }
    const after = keepSecrets(properties, inputs);
    reportRemediation(reporter, pack, { urn, policyName, before: inputs, after });
    return after;
  }

  async #analyze(pack: PolicyPack, resource: AnalyzedResource): Promise<boolean> {
    const { urn: resourceUrn } = resource;
    const analysis = await this.#call(() => pack.client.analyze(resource), "policy");
    const isRefused = this.#report(pack, analysis, () => resourceUrn);
    const summary = policySummary(pack, "resource", summarizeAnalysis(analysis));
    this.#context.reporter.send({ policyAnalyzeSummaryEvent: { resourceUrn, ...summary } });
    return isRefused;
  }

  /** Reports violations. One at level "remediate" that was not remediated counts as mandatory. */
  #report(pack: PolicyPack, { findings }: Analysis, urnOf: (finding: PolicyFinding) => string): boolean {
    const { reporter, secrets } = this.#context;
    let isRefused = false;
    for (const finding of findings) {
      const enforcementLevel = finding.enforcementLevel === "remediate" ? "mandatory" : finding.enforcementLevel;
      isRefused ||= enforcementLevel === "mandatory";
      const message = secrets.redact(finding.message);
      const severity = finding.severity ?? pack.policies.find(({ name }) => name === finding.policyName)?.severity;
      reportFinding(reporter, pack, urnOf(finding), { ...finding, enforcementLevel, message, severity });
    }
    return isRefused;
  }

  async #call<T>(call: () => Promise<T>, what?: "policy" | "remediation"): Promise<T> {
    try {
      return await call();
    } catch (error) {
      const prefix = what === undefined ? "" : `failed to run ${what}: `;
      throw new Error(this.#context.secrets.redact(`${prefix}${errorText(error)}`), { cause: error });
    }
  }

  #toAnalyzedResource(subject: PolicySubject, properties: PropertyMap): AnalyzedResource {
    return toAnalyzedResource(this.#context.resourceTable, subject, properties);
  }
}

function summarizeAnalysis({ findings, notApplicable }: Analysis): Parameters<typeof policySummary>[2] {
  return { failed: findings.map(({ policyName }) => policyName), notApplicable };
}

const maxPathLength = 75;

/** Shortens a long path to its first and last folders, as the CLI does. */
function shortPath(path: string): string {
  const clean = normalize(path).replace(/(?<=.)[\\/]$/, "");
  const parts = clean.split(/[\\/]/);
  return clean.length <= maxPathLength || parts.length <= 4
    ? clean
    : [...parts.slice(0, 2), "...", ...parts.slice(-2)].join("/");
}
