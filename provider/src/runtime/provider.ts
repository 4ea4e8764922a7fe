import { endWithEngine } from "./engine-watch";
import { engineAddress } from "./engine-log";
import { check, type CheckResult } from "./check";
import { create, type Created } from "./create";
import { remove } from "./delete";
import { diff, type DiffResult } from "./diff";
import { explained, type Deed } from "./explain";
import { read, type ReadResult } from "./read";
import { realSurroundings, Session, type Surroundings } from "./session";
import type { ConfigReader } from "./settings";
import { parsePhysicalId, type Properties } from "./state";
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
export function sequenceHandler(surroundings: () => Surroundings = realSurroundings): ResourceHandler {
  // The runner calls other methods before `configure` has ended, so the promise is set before anything is awaited.
  let session: Promise<Session> | undefined;
  const opened = (config?: ConfigReader): Promise<Session> => (session ??= Promise.resolve().then(() => new Session(config, surroundings())));
  let inFlight = 0;
  const watch = once(() => {
    const address = engineAddress();
    if (address !== undefined) endWithEngine(address, () => inFlight === 0, () => process.exit(0));
  });

  async function during<T>(deed: () => Deed, task: (session: Session) => T | Promise<T>): Promise<T> {
    inFlight++;
    try {
      return await task(await opened());
    } catch (error) {
      throw explained(error, deed());
    } finally {
      inFlight--;
    }
  }

  const at = (verb: Deed["verb"], id: string, props: Properties) => (): Deed => ({ verb, ...parsePhysicalId(id), ...nameIn(props) });
  const online =
    <T>(task: (session: Session) => Promise<T>) =>
    (open: Session): Promise<T> => {
      open.requireSound();
      return task(open);
    };

  return {
    async configure({ config }) {
      watch();
      await opened(config);
    },
    check: (olds, news) => during(() => ({ verb: "create", wabaId: String(news["wabaId"]), ...nameIn(news) }), (open) => check(open, olds, news)),
    diff: (id, olds, news) => during(at("update", id, news), (open) => diff(open, id, olds, news)),
    create: (inputs) =>
      during(() => ({ verb: "create", wabaId: String(inputs["wabaId"]), ...nameIn(inputs) }), online((open) => create(open, inputs))),
    read: (id, props) => during(at("read", id, props), online((open) => read(open, id, props))),
    update: (id, olds, news) => during(at("update", id, news), online((open) => update(open, id, olds, news))),
    delete: (id, props) => during(at("delete", id, props), online((open) => remove(open, id, props))),
  };
}

const nameIn = ({ name }: Properties): { readonly name?: string } => (typeof name === "string" ? { name } : {});

function once(task: () => void): () => void {
  let done = false;
  return () => {
    if (!done) task();
    done = true;
  };
}
