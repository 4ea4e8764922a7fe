import type { Ledger } from "./ledger";
import type { Policies } from "./policies";
import type { ProviderRegistry } from "./provider-registry";
import type { ReplaceTargets } from "./replace-targets";
import type { Reporter } from "./reporter";
import { providerOfProviders, type ResourceProvider } from "./resource-provider";
import { isProviderType, type UrnScope } from "./urn";

/** What every part of one running operation shares. */
export interface Deployment {
  readonly scope: UrnScope;
  readonly dryRun: boolean;
  readonly ledger: Ledger;
  readonly providers: ProviderRegistry;
  readonly policies: Policies;
  readonly reporter: Reporter;
  readonly replaceTargets: ReplaceTargets;
}

/** Ends the operation; what is wrong has been reported already. */
export class BailError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "BailError";
  }
}

export function providerFor(
  deployment: Deployment,
  row: { readonly urn: string; readonly type: string; readonly provider?: string },
): Promise<ResourceProvider> {
  if (isProviderType(row.type)) {
    return Promise.resolve(providerOfProviders);
  }
  return row.provider === undefined
    ? Promise.reject(new Error(`resource '${row.urn}' has no provider`))
    : deployment.providers.get(row.provider);
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
