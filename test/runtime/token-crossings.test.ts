import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import type { ProviderForm } from "../support/provider-form";
import { TestAccount } from "../support/world/account";
import { createAttachment, createCreative, creativeArgs, creativeIdOf } from "../support/world/ads";
import { closePluginHandlers } from "../support/world/plugin-handlers";
import { startRun, type FullProviderRun } from "../support/world/provider-run";
import { createSequence, sequenceArgs, sequenceIdOf } from "../support/world/sequences";

const account = TestAccount.forFile();
let dir: string;
beforeAll(() => (dir = mkdtempSync(join(tmpdir(), "tokens-"))));
afterAll(() => rmSync(dir, { recursive: true }));
afterAll(closePluginHandlers);

const accounts = 100;

/** A client with a WhatsApp Business Account, an ad account with one ad, and an app with a token. */
interface Client {
  readonly wabaId: string;
  readonly adAccountId: string;
  readonly adId: string;
  readonly appId: string;
  readonly token: string;
}

/** Adds clients whose tokens may access all accounts: Meta would not reject a token of another client. */
function addClients(): readonly Client[] {
  const { meta } = account;
  return Array.from({ length: accounts }, (_, i) => {
    const [wabaId, adAccountId, appId] = [`70${i}`, `80${i}`, `90${i}`];
    meta.addWaba({ id: wabaId });
    meta.seed({ adAccounts: [{ id: adAccountId }] });
    const token = meta.addToken({ appId });
    return { wabaId, adAccountId, appId, token, adId: meta.addAd({ adAccountId }).adId };
  });
}

const sources = ["accessTokens", "accessTokensFile", "accessTokenCommand"] as const;
type Source = (typeof sources)[number];

/** Environment with the tokens of all clients in one of the three ways. */
function environmentOf(source: Source, clients: readonly Client[]): Record<string, string> {
  const tokens = Object.fromEntries(
    clients.flatMap(({ wabaId, adAccountId, token }) => [
      [wabaId, token],
      [`act_${adAccountId}`, token],
    ]),
  );
  const file = join(dir, "tokens.json");
  writeFileSync(file, JSON.stringify(tokens, null, 1));
  const script = join(dir, "token.sh");
  writeFileSync(script, `sed -n "s/^ \\"\\(act_\\)\\{0,1\\}$1\\": \\"\\(.*\\)\\",\\{0,1\\}\\$/\\2/p" ${file}`);
  const own = {
    accessTokens: { WHATSAPP_ACCESS_TOKENS: JSON.stringify(tokens) },
    accessTokensFile: { WHATSAPP_ACCESS_TOKENS_FILE: file },
    accessTokenCommand: { WHATSAPP_ACCESS_TOKEN_COMMAND: JSON.stringify(["sh", script]) },
  }[source];
  return { ...account.environment({ WHATSAPP_WABA_ID: "", WHATSAPP_AD_ACCOUNT_ID: "" }), ...own };
}

interface Step {
  readonly kind: (typeof kinds)[number];
  readonly name: string;
  readonly client: number;
  readonly other: number;
}
const kinds = ["create", "adopt", "move", "creative"] as const;

/** Different clients, so that their lives can run at the same time. */
const steps = fc
  .uniqueArray(
    fc.record({ kind: fc.constantFrom(...kinds), client: fc.nat(accounts - 1), other: fc.nat(accounts - 1) }),
    { minLength: 20, maxLength: 40, selector: ({ client }) => client },
  )
  .map((list) => list.map((step, i): Step => ({ ...step, name: `greeting ${i}` })));

/** Clients by the ids of their accounts, ads, sequences and creatives. */
type Owners = Map<string, Client>;

/** Runs the life of a sequence: create or adopt, update, refresh, move to another account, delete. */
async function runSequence(run: FullProviderRun, { kind, name }: Step, [client, other]: Pair, owners: Owners) {
  const { wabaId, appId } = client;
  const adopted = kind === "adopt" ? account.meta.addSequence({ wabaId, appId, name, content: { text: "Hi" } }) : "";
  const adoption = adopted === "" ? {} : { adoptSequenceId: adopted };
  const { id, outs, inputs } = await createSequence(run, { name, wabaId, ...adoption });
  owners.set(sequenceIdOf(id), client);
  const { inputs: news } = await run.handler.check(inputs, sequenceArgs({ name, wabaId, text: "New", ...adoption }));
  const updated = await run.handler.update(id, outs, news);
  await run.handler.read(id, updated.outs);
  if (kind === "move") {
    const moved = await createSequence(run, { name: `${name}, moved`, wabaId: other.wabaId });
    owners.set(sequenceIdOf(moved.id), other);
    await run.handler.read(moved.id, moved.outs);
  }
  await run.handler.delete(id, updated.outs);
}

/** Runs the life of a creative and its attachment to an ad; the last part in a process that knows the ad from the state alone. */
async function runCreative(runs: Runs, { name }: Step, client: Client, owners: Owners): Promise<void> {
  const { adAccountId, adId } = client;
  const [run, next] = runs;
  const { id, outs, inputs } = await createCreative(run, { name, adAccountId });
  owners.set(creativeIdOf(id), client);
  const { inputs: news } = await run.creative.check(inputs, creativeArgs({ name: `${name}!`, adAccountId }));
  const renamed = await run.creative.update(id, outs, news);
  const attachment = await createAttachment(run, { adId, creativeId: creativeIdOf(id) });
  await next.attachment.read(attachment.id, attachment.outs);
  await next.attachment.delete(attachment.id, attachment.outs);
  await next.creative.delete(id, renamed.outs);
}

type Pair = readonly [client: Client, other: Client];
type Runs = readonly [first: FullProviderRun, next: FullProviderRun];

/** Lists requests with the token of another client. The first read of an ad cannot know its account. */
function findCrossedRequests(owners: Owners, ads: ReadonlySet<string>): readonly string[] {
  return account.meta.journal().flatMap(({ method, path, appId }) => {
    const [, node = ""] = path.split("/");
    if (node === "app") return [];
    const owner = owners.get(node.replace(/^act_/, ""));
    const isFirstRead = ads.has(node) && method === "GET" && appId === account.meta.appId;
    return owner?.appId === appId || isFirstRead
      ? []
      : [`${method} ${path} of ${owner?.appId ?? "no client"}: ${appId ?? "none"}`];
  });
}

async function checkNoCrossing(form: ProviderForm, source: Source, list: readonly Step[]): Promise<void> {
  account.meta.reset();
  const clients = addClients();
  const ids = ({ wabaId, adAccountId, adId }: Client): readonly string[] => [wabaId, adAccountId, adId];
  const owners: Owners = new Map(clients.flatMap((client) => ids(client).map((id) => [id, client] as const)));
  const environment = environmentOf(source, clients);
  const [run, next] = [startRun(environment, {}, form), startRun(environment, {}, form)];
  const clientAt = (i: number): Client => clients[i] ?? raise();
  await Promise.all(
    list.map((step) =>
      step.kind === "creative"
        ? runCreative([run, next], step, clientAt(step.client), owners)
        : runSequence(run, step, [clientAt(step.client), clientAt(step.other)], owners),
    ),
  );
  expect(findCrossedRequests(owners, new Set(clients.map(({ adId }) => adId)))).toEqual([]);
  expect(account.meta.journal().length).toBeGreaterThan(list.length * 4);
  expect(listAppReads().filter((appId, i, all) => all.indexOf(appId) !== i)).toEqual([]);
}

function raise(): never {
  throw new Error("there is no such client");
}

/** Apps of the tokens that asked for their app. */
function listAppReads(): readonly (string | null)[] {
  return account.meta.journal().flatMap(({ path, appId }) => (path === "/app" ? [appId] : []));
}

describe.each(["dynamic", "plugin"] as const)("one %s provider with the tokens of 100 clients", (form) => {
  test.each(sources)("sends each token for its own account only (%s)", async (source) => {
    await fc.assert(
      fc.asyncProperty(steps, (list) => checkNoCrossing(form, source, list)),
      { seed: 20261201, numRuns: 1, endOnFailure: true },
    );
  });
});
