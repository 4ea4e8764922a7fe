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
  ReceivedMessage,
  Sequence,
  Token,
  Waba,
} from "./entities";
import type { StoredMessage, Notice, StoredOrder } from "./orders";
import type { Template } from "./templates";

/** Rows by id, in the order in which they were added. */
export class Collection<Entity extends { readonly id: string }> {
  readonly #onChange: () => void;
  #rows: Map<string, Entity> = new Map();

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get(id: string): Entity | undefined {
    return this.#rows.get(id);
  }

  put(entity: Entity): void {
    this.#rows.set(entity.id, entity);
    this.#onChange();
  }

  delete(id: string): boolean {
    const isKnown = this.#rows.delete(id);
    if (isKnown) this.#onChange();
    return isKnown;
  }

  replace(entities: readonly Entity[]): void {
    this.#rows = new Map(entities.map((entity) => [entity.id, entity]));
    this.#onChange();
  }

  all(): readonly Entity[] {
    return [...this.#rows.values()];
  }

  snapshot(): () => void {
    const kept = new Map(this.#rows);
    return () => {
      this.#rows = new Map(kept);
      this.#onChange();
    };
  }
}

/** Content of a store as plain data. */
export interface SavedStore {
  readonly lastOrdinal: number;
  /** Rows by collection. */
  readonly rows: Readonly<Record<string, readonly { readonly id: string }[]>>;
}

/** Entities are never mutated, only replaced, so a snapshot is a copy of the maps. */
export class Store {
  readonly #collections = new Map<string, Collection<{ readonly id: string }>>();
  readonly #onChange: () => void;
  readonly apps = this.#create<App>("apps");
  readonly wabas = this.#create<Waba>("wabas");
  readonly adAccounts = this.#create<AdAccount>("adAccounts");
  readonly pages = this.#create<FacebookPage>("pages");
  readonly phoneNumbers = this.#create<PhoneNumber>("phoneNumbers");
  readonly tokens = this.#create<Token>("tokens");
  readonly sequences = this.#create<Sequence>("sequences");
  readonly creatives = this.#create<Creative>("creatives");
  readonly adSets = this.#create<AdSet>("adSets");
  readonly ads = this.#create<Ad>("ads");
  /** People who were seeded, clicked, wrote or received a message. Others are derived from their number. */
  readonly people = this.#create<Person>("people");
  /** Messages of the business to people. */
  readonly messages = this.#create<StoredMessage>("messages");
  /** Messages of people to the business. */
  readonly receivedMessages = this.#create<ReceivedMessage>("receivedMessages");
  readonly orders = this.#create<StoredOrder>("orders");
  readonly templates = this.#create<Template>("templates");
  readonly conversations = this.#create<Conversation>("conversations");
  /** Queued notices. A write that is not stored removes its own. */
  readonly notices = this.#create<Notice>("notices");
  #lastOrdinal = 0;

  /** `onChange` is called after each change of a collection. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  nextOrdinal(): number {
    this.#lastOrdinal += 1;
    return this.#lastOrdinal;
  }

  /** Returns a function that restores the current content. Ordinals continue: positions are never reused. */
  snapshot(): () => void {
    const restores = [...this.#collections.values()].map((collection) => collection.snapshot());
    return () => restores.forEach((restore) => restore());
  }

  save(): SavedStore {
    const rows = [...this.#collections].map(([name, collection]) => [name, collection.all()] as const);
    return { lastOrdinal: this.#lastOrdinal, rows: Object.fromEntries(rows) };
  }

  /** Replaces all content. */
  load({ lastOrdinal, rows }: SavedStore): void {
    this.#lastOrdinal = lastOrdinal;
    this.#collections.forEach((collection, name) => collection.replace(rows[name] ?? []));
  }

  #create<Entity extends { readonly id: string }>(name: string): Collection<Entity> {
    const collection = new Collection<Entity>(() => this.#onChange());
    this.#collections.set(name, collection);
    return collection;
  }
}

/** Returns the entity, or throws a RangeError. For calls without a Graph request. */
export function getOrThrow<Entity>(entity: Entity | undefined, kind: string, id: string): Entity {
  if (entity === undefined) throw new RangeError(`the simulator has no ${kind} ${id}`);
  return entity;
}
