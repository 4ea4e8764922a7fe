import { startSimulator, type JournalEntry, type Simulator } from "pulumi-whatsapp-simulator";
import { SequenceHandler, type ResourceHandler } from "../../provider/src/runtime/provider";
import { HalfMade } from "../../provider/src/runtime/failure";
import type { Properties } from "../../provider/src/runtime/state";
import { requireNoToken, watched } from "./leaks";

export const handlerText = 'exports.handler=()=>require("pulumi-whatsapp/runtime").welcomeMessageSequence;';

/** A call as a reader would say it: `POST /102290129340398/welcome_message_sequences`. */
export const calls = (journal: readonly JournalEntry[]): string[] =>
  journal.map(({ method, path }) => `${method} ${path}`);

export const writes = (journal: readonly JournalEntry[]): JournalEntry[] =>
  journal.filter(({ method }) => method !== "GET");

/** A handler that lets no token out, in results or in failures. */
class WatchedHandler extends SequenceHandler {
  override check(...args: Parameters<SequenceHandler["check"]>) {
    return watched("check", super.check(...args));
  }
  override diff(...args: Parameters<SequenceHandler["diff"]>) {
    return watched("diff", super.diff(...args));
  }
  override create(...args: Parameters<SequenceHandler["create"]>) {
    return watched("create", super.create(...args));
  }
  override read(...args: Parameters<SequenceHandler["read"]>) {
    return watched("read", super.read(...args));
  }
  override update(...args: Parameters<SequenceHandler["update"]>) {
    return watched("update", super.update(...args));
  }
  override delete(...args: Parameters<SequenceHandler["delete"]>) {
    return watched("delete", super.delete(...args));
  }
}

/** A provider process's life in this process: its own session, an instant clock, and what it warned of. */
export interface Run {
  readonly handler: ResourceHandler;
  readonly warnings: string[];
  /** Waits that were asked for, in milliseconds. */
  readonly waitsMs: number[];
  /** Milliseconds on the run's clock, which skips waits. */
  readonly nowMs: () => number;
  /** Time goes by. */
  readonly pass: (ms: number) => void;
  /** What happens during each wait from here on. */
  meanwhile(task: () => unknown): void;
  /** The process is killed: what is under way is never answered, and nothing more is sent. */
  readonly kill: () => void;
}

/** An account on a simulator, and runs against it. */
export class TestAccount {
  private constructor(readonly meta: Simulator) {}

  static async open(...options: Parameters<typeof startSimulator>): Promise<TestAccount> {
    return new TestAccount(await startSimulator(...options));
  }

  async close(): Promise<void> {
    requireNoToken("the journal", JSON.stringify(this.meta.journal()));
    await this.meta.close();
  }

  environment(changes: Readonly<Record<string, string>> = {}): Record<string, string> {
    return {
      WHATSAPP_BASE_URL: this.meta.url,
      WHATSAPP_ACCESS_TOKEN: this.meta.accessToken,
      WHATSAPP_WABA_ID: this.meta.wabaId,
      ...changes,
    };
  }

  run(changes: Readonly<Record<string, string>> = {}, config: Readonly<Record<string, string>> = {}): Run {
    const warnings: string[] = [];
    const waitsMs: number[] = [];
    const start = performance.now();
    let skippedMs = 0;
    let isKilled = false;
    let meanwhile: () => unknown = () => undefined;
    const clock = {
      // A killed process has no time left for anything, however often it asks.
      nowMs: () => performance.now() - start + (isKilled ? (skippedMs += 1e9) : skippedMs),
      sleep: async (ms: number) => {
        if (isKilled) await new Promise<never>(() => undefined);
        waitsMs.push(ms);
        skippedMs += ms;
        await meanwhile();
        await new Promise<void>((resolve) => setImmediate(resolve));
      },
    };
    const handler = new WatchedHandler(() => ({
      environment: this.environment(changes),
      clock,
      warn: (text) => {
        requireNoToken("a warning", text);
        warnings.push(text);
      },
    }));
    void handler.configure({ config: { get: (key) => config[key] } });
    return {
      handler,
      warnings,
      waitsMs,
      nowMs: clock.nowMs,
      pass: (ms) => (skippedMs += ms),
      meanwhile: (task) => (meanwhile = task),
      kill: () => (isKilled = true),
    };
  }

  get edge(): string {
    return `/${this.meta.wabaId}/welcome_message_sequences`;
  }
}

export const args = (changes: Properties = {}): Properties => ({
  __provider: handlerText,
  name: "Driver sign-up",
  text: "Hi! Thanks for your interest in driving with us.",
  autofillMessage: { content: "Hello! Can I get more info on this?" },
  iceBreakers: [{ title: "How do I sign up?" }, { title: "What do I need?" }],
  ...changes,
});

/** Check, then create, as an engine would. */
export async function made(
  run: Run,
  changes: Properties = {},
): Promise<{ id: string; outs: Properties; inputs: Properties }> {
  const { inputs, failures } = await run.handler.check({}, args(changes));
  expect(failures).toEqual([]);
  const { id, outs } = await run.handler.create(inputs);
  return { id, outs: { ...outs, __provider: handlerText }, inputs };
}

export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("it did not fail");
}

/** The failure of something that was made or changed, but not as wanted. */
export async function halfMade(promise: Promise<unknown>): Promise<HalfMade> {
  const error = await failureOf(promise);
  if (error instanceof HalfMade) return error;
  throw error;
}

export const sequenceIdOf = (id: string): string => id.split("/")[1] ?? "";
