import type {
  Ad,
  AdAccount,
  AdSet,
  App,
  Conversation,
  Creative,
  FacebookPage,
  Person,
  PhoneNumber,
  Sequence,
  Token,
  Waba,
} from "./entities";
import type { StoredMessage, Notice, StoredOrder } from "./orders";
import type { Template } from "./templates";

export class Collection<Entity extends { readonly id: string }> {
  #rows: Map<string, Entity> = new Map();

  get(id: string): Entity | undefined {
    return this.#rows.get(id);
  }

  put(entity: Entity): void {
    this.#rows.set(entity.id, entity);
  }

  delete(id: string): boolean {
    return this.#rows.delete(id);
  }

  all(): readonly Entity[] {
    return [...this.#rows.values()];
  }

  snapshot(): () => void {
    const kept = new Map(this.#rows);
    return () => {
      this.#rows = new Map(kept);
    };
  }
}

/** Entities are never mutated, only replaced, so a snapshot is a copy of the maps. */
export class Store {
  readonly apps: Collection<App> = new Collection();
  readonly wabas: Collection<Waba> = new Collection();
  readonly adAccounts: Collection<AdAccount> = new Collection();
  readonly pages: Collection<FacebookPage> = new Collection();
  readonly phoneNumbers: Collection<PhoneNumber> = new Collection();
  readonly tokens: Collection<Token> = new Collection();
  readonly sequences: Collection<Sequence> = new Collection();
  readonly creatives: Collection<Creative> = new Collection();
  readonly adSets: Collection<AdSet> = new Collection();
  readonly ads: Collection<Ad> = new Collection();
  /** People who were seeded, clicked, wrote or received a message. Others are derived from their number. */
  readonly people: Collection<Person> = new Collection();
  readonly messages: Collection<StoredMessage> = new Collection();
  readonly orders: Collection<StoredOrder> = new Collection();
  readonly templates: Collection<Template> = new Collection();
  readonly conversations: Collection<Conversation> = new Collection();
  /** Queued notices. A write that is not stored removes its own. */
  readonly notices: Collection<Notice> = new Collection();
  #lastOrdinal = 0;

  nextOrdinal(): number {
    this.#lastOrdinal += 1;
    return this.#lastOrdinal;
  }

  /** Returns a function that restores the current content. Ordinals continue: positions are never reused. */
  snapshot(): () => void {
    const restores = [
      this.apps.snapshot(),
      this.wabas.snapshot(),
      this.adAccounts.snapshot(),
      this.pages.snapshot(),
      this.phoneNumbers.snapshot(),
      this.tokens.snapshot(),
      this.sequences.snapshot(),
      this.creatives.snapshot(),
      this.adSets.snapshot(),
      this.ads.snapshot(),
      this.people.snapshot(),
      this.messages.snapshot(),
      this.orders.snapshot(),
      this.templates.snapshot(),
      this.conversations.snapshot(),
      this.notices.snapshot(),
    ];
    return () => restores.forEach((restore) => restore());
  }
}

/** Returns the entity, or throws a RangeError. For calls without a Graph request. */
export function getOrThrow<Entity>(entity: Entity | undefined, kind: string, id: string): Entity {
  if (entity === undefined) throw new RangeError(`the simulator has no ${kind} ${id}`);
  return entity;
}
