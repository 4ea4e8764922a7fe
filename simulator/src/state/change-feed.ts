/** Parts of a simulator that can change. "calls" and "deliveries" are lists of rows; clients read the other parts again. */
export const topics = ["calls", "deliveries", "content", "faults", "options", "clock", "webhook"] as const;
export type Topic = (typeof topics)[number];

/** Called after each change. `id` is the row that was added or changed; undefined for another change, such as a removal. */
export type ChangeListener = (topic: Topic, id?: string) => void;

/** Reports changes of one simulator to those who watch it: the page's event stream and the data folder. */
export class ChangeFeed {
  readonly #listeners = new Set<ChangeListener>();

  publish(topic: Topic, id?: string): void {
    for (const listener of this.#listeners) listener(topic, id);
  }

  /** Returns a function that ends the subscription. */
  subscribe(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
