import { projectFolder } from "./files";

/** Parts of an engine event that the fleet needs. */
export interface FleetEvent {
  readonly diagnosticEvent?: { readonly urn?: string; readonly severity: string; readonly message: string };
  readonly policyEvent?: { readonly enforcementLevel?: string };
}

/** Operations that the fleet needs: stacks of the embedded engine and of the Automation API have them. */
export interface FleetStack {
  up(options: {
    readonly continueOnError: boolean;
    readonly policyPacks: string[];
    readonly onEvent: (event: FleetEvent) => void;
  }): Promise<unknown>;
  cancel(): Promise<void>;
  exportStack(): Promise<unknown>;
  importStack(deployment: object): Promise<unknown>;
}

export const engines = ["embedded", "cli"] as const;
export type Engine = (typeof engines)[number];

/** Opens the stack, or creates it. `cli` runs the Pulumi CLI through the Automation API, which the other backends need. */
export async function openStack(engine: Engine, stackName: string): Promise<FleetStack> {
  const options = { stackName, workDir: projectFolder };
  if (engine === "cli") {
    const { LocalWorkspace } = await import("@pulumi/pulumi/automation");
    return LocalWorkspace.createOrSelectStack(options);
  }
  const { createOrSelectStack } = await import("pulumi-whatsapp-engine");
  return createOrSelectStack(options);
}
