import { adCreative } from "../../../provider/src/runtime/definitions/ad-creative";
import { adCreativeAttachment } from "../../../provider/src/runtime/definitions/ad-creative-attachment";
import { welcomeMessageSequence } from "../../../provider/src/runtime/definitions/welcome-message-sequence";
import { Handler, ProviderProcess, type ResourceHandler } from "../../../provider/src/runtime/handler";
import { Lifecycle } from "../../../provider/src/runtime/lifecycle";
import { sandboxOrder } from "../../../provider/src/runtime/order";
import type { Environment } from "../../../provider/src/runtime/session";
import { requireNoToken, watchForTokens } from "../leaks";
import { providerForm, type ProviderForm } from "../provider-form";
import { closePluginHandlers, PluginHandlers } from "./plugin-handlers";

/** Settings by the name of their environment variable, or by the key of the stack configuration. */
export type Settings = Readonly<Record<string, string>>;

/** The lifetime of one provider process, in this process: a session of its own, a clock that skips waits, and its warnings. */
export interface ProviderRun {
  /** Handles sequences. */
  readonly handler: ResourceHandler;
  readonly warnings: string[];
  /** Waits that the provider requested, in milliseconds. */
  readonly waitsMs: number[];
  /** Milliseconds on the run's clock, which skips waits. */
  readonly nowMs: () => number;
  /** Advances the clock. */
  readonly pass: (ms: number) => void;
  /** Sets a task that runs during each wait from now on. */
  duringWaits(task: () => unknown): void;
  /** Kills the process: requests in flight get no answer, and it sends nothing more. */
  readonly kill: () => void;
}

/** A run with the handlers of all resources. */
export interface FullProviderRun extends ProviderRun {
  readonly creative: ResourceHandler;
  readonly attachment: ResourceHandler;
  readonly order: ResourceHandler;
}

/** Starts the provider in this process. */
export function startRun(environment: Settings, config: Settings, form = providerForm): FullProviderRun {
  const warnings: string[] = [];
  const waitsMs: number[] = [];
  const start = performance.now();
  let skippedMs = 0;
  let isKilled = false;
  let meanwhile: () => unknown = () => undefined;
  const clock = {
    // For a killed process every deadline has passed.
    nowMs: () => performance.now() - start + (isKilled ? (skippedMs += 1e9) : skippedMs),
    sleep: async (ms: number) => {
      if (isKilled) await new Promise<never>(() => undefined);
      waitsMs.push(ms);
      skippedMs += ms;
      await meanwhile();
      await new Promise<void>((resolve) => setImmediate(resolve));
    },
  };
  const handlers = createHandlers(
    form,
    {
      environment,
      clock,
      warn: (text) => {
        requireNoToken("a warning", text);
        warnings.push(text);
      },
    },
    config,
  );
  return {
    handler: watchHandler(handlers.sequence),
    creative: watchHandler(handlers.creative),
    attachment: watchHandler(handlers.attachment),
    order: watchHandler(handlers.order),
    warnings,
    waitsMs,
    nowMs: clock.nowMs,
    pass: (ms) => (skippedMs += ms),
    duringWaits: (task) => (meanwhile = task),
    kill: () => (isKilled = true),
  };
}

if (providerForm === "plugin") afterAll(closePluginHandlers);

function createHandlers(form: ProviderForm, environment: Environment, config: Settings) {
  const provider = new ProviderProcess(() => environment);
  const dynamic = new Handler(provider, new Lifecycle(welcomeMessageSequence));
  void dynamic.configure({ config: { get: (key) => config[key] } });
  // Orders have the dynamic form alone.
  const order = new Handler(provider, sandboxOrder);
  if (form === "plugin") {
    const plugin = new PluginHandlers(environment, config);
    return {
      sequence: plugin.handlerOf("WelcomeMessageSequence"),
      creative: plugin.handlerOf("AdCreative"),
      attachment: plugin.handlerOf("AdCreativeAttachment"),
      order,
    };
  }
  return {
    sequence: dynamic,
    creative: new Handler(provider, new Lifecycle(adCreative)),
    attachment: new Handler(provider, new Lifecycle(adCreativeAttachment)),
    order,
  };
}

/** Wraps a handler so that a token in a result or a failure fails the test. */
function watchHandler(handler: ResourceHandler): ResourceHandler {
  return {
    configure: (request) => handler.configure(request),
    check: (...args) => watchForTokens("check", handler.check(...args)),
    diff: (...args) => watchForTokens("diff", handler.diff(...args)),
    create: (...args) => watchForTokens("create", handler.create(...args)),
    read: (...args) => watchForTokens("read", handler.read(...args)),
    update: (...args) => watchForTokens("update", handler.update(...args)),
    delete: (...args) => watchForTokens("delete", handler.delete(...args)),
  };
}
