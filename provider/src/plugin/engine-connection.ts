import type { PluginService } from "./service";

/**
 * The engine that the plugin works for. What handles resources is loaded with the first call about them: a process that is asked for the
 * schema alone does not need it.
 */
export class EngineConnection {
  #address: string | undefined;
  #service: PluginService | undefined;

  /** Starts over for the engine at this address. */
  connect(address: string): void {
    this.#address = address;
    this.#service = undefined;
  }

  /** True while no operation runs. */
  get isIdle(): boolean {
    return this.#service?.isIdle ?? true;
  }

  get service(): PluginService {
    this.#service ??= createService(this.#address);
    return this.#service;
  }
}

function createService(engineAddress: string | undefined): PluginService {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import statement would load it at the start.
  const service = require("./service") as typeof import("./service");
  return new service.PluginService(engineAddress);
}
