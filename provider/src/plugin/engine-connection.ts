import type { PluginService } from "./service";

/**
 * The engine that the plugin works for. What handles resources is loaded with the first call about them: a process that is asked for the
 * schema alone does not need it.
 */
export class EngineConnection {
  #address: string | undefined;
  #service: PluginService | undefined;

  /** @param address Of the engine that started the process, if one has. */
  constructor(address: string | undefined) {
    this.#address = address;
  }

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
    this.#service ??= loadService(this.#address);
    return this.#service;
  }
}

function loadService(engineAddress: string | undefined): PluginService {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import statement would load it at the start.
  const { createService } = require("./create-service") as typeof import("./create-service");
  return createService(engineAddress);
}
