import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { accountOf, addAdoptions, resourceName, type Adoptions } from "./adoptions";
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

/** Lets the program adopt the sequences that a killed worker created without recording them. */
export async function adoptInterrupted(stack: FleetStack, fleet: Fleet, shard: Shard): Promise<void> {
  const exported = exportSchema.parse(await stack.exportStack());
  const { resources = [], pending_operations: pending = [] } = exported.deployment;
  const recorded = new Set(resources.map(({ id }) => id));
  const creates = pending.filter(({ type }) => type === "creating");
  const interrupted = new Set(creates.map(({ resource }) => accountOf(resource.urn)));
  if (interrupted.size === 0) return;
  const settled = new Set<string | undefined>();
  for (const account of shard.accounts.filter(({ wabaId }) => interrupted.has(wabaId))) {
    const found = await findUnrecorded(fleet, account, recorded);
    if (found === undefined) continue;
    addAdoptions(shard.stack, found);
    settled.add(account.wabaId);
  }
  // The lists have answered what became of these creates. The others stay until the next run.
  const isOpen = (each: z.infer<typeof operation>) =>
    !(creates.includes(each) && settled.has(accountOf(each.resource.urn)));
  const deployment = { ...exported.deployment, pending_operations: pending.filter(isOpen) };
  await stack.importStack({ ...exported, deployment });
}

/** Finds the sequences of an account that have the name of one of its variants but are in no state; undefined without an answer. */
async function findUnrecorded(
  { variantsOf }: Fleet,
  account: Account,
  recorded: ReadonlySet<string | undefined>,
): Promise<Adoptions | undefined> {
  const rows = await listSequences(account.wabaId);
  if (rows === undefined) return undefined;
  const unrecorded = rows.filter(({ id }) => !recorded.has(id));
  return Object.fromEntries(
    variantsOf(account).flatMap(({ key, content }) => {
      const [row, ...others] = unrecorded.filter(({ name }) => name === content.name);
      return row === undefined || others.length > 0 ? [] : [[resourceName(account.wabaId, key), row.sequenceId]];
    }),
  );
}

/** Prefers what the command printed to the message of Node.js, which begins with the whole command line. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { stderr = "" } = z.object({ stderr: z.string().optional() }).parse(error);
  return stderr.trim() || error.message;
}

/** Lists an account; undefined if Meta does not answer, for example because it throttles the account. */
async function listSequences(wabaId: string): Promise<z.infer<typeof listSchema> | undefined> {
  const command = join(dirname(require.resolve("pulumi-whatsapp/package.json")), "bin/pulumi-whatsapp.js");
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [command, "list", "--waba", wabaId, "--json"]);
    return listSchema.parse(JSON.parse(stdout));
  } catch (error) {
    process.stderr.write(
      `${describeFailure(error)}\nThe next run decides about the interrupted creates of account ${wabaId}.\n`,
    );
    return undefined;
  }
}
