import { mkdtempSync, readdirSync, existsSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TestAccount, writes } from "../support/world/account";
import { adOf } from "../support/world/ads";
import { PulumiCli } from "../support/pulumi-cli";

const root = join(__dirname, "../..");
/** Examples in TypeScript and YAML with a stack. Python's language host is in no package registry; the fleet has a test of its own. */
const examples = readdirSync(join(root, "examples")).filter(
  (name) => !["fleet", "python"].includes(name) && existsSync(join(root, "examples", name, "Pulumi.yaml")),
);
const withoutChanges = ["--yes", "--skip-preview", "--expect-no-changes"];

let account: TestAccount;
let outbox: string;
beforeAll(async () => {
  account = await TestAccount.open();
  outbox = mkdtempSync(join(tmpdir(), "whatsapp-outbox-"));
});
beforeEach(() => account.meta.reset());
afterAll(async () => {
  await account.close();
  rmSync(outbox, { recursive: true });
});

interface Setup {
  readonly config?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
  /** Runs between refresh and destroy. */
  readonly edit?: (cli: PulumiCli) => Promise<void>;
  /** Runs after destroy. */
  readonly check?: () => void;
}

/** Setup by example. An example without an entry needs the account only. */
const setups: Readonly<Record<string, () => Setup>> = {
  "ad-with-sequence": () => {
    const { adId, creativeId } = account.meta.addAd({});
    return {
      config: { adId, pageId: account.meta.pageId },
      check: () => expect(adOf(account.meta, adId)?.creativeId).toBe(creativeId),
    };
  },
  agency: () => {
    const openAccount = (id: string) => ({ wabaId: account.meta.addWaba({ id, name: id }), greeting: `Hello ${id}` });
    const clients = { bakery: openAccount("201"), florist: openAccount("202") };
    const tokens = Object.fromEntries(
      Object.values(clients).map(({ wabaId }) => [wabaId, account.meta.addToken({ wabaIds: [wabaId] })]),
    );
    return { config: { clients: JSON.stringify(clients) }, secrets: { tokens: JSON.stringify(tokens) } };
  },
  "blue-green": () => {
    const { adId } = account.meta.addAd({});
    return {
      config: { adId, pageId: account.meta.pageId },
      edit: (cli) => changeGreeting(cli, adId),
    };
  },
  gitops: () => ({ flags: ["--policy-pack", "policy", "--policy-pack-config", "policy/dev.json"] }),
  "order-lifecycle": () => ({
    secrets: { customer: "5511987654321" },
    environment: {
      WHATSAPP_PHONE_NUMBER_ID: account.meta.phoneNumberId,
      WHATSAPP_ORDER_RECIPIENTS: "5511987654321",
      WHATSAPP_ORDER_OUTBOX: outbox,
    },
  }),
  yaml: () => ({ config: { pageId: account.meta.pageId } }),
};

/** Moves the ad to a new sequence and a new creative, then deletes the old ones. */
async function changeGreeting(cli: PulumiCli, adId: string): Promise<void> {
  const before = adOf(account.meta, adId);
  account.meta.clearJournal();
  await cli.succeed("config set", "greeting", "Hi! Spring offers are here.");
  await cli.succeed("up", "--yes", "--skip-preview");
  const after = adOf(account.meta, adId);
  expect(writes(account.meta.journal()).map(({ method, path }) => `${method} ${path}`)).toEqual([
    `POST ${account.edge}`,
    `POST /act_${account.meta.adAccountId.replace("act_", "")}/adcreatives`,
    `POST /${adId}`,
    `DELETE /${String(before?.creativeId)}`,
    `DELETE ${account.edge}`,
  ]);
  expect(account.meta.sequences().map(({ id, content }) => [id, content?.["text"]])).toEqual([
    [after?.sequenceId, "Hi! Spring offers are here."],
  ]);
}

async function configure(cli: PulumiCli, { config = {}, secrets = {} }: Setup): Promise<void> {
  const flags = (flag: string, values: Readonly<Record<string, string>>) =>
    Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
  const args = [...flags("--plaintext", config), ...flags("--secret", secrets)];
  if (args.length > 0) await cli.succeed("config set-all", ...args);
}

test.each([".", ...examples.map((name) => `examples/${name}`)])(
  "%s: preview without calls, up, no change, refresh, destroy",
  async (folder) => {
    const { edit, check, flags = [], environment, ...settings } = setups[folder.replace("examples/", "")]?.() ?? {};
    const cli = new PulumiCli(join(root, folder), account.environment(environment), {
      stack: `test-${String(process.pid)}`,
    });
    try {
      await cli.succeed("stack init");
      await configure(cli, settings);
      await cli.succeed("preview", ...flags);
      expect(account.meta.journal()).toEqual([]);

      await cli.succeed("up", "--yes", "--skip-preview", ...flags);
      expect(writes(account.meta.journal())).not.toEqual([]);

      account.meta.clearJournal();
      await cli.succeed("up", ...withoutChanges, ...flags);
      expect(account.meta.journal()).toEqual([]);
      await cli.succeed("refresh", ...withoutChanges);
      expect(writes(account.meta.journal())).toEqual([]);

      await edit?.(cli);
      await cli.succeed("destroy", "--yes", "--skip-preview");
      expect(account.meta.sequences()).toEqual([]);
      check?.();
    } finally {
      cli.remove();
    }
  },
);
