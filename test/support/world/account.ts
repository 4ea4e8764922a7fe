import { startSimulator, type JournalEntry, type SequenceRow, type Simulator } from "pulumi-whatsapp-simulator";
import { requireNoToken } from "../leaks";
import { startRun, type FullProviderRun, type Settings } from "./provider-run";

/** Formats requests as `POST /102290129340398/welcome_message_sequences`. */
export function calls(journal: readonly JournalEntry[]): string[] {
  return journal.map(({ method, path }) => `${method} ${path}`);
}

export function writes(journal: readonly JournalEntry[]): JournalEntry[] {
  return journal.filter(({ method }) => method !== "GET");
}

/** A WhatsApp Business Account on a simulator: seed it, run the provider against it, and read what the simulator received and stores. */
export class TestAccount {
  #meta: Simulator | undefined;

  private constructor(meta?: Simulator) {
    this.#meta = meta;
  }

  static async open(...options: Parameters<typeof startSimulator>): Promise<TestAccount> {
    return new TestAccount(await startSimulator(...options));
  }

  /** An account for all tests of a file, reset before each. Call it at the top of the file. */
  static forFile(...options: Parameters<typeof startSimulator>): TestAccount {
    const account = new TestAccount();
    beforeAll(async () => {
      account.#meta = await startSimulator(...options);
    });
    beforeEach(() => account.meta.reset());
    afterAll(() => account.close());
    return account;
  }

  get meta(): Simulator {
    if (this.#meta === undefined) throw new Error("the simulator has not started");
    return this.#meta;
  }

  async close(): Promise<void> {
    requireNoToken("the journal", JSON.stringify(this.meta.journal()));
    await this.meta.close();
  }

  environment(changes: Settings = {}): Record<string, string> {
    return {
      WHATSAPP_BASE_URL: this.meta.url,
      WHATSAPP_ACCESS_TOKEN: this.meta.accessToken,
      WHATSAPP_WABA_ID: this.meta.wabaId,
      WHATSAPP_AD_ACCOUNT_ID: this.meta.adAccountId,
      WHATSAPP_PLATFORM_DATE: process.env["WHATSAPP_PLATFORM_DATE"] ?? "",
      ...changes,
    };
  }

  /** Starts the provider in this process with these changes to the environment and this stack configuration. */
  run(changes: Settings = {}, config: Settings = {}): FullProviderRun {
    return startRun(this.environment(changes), config);
  }

  get edge(): string {
    return `/${this.meta.wabaId}/welcome_message_sequences`;
  }

  /** Requests that the simulator received for this operation, in order of arrival. */
  requests(operation: NonNullable<JournalEntry["verb"]>): readonly JournalEntry[] {
    return this.meta.journal().filter(({ verb }) => verb === operation);
  }

  /** Requests that write, in order of arrival. */
  writes(): readonly JournalEntry[] {
    return writes(this.meta.journal());
  }

  /** Ids of the stored sequences, in order of creation. */
  sequenceIds(): readonly string[] {
    return this.meta.sequences().map(({ id }) => id);
  }

  sequence(id: string): SequenceRow | undefined {
    return this.meta.sequences().find((row) => row.id === id);
  }

  /** Waits until every request got its response or lost its connection. */
  async waitUntilIdle(): Promise<void> {
    while (this.meta.journal().some(({ endTick }) => endTick === null)) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
