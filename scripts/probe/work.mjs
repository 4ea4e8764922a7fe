/** Names, content and rows that experiments share. */
import { Undecided } from "./stops.mjs";

/**
 * @typedef {object} Finding
 * @property {string} answer
 * @property {{ wire?: object, behaviour?: object }} [set] The matching switches of the simulator.
 *
 * @typedef {object} Experiment
 * @property {string} name
 * @property {string} question
 * @property {string[]} switches The switches that it decides, e.g. `wire.listShape`; may be empty.
 * @property {(work: Work) => Promise<Finding>} run Throws `Undecided` with the reason.
 */

/** Short, so that a limit on one field does not affect the answer about another. */
const parts = {
  autofill_message: { content: "Auto" },
  ice_breakers: [{ title: "One" }, { title: "Two" }],
};

export class Work {
  account;
  graph;
  prefix;
  inUseSequenceId;
  #shared = new Map();
  #count = 0;

  /** @param {{ account: import("./account.mjs").Account, graph: import("./graph.mjs").Graph, prefix: string, inUseSequenceId?: string }} options */
  constructor({ account, graph, prefix, inUseSequenceId }) {
    Object.assign(this, { account, graph, prefix, inUseSequenceId });
  }

  /** Returns a text that is unique in this run. */
  mark() {
    this.#count += 1;
    return `v${this.#count}.`;
  }

  /** Returns a name and a complete content, with changes. */
  fields(label, content = {}) {
    return { name: this.prefix + label, welcome_message_sequence: { text: this.mark(), ...parts, ...content } };
  }

  /** Creates three rows and reads the list. The second row has only a text. */
  sample() {
    return this.#once("sample", async () => {
      const whole = this.fields("whole");
      const { id, refusal, answer } = await this.account.create(whole);
      if (id === undefined) throw new Error(`an ordinary create was refused with ${refusal}`);
      const bare = { name: `${this.prefix}bare`, welcome_message_sequence: { text: this.mark() } };
      const ids = [id, await this.account.mustCreate(bare), await this.account.mustCreate(this.fields("third"))];
      const look = await this.account.lookUntil((rows) => ids.every((made) => rows.some((row) => row.id === made)));
      const row = (wanted, what) => {
        const found = look.rows.find((one) => one.id === wanted);
        if (found === undefined) throw new Undecided(`the list does not show ${what}`);
        return found;
      };
      return { look, created: answer, ids, sent: whole, whole: () => row(ids[0], "it"), bare: () => row(ids[1], "it") };
    });
  }

  /** Creates the row that experiments about updates change, one after another. */
  edited() {
    return this.#once("edited", () => this.account.mustCreate(this.fields("edited")));
  }

  /** Checks that Meta still accepts an ordinary create, so that an error was caused by the question. */
  async control() {
    await this.account.mustCreate(this.fields("control"));
  }

  /** Returns the id of a row that was created and removed. */
  async gone() {
    const id = await this.account.mustCreate(this.fields("gone"));
    await this.account.rowOnce(id);
    const { refusal } = await this.account.remove(id);
    if (refusal !== undefined) throw new Error(`an ordinary delete was refused with ${refusal}`);
    const { seen } = await this.account.lookUntil((rows) => rows.every((row) => row.id !== id));
    if (!seen) throw new Undecided("the list went on to show what was deleted");
    return id;
  }

  /** Memoizes a step, including its failure. Its requests are evidence for each experiment that uses it. */
  async #once(key, make) {
    const { exchanges } = this.graph;
    const kept = this.#shared.get(key);
    if (kept !== undefined) {
      exchanges.push(...kept.exchanges);
      return kept.made;
    }
    const from = exchanges.length;
    const made = make();
    const keep = () => this.#shared.set(key, { made, exchanges: exchanges.slice(from) });
    await made.then(keep, keep);
    return made;
  }
}
