import type { RunningProvider } from "../../host/provider-process";
import type { PropertyMap, ResourceState } from "../../state";
import type { ResourceTable } from "../resources/resource-table";
import { containsUnknowns, equal } from "../../state/property-value";
import { idOfReference, packageOf, providerReference, typeOf, urnOfReference } from "../../state/urn";
import { providerOfProviders, withoutInternal } from "./provider-of-providers";
import { valuesOf } from "../resources/resource-state";
import { processProvider, unconfiguredProvider, type ResourceProvider } from "./resource-provider";

/** Starts one process per provider resource on first use. `startAhead` starts some while the program loads. */
export class ProviderRegistry {
  /** The provider of the provider resources themselves. */
  readonly own: ResourceProvider = providerOfProviders(async (urn) => (await this.#processOf(urn)).client);
  readonly #startProcess: (packageName: string) => Promise<RunningProvider>;
  readonly #resourceTable: ResourceTable;
  readonly #configs = new Map<string, PropertyMap>();
  readonly #providers = new Map<string, Promise<ResourceProvider>>();
  readonly #processes: Promise<RunningProvider>[] = [];
  /** Processes started ahead, by package. */
  readonly #spare = new Map<string, Promise<RunningProvider>>();
  /** Latest process of a provider resource, by its URN. */
  readonly #processByUrn = new Map<string, Promise<RunningProvider>>();
  readonly #configuredUrns = new Set<string>();

  constructor(startProcess: (packageName: string) => Promise<RunningProvider>, resourceTable: ResourceTable) {
    this.#startProcess = startProcess;
    this.#resourceTable = resourceTable;
  }

  startAhead(packageNames: readonly string[]): void {
    packageNames.forEach((name) => this.#spare.set(name, this.#start(name)));
  }

  /** Registers a provider resource of this deployment with its configuration. */
  register(urn: string, id: string, inputs: PropertyMap): void {
    const reference = providerReference(urn, id);
    if (!equal(this.#configOf(reference), inputs)) {
      this.#providers.delete(reference);
    }
    this.#configs.set(reference, inputs);
  }

  /**
   * Returns a provider. One that the program has not registered (refresh, destroy, deletions) is configured from the
   * state.
   */
  get(reference: string): Promise<ResourceProvider> {
    const running = this.#providers.get(reference);
    if (running !== undefined) return running;
    const config = this.#configOf(reference);
    if (config === undefined) return Promise.reject(new Error(`unknown provider '${reference}'`));
    const started = this.#configure(reference, config);
    this.#providers.set(reference, started);
    return started;
  }

  /** Returns true if a resource must be replaced because its new provider cannot manage what the old one created. */
  async needsReplacement(oldReference: string, newReference: string): Promise<boolean> {
    const old = this.#storedRow(oldReference);
    const config = this.#configs.get(newReference);
    if (old === undefined || config === undefined) return false;
    const ref = { urn: urnOfReference(newReference), id: idOfReference(newReference) };
    const diff = await this.own.diff(ref, valuesOf(old), config);
    return diff.replaceKeys.length > 0;
  }

  /** Asks all providers to end running calls soon. */
  cancel(): void {
    this.#processes.forEach((each) => void each.then(({ client }) => client.cancel()).catch(() => undefined));
  }

  async stop(): Promise<void> {
    const started = await Promise.allSettled(this.#processes);
    await Promise.all(started.map((each) => (each.status === "fulfilled" ? each.value.stop() : Promise.resolve())));
  }

  /** Kills all processes at once, without waiting for their calls. */
  kill(): void {
    this.#processes.forEach((each) => void each.then((started) => started.kill()).catch(() => undefined));
  }

  /** Includes providers that are pending deletion, because their resources are deleted first. */
  #storedRow(reference: string): ResourceState | undefined {
    const { oldResources } = this.#resourceTable;
    return oldResources.find(({ row }) => providerReference(row.urn, row.id ?? "") === reference)?.row;
  }

  #configOf(reference: string): PropertyMap | undefined {
    const config = this.#configs.get(reference);
    if (config !== undefined) return config;
    const row = this.#storedRow(reference);
    return row && (row.inputs ?? {});
  }

  async #configure(reference: string, config: PropertyMap): Promise<ResourceProvider> {
    if (containsUnknowns(config)) return unconfiguredProvider;
    const urn = urnOfReference(reference);
    // A process is configured once.
    if (this.#configuredUrns.has(urn)) this.#processByUrn.delete(urn);
    this.#configuredUrns.add(urn);
    const { client } = await this.#processOf(urn);
    await client.configure(withoutInternal(config), { urn, id: idOfReference(reference) });
    return processProvider(client);
  }

  #processOf(urn: string): Promise<RunningProvider> {
    const known = this.#processByUrn.get(urn);
    if (known !== undefined) return known;
    const packageName = packageOf(typeOf(urn));
    const started = this.#spare.get(packageName) ?? this.#start(packageName);
    this.#spare.delete(packageName);
    this.#processByUrn.set(urn, started);
    return started;
  }

  #start(packageName: string): Promise<RunningProvider> {
    const started = this.#startProcess(packageName);
    started.catch(() => undefined);
    this.#processes.push(started);
    return started;
  }
}
