import { startSimulator, type JournalEntry, type Simulator } from "pulumi-whatsapp-simulator";
import { adCreative } from "../../provider/src/runtime/definitions/ad-creative";
import { adCreativeAttachment } from "../../provider/src/runtime/definitions/ad-creative-attachment";
import { welcomeMessageSequence } from "../../provider/src/runtime/definitions/welcome-message-sequence";
import { Handler, ProviderProcess, type ResourceHandler } from "../../provider/src/runtime/handler";
import { Lifecycle } from "../../provider/src/runtime/lifecycle";
import { sandboxOrder } from "../../provider/src/runtime/order";
import { PartialFailure } from "../../provider/src/runtime/user-error";
import type { Properties } from "../../provider/src/runtime/properties";
import { requireNoToken, watched } from "./leaks";

export const handlerText = 'exports.handler=()=>require("pulumi-whatsapp/runtime").welcomeMessageSequence;';

/** A call as a reader would say it: `POST /102290129340398/welcome_message_sequences`. */
export function calls(journal: readonly JournalEntry[]): string[] {
  return journal.map(({ method, path }) => `${method} ${path}`);
}

export function writes(journal: readonly JournalEntry[]): JournalEntry[] {
  return journal.filter(({ method }) => method !== "GET");
}

/** A handler that lets no token out, in results or in failures. */
function watchedHandler(handler: ResourceHandler): ResourceHandler {
  return {
    configure: (request) => handler.configure(request),
    check: (...args) => watched("check", handler.check(...args)),
    diff: (...args) => watched("diff", handler.diff(...args)),
    create: (...args) => watched("create", handler.create(...args)),
    read: (...args) => watched("read", handler.read(...args)),
    update: (...args) => watched("update", handler.update(...args)),
    delete: (...args) => watched("delete", handler.delete(...args)),
  };
}

/** A provider process's life in this process: its own session, an instant clock, and what it warned of. */
export interface Run {
  /** Of sequences. */
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

/** With the handlers of all resources. */
export interface FullRun extends Run {
  readonly creative: ResourceHandler;
  readonly attachment: ResourceHandler;
  readonly order: ResourceHandler;
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
      WHATSAPP_AD_ACCOUNT_ID: this.meta.adAccountId,
      WHATSAPP_PLATFORM_DATE: process.env["WHATSAPP_PLATFORM_DATE"] ?? "",
      ...changes,
    };
  }

  run(changes: Readonly<Record<string, string>> = {}, config: Readonly<Record<string, string>> = {}): FullRun {
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
    const provider = new ProviderProcess(() => ({
      environment: this.environment(changes),
      clock,
      warn: (text) => {
        requireNoToken("a warning", text);
        warnings.push(text);
      },
    }));
    const handler = new Handler(provider, new Lifecycle(welcomeMessageSequence));
    void handler.configure({ config: { get: (key) => config[key] } });
    return {
      handler: watchedHandler(handler),
      creative: watchedHandler(new Handler(provider, new Lifecycle(adCreative))),
      attachment: watchedHandler(new Handler(provider, new Lifecycle(adCreativeAttachment))),
      order: watchedHandler(new Handler(provider, sandboxOrder)),
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

export function args(changes: Properties = {}): Properties {
  return {
    __provider: handlerText,
    name: "Driver sign-up",
    text: "Hi! Thanks for your interest in driving with us.",
    autofillMessage: { content: "Hello! Can I get more info on this?" },
    iceBreakers: [{ title: "How do I sign up?" }, { title: "What do I need?" }],
    ...changes,
  };
}

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

/** Returns the error message and the output of a run that fails. */
export async function refusalOf(run: Promise<unknown>): Promise<string> {
  const failure = await failureOf(run);
  return `${failure.message}\n${String(Reflect.get(failure, "stdout"))}`;
}

/** The failure of something that was made or changed, but not as wanted. */
export async function halfMade(promise: Promise<unknown>): Promise<PartialFailure> {
  const error = await failureOf(promise);
  if (error instanceof PartialFailure) return error;
  throw error;
}

export function sequenceIdOf(id: string): string {
  return id.split("/")[1] ?? "";
}
