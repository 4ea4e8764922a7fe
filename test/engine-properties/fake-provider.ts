import type { PropertyMap } from "../../engine/src/state";

/** Outputs that the provider adds to the inputs. */
export const outputKeys: readonly string[] = ["serial", "revision", "token"];
/** Part of every secret text, so that one search finds any of them. Base64 has no hyphen, so no ciphertext contains it by chance. */
export const secretWord = "hush-hush";

export interface ProviderRow {
  /** Key of the resource that created it. Empty for rows that existed before any program ran. */
  readonly urn: string;
  readonly properties: PropertyMap;
}

/** Cause of a removal. "container": the row that contains it was removed. */
export type Removal = "provider" | "drift" | "container";

/** Stores the rows of the fake provider in memory. Removing a row also removes the rows inside it (`within`). */
export class FakeProvider {
  readonly rows = new Map<string, ProviderRow>();
  readonly removals = new Map<string, Removal>();
  #serial = 0;

  create(urn: string, inputs: PropertyMap): string {
    this.#serial += 1;
    const id = `row-${String(this.#serial).padStart(4, "0")}`;
    const token = inputs["sealed"] === true ? { token: `${secretWord}-token-${id}` } : {};
    this.rows.set(id, { urn, properties: { ...inputs, serial: this.#serial, revision: 1, ...token } });
    return id;
  }

  update(id: string, inputs: PropertyMap): void {
    const { urn, properties } = this.row(id);
    const { serial = 0, revision } = properties;
    const token = inputs["sealed"] === true ? { token: `${secretWord}-token-${id}` } : {};
    this.rows.set(id, { urn, properties: { ...inputs, serial, revision: Number(revision) + 1, ...token } });
  }

  /** Removes a row. Removing a missing row succeeds, as it should in providers. */
  remove(id: string, removal: Removal): void {
    if (!this.rows.delete(id)) {
      return;
    }
    this.removals.set(id, removal);
    for (const [inner, { properties }] of [...this.rows]) {
      if (properties["within"] === id) {
        this.remove(inner, removal === "drift" ? "drift" : "container");
      }
    }
  }

  /** Changes a row outside of Pulumi. */
  drift(id: string, text: string): void {
    const { urn, properties } = this.row(id);
    this.rows.set(id, { urn, properties: { ...properties, text } });
  }

  row(id: string): ProviderRow {
    const row = this.rows.get(id);
    if (row === undefined) {
      throw new Error(`${id} does not exist`);
    }
    return row;
  }
}
