import type { EngineDiagnostics } from "../runtime/diagnostics";
import { Handler, ProviderProcess } from "../runtime/handler";
import type { Environment } from "../runtime/session";
import { UserError } from "../runtime/user-error";
import { resourceTypes, type ResourceType } from "./resources";
import { parseUrn } from "./urn";

/** A resource type with the handler that runs its operations. */
export interface PluginResource extends ResourceType {
  readonly handler: Handler;
}

/** The provider of one engine: a session, and the handlers that share it. */
export class Plugin {
  readonly process: ProviderProcess;
  readonly diagnostics: EngineDiagnostics;
  readonly environment: Environment["environment"];
  readonly #resources: ReadonlyMap<string, PluginResource>;

  constructor(diagnostics: EngineDiagnostics, environment: Omit<Environment, keyof EngineDiagnostics>) {
    this.diagnostics = diagnostics;
    this.environment = environment.environment;
    const { warn, flush: flushWarnings } = diagnostics;
    this.process = new ProviderProcess(() => ({ ...environment, warn, flushWarnings }));
    this.#resources = new Map(
      [...resourceTypes].map(([token, type]) => [
        token,
        { ...type, handler: new Handler(this.process, type.operations) },
      ]),
    );
  }

  resourceOf(urn: string): PluginResource {
    return this.resourceOfType(parseUrn(urn).type);
  }

  resourceOfType(type: string): PluginResource {
    const resource = this.#resources.get(type);
    if (resource !== undefined) return resource;
    throw new UserError(
      `whatsapp has no resource type ${type}. Its types are ${[...this.#resources.keys()].join(", ")}.`,
    );
  }
}
