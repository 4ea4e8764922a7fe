import type { UpdateEvent } from "pulumi-whatsapp-simulator";
import { callApi } from "./api";
import { store } from "./app-store";
import type { Content, Fault } from "./content";

type Topic = UpdateEvent["changed"][number];

/** Reads a part of the state again. */
const readers: Readonly<Record<Topic, () => Promise<void>>> = {
  content: async () => store.set({ content: await callApi<Content>("GET", "/state") }),
  options: () => readers.content(),
  faults: async () =>
    store.set({ faults: (await callApi<{ readonly data: readonly Fault[] }>("GET", "/faults")).data }),
  clock: async () => {
    const { nowMs } = await callApi<{ readonly nowMs: number }>("GET", "/clock");
    const { date } = await callApi<{ readonly date: string }>("GET", "/platform-date");
    store.set({ clock: { aheadMs: nowMs - Date.now(), platformDate: date } });
  },
  webhook: async () =>
    store.set(await callApi<{ readonly webhook: { readonly url: string } | null }>("GET", "/webhook")),
};

/** Milliseconds between two reads of a part, so that many changes do not keep the simulator busy. */
const pauseMs = 150;

/** Reads each part once at a time, and once more if it changed meanwhile. */
class Refresher {
  readonly #stale = new Set<Topic>();
  readonly #reading = new Set<Topic>();

  refresh(topic: Topic): void {
    this.#stale.add(topic);
    if (!this.#reading.has(topic)) void this.#read(topic);
  }

  async #read(topic: Topic): Promise<void> {
    this.#reading.add(topic);
    while (this.#stale.delete(topic)) {
      // A failed read ends with the connection; the next one reads everything.
      await readers[topic]().catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    this.#reading.delete(topic);
  }
}

/** Follows the simulator. The browser reconnects by itself and resumes after the last event. */
export function followEvents(): void {
  const refresher = new Refresher();
  const source = new EventSource("/events");
  let run: string | undefined;
  source.addEventListener("open", () => store.set({ connection: "open" }));
  source.addEventListener("error", () => store.set({ connection: "lost" }));
  source.addEventListener("update", ({ data }: MessageEvent<string>) => {
    const update = JSON.parse(data) as UpdateEvent;
    run ??= update.run;
    // Another start of the simulator has another token for writes, which only its page contains.
    if (update.run !== run) location.reload();
    store.apply(update);
    update.changed.forEach((topic) => refresher.refresh(topic));
  });
}
