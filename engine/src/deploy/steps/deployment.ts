import type { ResourceTable } from "../resources/resource-table";
import type { Policies } from "../policies/policies";
import type { ProviderRegistry } from "../providers/provider-registry";
import type { ReplaceTargets } from "./replace-targets";
import type { Reporter } from "../reporting/reporter";
import type { ResourceProvider } from "../providers/resource-provider";
import { isProviderType, type UrnScope } from "../../state/urn";

/** Shared context of one running operation. */
export interface Deployment {
  readonly scope: UrnScope;
  readonly dryRun: boolean;
  readonly resourceTable: ResourceTable;
  readonly providers: ProviderRegistry;
  readonly policies: Policies;
  readonly reporter: Reporter;
  readonly replaceTargets: ReplaceTargets;
}

export function providerFor(
  deployment: Deployment,
  row: { readonly urn: string; readonly type: string; readonly provider?: string },
): Promise<ResourceProvider> {
  if (isProviderType(row.type)) return Promise.resolve(deployment.providers.own);
  return row.provider === undefined
    ? Promise.reject(new Error(`resource '${row.urn}' has no provider`))
    : deployment.providers.get(row.provider);
}
