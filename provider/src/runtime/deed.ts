import type { WhereToSet } from "../schema/settings";

interface Doing {
  readonly verb: "create" | "adopt" | "read" | "update" | "delete" | "list";
  /** Default: the places that a Pulumi program reads. */
  readonly whereToSet?: WhereToSet;
}

export interface SequenceDeed extends Doing {
  readonly resource: "sequence";
  readonly wabaId: string;
  readonly sequenceId?: string;
  readonly name?: string;
}

export interface CreativeDeed extends Doing {
  readonly resource: "ad creative";
  /** Digits, without `act_`. */
  readonly adAccountId: string;
  readonly creativeId?: string;
  readonly name?: string;
}

export interface AttachmentDeed extends Doing {
  readonly resource: "attachment";
  readonly adId: string;
  /** The creative that the ad is to have. */
  readonly creativeId?: string;
}

/** An order is made of messages to a person: they are sent, and what was sent is neither read nor changed. */
export interface OrderDeed extends Omit<Doing, "verb"> {
  readonly resource: "order";
  readonly verb: "send" | "change" | "read" | "cancel";
  /** What is sent, where it is one message. */
  readonly message?: "order_details" | "order_status";
  readonly phoneNumberId: string;
  readonly referenceId: string;
}

/** What was being done to what, for the first sentence of a failure. */
export type Deed = SequenceDeed | CreativeDeed | AttachmentDeed | OrderDeed;

export function named(deed: Deed): string {
  switch (deed.resource) {
    case "sequence":
      return deed.verb === "list"
        ? `the sequences of account ${deed.wabaId}`
        : object("sequence", deed.name, `account ${deed.wabaId}`, deed.wabaId, deed.sequenceId);
    case "ad creative":
      return object("ad creative", deed.name, `ad account ${deed.adAccountId}`, deed.adAccountId, deed.creativeId);
    case "attachment":
      return deed.creativeId === undefined
        ? `the attachment of ad ${deed.adId}`
        : `the attachment of ad creative ${deed.creativeId} to ad ${deed.adId}`;
    case "order": {
      const title = `order ${JSON.stringify(deed.referenceId)} (${deed.phoneNumberId}/${deed.referenceId})`;
      return deed.message === undefined ? title : `the ${deed.message} of ${title}`;
    }
    default:
      return deed satisfies never;
  }
}

function object(kind: string, name: string | undefined, account: string, accountId: string, id?: string): string {
  const title = name === undefined ? "" : ` ${JSON.stringify(name)}`;
  return id === undefined ? `${kind}${title} in ${account}` : `${kind}${title} (${accountId}/${id})`;
}

/** The first sentence of every failure. */
export function couldNot(deed: Deed): string {
  return `Could not ${deed.verb} ${named(deed)}.`;
}

const pastOf: Readonly<Partial<Record<Deed["verb"], string>>> = {
  create: "created",
  adopt: "adopted",
  update: "updated",
};

/** Begins a sentence about an object: `Sequence "a" (1/2)`. */
export function subject(deed: Deed): string {
  const object = named(deed);
  return `${object.charAt(0).toUpperCase()}${object.slice(1)}`;
}

/** First words about a write that worked, but not as wanted: `Sequence "a" (1/2) was created`. */
export function wasWritten(deed: Deed): string {
  return `${subject(deed)} was ${pastOf[deed.verb] ?? "written"}`;
}
