import type { Stack } from "pulumi-whatsapp-engine";
import { kindOfType } from "../../../provider/src/schema/resource-kinds";
import { failureOf } from "../../support/world/failures";
import type { ProjectFixture } from "../../support/world/project-fixture";
import { EngineCommand, processesOf, until } from "../../support/engine-command";

/** Content of a state after a run was interrupted. */
export interface StackContent {
  /** Names of the sequences; the old sequence of a replacement as `name (old)`. */
  readonly rows: readonly string[];
  /** Ids of the sequences, without the account. */
  readonly ids: readonly string[];
  /** Operations that were not acknowledged, as `creating name`. */
  readonly pending: readonly string[];
}

interface Exported {
  readonly deployment: {
    readonly resources?: readonly {
      readonly urn: string;
      readonly type: string;
      readonly id?: string;
      readonly delete?: boolean;
    }[];
    readonly pending_operations?: readonly { readonly type: string; readonly resource: { readonly urn: string } }[];
  };
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

export async function readStack(stack: Stack): Promise<StackContent> {
  const { deployment } = (await stack.exportStack()) as Exported;
  const rows = (deployment.resources ?? []).filter(({ type }) => kindOfType(type) !== undefined);
  return {
    rows: rows.map((row) => `${nameOf(row.urn)}${row.delete === true ? " (old)" : ""}`).sort(),
    ids: rows.map(({ id = "" }) => id.split("/")[1] ?? "").sort(),
    pending: (deployment.pending_operations ?? [])
      .map(({ type, resource }) => `${type} ${nameOf(resource.urn)}`)
      .sort(),
  };
}

/** Ends an update with SIGKILL after all `moments`; returns the error message. */
export type Kill = (stack: Stack, moments: readonly Promise<void>[]) => Promise<string>;

/** Kills a process that the engine started: the program or the provider. */
export function createProcessKill(life: ProjectFixture, kind: Parameters<typeof processesOf>[1]): Kill {
  return async (stack, moments) => {
    const ended = stack.up().then(() => "it succeeded", String);
    await Promise.all(moments);
    for (const pid of processesOf(life.account, kind)) process.kill(pid, "SIGKILL");
    return ended;
  };
}

/** Kills the engine; its provider finishes its work and exits. The stack stays locked until `cancel`. */
export function createEngineKill(life: ProjectFixture): Kill {
  return async (stack, moments) => {
    const command = new EngineCommand(life.project, life.account, ["up", "--yes", "--skip-preview"], {
      WHATSAPP_ATTEMPT_TIMEOUT_MS: "1000",
      WHATSAPP_OPERATION_TIMEOUT_MS: "3000",
    });
    await Promise.all(moments);
    command.kill("SIGKILL");
    await command.ended;
    const { message } = await failureOf(stack.up());
    await until(() => processesOf(life.account, "provider").length === 0);
    await stack.cancel();
    return message;
  };
}
