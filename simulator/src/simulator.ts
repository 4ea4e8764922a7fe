import { createControlToken } from "./control/access";
import { EventStream } from "./control/event-stream";
import { createControlHandler } from "./control/handler";
import { DataFolder } from "./data/data-folder";
import { FaultRegistry } from "./faults/fault-registry";
import { GraphSimulator } from "./graph-simulator";
import { Journal } from "./journal";
import type { SimulatorOptions } from "./options";
import { readPlatformDate } from "./platform/platform-date";
import { createGraphHandler } from "./server/graph-handler";
import { listen, type Listener } from "./server/listener";
import { SimulatorContext } from "./state/simulator-context";
import { WebhookDispatcher } from "./webhooks/webhook-dispatcher";

/** A running simulator. */
export interface Simulator extends GraphSimulator {
  /** Base URL that replaces `https://graph.facebook.com`. */
  readonly url: string;
  /** Base URL of the control API, for tests in other processes, and address of the page for browsers. `GET /` lists its routes. */
  readonly controlUrl: string;
  /**
   * Allows a browser page on this machine to write to the control API, as `Authorization: Bearer ...`. Generated at each start.
   * Programs that send application/json do not need it.
   */
  readonly controlToken: string;
  close(): Promise<void>;
}

/** Starts a simulator on two loopback ports. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const platformDate = readPlatformDate(options.platformDate, process.env);
  const context = new SimulatorContext({ ...options, platformDate });
  const { changes } = context;
  const journal = new Journal((number) => changes.publish("calls", number?.toString()));
  const [faults, webhooks] = [new FaultRegistry(() => changes.publish("faults")), new WebhookDispatcher(context)];
  const simulator = new GraphSimulator({ context, journal, faults, webhooks }, options);
  const [controlToken, events] = [createControlToken(), new EventStream(simulator, changes)];
  let [origin, controlOrigin] = ["", ""];
  const graphHandler = createGraphHandler({
    context,
    journal,
    faults,
    notifyWebhooks: () => webhooks.deliverNotices(),
    origin: () => origin,
    controlOrigin: () => controlOrigin,
  });
  const data =
    options.dataDir === undefined ? undefined : await DataFolder.open(options.dataDir, { context, faults, webhooks });
  let [graph, control]: [Listener | undefined, Listener | undefined] = [undefined, undefined];
  const close = async (): Promise<void> => {
    // First, because the rest removes fault rules and the subscription.
    const saved = data?.close();
    faults.clear();
    await Promise.all([graph?.close(), control?.close(), webhooks.close(), saved]);
  };
  try {
    graph = await listen(options.port ?? 0, graphHandler);
    origin = graph.url;
    control = await listen(options.controlPort ?? 0, createControlHandler({ simulator, controlToken, events }));
    controlOrigin = control.url;
    await webhooks.start(options.webhook);
  } catch (error) {
    await close();
    throw error;
  }
  return Object.assign(simulator, { url: graph.url, controlUrl: control.url, controlToken, close });
}
