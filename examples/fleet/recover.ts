import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { accountOf, addAdoptions, resourceName } from "./adoptions";
import type { Fleet } from "./fleet";
import type { FleetStack } from "./fleet-stack";
import type { Account } from "./inventory";
import type { Shard } from "./shards";

const operation = z.looseObject({ type: z.string(), resource: z.looseObject({ urn: z.string() }) });

const exportSchema = z.looseObject({
  deployment: z.looseObject({
    resources: z.array(z.looseObject({ id: z.string().optional() })).optional(),
    pending_operations: z.array(operation).optional(),
  }),
});

const listSchema = z.array(z.looseObject({ id: z.string(), sequenceId: z.string(), name: z.string().optional() }));

/**
 * Continues after a killed worker: releases its lock, and lets the program adopt the sequences that the worker created without
 * recording them.
 */
export async function recoverStack(stack: FleetStack, fleet: Fleet, shard: Shard): Promise<void> {
  await stack.cancel();
  const exported = exportSchema.parse(await stack.exportStack());
  const { resources = [], pending_operations: pending = [] } = exported.deployment;
  const recorded = new Set(resources.map(({ id }) => id));
  const isCreate = ({ type }: z.infer<typeof operation>): boolean => type === "creating";
  const interrupted = new Set(pending.filter(isCreate).map(({ resource }) => accountOf(resource.urn)));
  for (const account of shard.accounts.filter(({ wabaId }) => interrupted.has(wabaId))) {
    addAdoptions(shard.stack, await findUnrecorded(fleet, account, recorded));
  }
  if (interrupted.size === 0) return;
  // The list has answered what became of them.
  const deployment = { ...exported.deployment, pending_operations: pending.filter((each) => !isCreate(each)) };
  await stack.importStack({ ...exported, deployment });
}

/** Finds the sequences of an account that have the name of one of its variants but are in no state. */
async function findUnrecorded({ variantsOf }: Fleet, account: Account, recorded: ReadonlySet<string | undefined>) {
  const { wabaId } = account;
  const command = join(dirname(require.resolve("pulumi-whatsapp/package.json")), "bin/pulumi-whatsapp.js");
  const { stdout } = await promisify(execFile)(process.execPath, [command, "list", "--waba", wabaId, "--json"]);
  const rows = listSchema.parse(JSON.parse(stdout)).filter(({ id }) => !recorded.has(id));
  return Object.fromEntries(
    variantsOf(account).flatMap(({ key, content }) => {
      const [row, ...others] = rows.filter(({ name }) => name === content.name);
      return row === undefined || others.length > 0 ? [] : [[resourceName(wabaId, key), row.sequenceId]];
    }),
  );
}
