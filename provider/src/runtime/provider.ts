import { endWithEngine } from "./engine-watch";
import { engineAddress } from "./engine-log";
import { check, type CheckResult } from "./check";
import { create } from "./create";
import { remove } from "./delete";
import { diff, type DiffResult } from "./diff";
import { explained, type Deed } from "./explain";
import { read, type ReadResult } from "./read";
import { realSurroundings, Session, type Surroundings } from "./session";
import type { ConfigReader } from "./settings";
import { parsePhysicalId, type Created, type Properties } from "./state";
import { update } from "./update";

/** What Pulumi's dynamic-provider runner calls (`pulumi.dynamic.ResourceProvider`, all seven methods). */
export interface ResourceHandler {
  configure(request: { readonly config: ConfigReader }): Promise<void>;
  check(olds: Properties, news: Properties): Promise<CheckResult>;
  diff(id: string, olds: Properties, news: Properties): Promise<DiffResult>;
  create(inputs: Properties): Promise<Created>;
  read(id: string, props: Properties): Promise<ReadResult>;
  update(id: string, olds: Properties, news: Properties): Promise<{ readonly outs: Properties }>;
  delete(id: string, props: Properties): Promise<void>;
}

/** A handler with a life of its own: one session, made by the first `configure`. */
export class SequenceHandler implements ResourceHandler {
  readonly #surroundings: () => Surroundings;
  // The runner calls other methods before `configure` has ended, so the promise is set before anything is awaited.
  #session: Promise<Session> | undefined;
  #inFlight = 0;

  constructor(surroundings: () => Surroundings = realSurroundings) {
    this.#surroundings = surroundings;
  }

  async configure({ config }: { readonly config: ConfigReader }): Promise<void> {
    const first = this.#session === undefined;
    const opened = this.#open(config);
    const address = engineAddress();
    if (first && address !== undefined)
      endWithEngine(
        address,
        () => this.#inFlight === 0,
        () => process.exit(0),
      );
    await opened;
  }

  check(olds: Properties, news: Properties): Promise<CheckResult> {
    return this.#during(making(news), (session) => check(session, olds, news));
  }

  diff(id: string, olds: Properties, news: Properties): Promise<DiffResult> {
    return this.#during(at("update", id, news), (session) => diff(session, id, olds, news));
  }

  create(inputs: Properties): Promise<Created> {
    return this.#online(making(inputs), (session) => create(session, inputs));
  }

  read(id: string, props: Properties): Promise<ReadResult> {
    return this.#online(at("read", id, props), (session) => read(session, id, props));
  }

  update(id: string, olds: Properties, news: Properties): Promise<{ readonly outs: Properties }> {
    return this.#online(at("update", id, news), (session) => update(session, id, olds, news));
  }

  delete(id: string, props: Properties): Promise<void> {
    return this.#online(at("delete", id, props), (session) => remove(session, id, props));
  }

  #open(config?: ConfigReader): Promise<Session> {
    this.#session ??= Promise.resolve().then(() => new Session(config, this.#surroundings()));
    return this.#session;
  }

  /** A verb that talks to Meta: refused while a setting is malformed. */
  #online<T>(deed: () => Deed, task: (session: Session) => Promise<T>): Promise<T> {
    return this.#during(deed, (session) => {
      session.requireSound();
      return task(session);
    });
  }

  async #during<T>(deed: () => Deed, task: (session: Session) => T | Promise<T>): Promise<T> {
    this.#inFlight++;
    try {
      return await task(await this.#open());
    } catch (error) {
      throw explained(error, deed());
    } finally {
      this.#inFlight--;
    }
  }
}

const at = (verb: Deed["verb"], id: string, props: Properties) => (): Deed => ({
  verb,
  ...parsePhysicalId(id),
  ...nameIn(props),
});

const making = (inputs: Properties) => (): Deed => ({
  verb: "create",
  wabaId: typeof inputs["wabaId"] === "string" ? inputs["wabaId"] : "(not set)",
  ...nameIn(inputs),
});

const nameIn = ({ name }: Properties): { readonly name?: string } => (typeof name === "string" ? { name } : {});
