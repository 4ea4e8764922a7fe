import type { RunningProvider } from "../../host/provider-process";
import type { PropertyMap } from "../../state";
import type { ResourceTable } from "../resources/resource-table";
import { containsUnknowns, equal, plainMap } from "../../state/property-value";
import { dynamicProvider, unconfiguredProvider, type ResourceProvider } from "./resource-provider";
import { providerReference } from "../../state/urn";

/** Starts one process per provider resource on first use. `startAhead` starts one while the program loads. */
export class ProviderRegistry {
  readonly #startProcess: () => Promise<RunningProvider>;
  readonly #resourceTable: ResourceTable;
  readonly #configs = new Map<string, PropertyMap>();
  readonly #providers = new Map<string, Promise<ResourceProvider>>();
  readonly #processes: Promise<RunningProvider>[] = [];
  #spare: Promise<RunningProvider> | undefined;

  constructor(startProcess: () => Promise<RunningProvider>, resourceTable: ResourceTable) {
    this.#startProcess = startProcess;
    this.#resourceTable = resourceTable;
  }

  startAhead(): void {
    this.#spare = this.#start();
  }

  /** Registers a provider resource of this deployment with its configuration. */
  register(urn: string, id: string, inputs: PropertyMap): void {
    const reference = providerReference(urn, id);
    if (!equal(this.#configs.get(reference) ?? this.#storedConfig(reference), inputs)) {
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
    const config = this.#configs.get(reference) ?? this.#storedConfig(reference);
    if (config === undefined) return Promise.reject(new Error(`unknown provider '${reference}'`));
    const started = this.#configure(config);
    this.#providers.set(reference, started);
    return started;
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
  #storedConfig(reference: string): PropertyMap | undefined {
    const resource = this.#resourceTable.oldResources.find(
      ({ row }) => providerReference(row.urn, row.id ?? "") === reference,
    );
    return resource === undefined ? undefined : (resource.row.inputs ?? {});
  }

  async #configure(config: PropertyMap): Promise<ResourceProvider> {
    if (containsUnknowns(config)) return unconfiguredProvider;
    const started = this.#spare ?? this.#start();
    this.#spare = undefined;
    const { client } = await started;
    await client.configure(plainMap(config));
    return dynamicProvider(client);
  }

  #start(): Promise<RunningProvider> {
    const started = this.#startProcess();
    started.catch(() => undefined);
    this.#processes.push(started);
    return started;
  }
}
