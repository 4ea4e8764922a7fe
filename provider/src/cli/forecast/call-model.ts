import { pageSize } from "../../client/sequences";

/** Numbers of operations of one provider process in one account. */
interface OperationCounts {
  readonly creates: number;
  readonly adoptions: number;
  readonly updates: number;
  readonly deletes: number;
  readonly reads: number;
}

export interface SequenceWork extends OperationCounts {
  /** Sequences that the account contains before the update. */
  readonly existing: number;
  /** Read-backs that writes of a wave share: one of its creates, and one of its updates and adoptions. */
  readonly sharedReads: number;
  /** True if the process also writes ads or creatives: what an earlier listing shows of a sequence in an ad is not certain then. */
  readonly writesAds: boolean;
}

/** Writes that a process sends at once by default (`whatsapp:writeConcurrency`). */
const writesAtOnce = 4;
/** Most steps that share a read-back, which waits a second for others. */
const mostInWave = 16;

/** Numbers the waves of writes, which end together, so that those in one account share their read-back. */
export class Waves {
  readonly #size: number;
  #count = 0;

  constructor(parallel: number) {
    this.#size = Math.max(1, Math.min(parallel, mostInWave));
  }

  /** Returns the number of the next write's wave. */
  next(): number {
    return Math.floor(this.#count++ / this.#size);
  }
}

/** Counts the calls for the sequences of a WhatsApp Business Account. */
export function countSequenceCalls(work: SequenceWork): number {
  const { creates, adoptions, updates, deletes, reads, existing, sharedReads, writesAds } = work;
  const pages = pagesOf(existing);
  // Before its first create, a process lists the account, so that it creates nothing twice.
  const listing = creates > 0 ? pages : 0;
  // An adoption sends a POST only if the content differs, which a plan does not tell.
  const writes = creates + adoptions + updates + deletes;
  // It reads the sequence first, together with those that are sent at the same time.
  const adopted = Math.ceil(adoptions / writesAtOnce);
  // Writes that end together share one page to read them back. A page that is full by then takes a further request once.
  const readBacks = sharedReads + pagesOf(existing + creates) - pages;
  // A delete needs no read if a listing of this run shows the sequence.
  const isListed = (creates > 0 || (reads > 1 && reads >= pages)) && !writesAds;
  return (
    listing + writes + adopted + readBacks + countReads(reads, pages) + (isListed ? 0 : countReads(deletes, pages))
  );
}

/** Requests of a listing. An empty account has a page too. */
function pagesOf(rows: number): number {
  return Math.max(1, Math.ceil(rows / Number(pageSize)));
}

/** Counts the calls that read sequences: by id, or by listing them if that takes fewer. */
function countReads(reads: number, pages: number): number {
  return Math.min(reads, pages);
}

/** Counts the calls for the creatives of an ad account. */
export function countCreativeCalls({ creates, adoptions, updates, deletes, reads }: OperationCounts): number {
  // Before its first create, a process lists the newest creatives: at least one page, at most three.
  const listing = creates > 0 ? 1 : 0;
  // The response to a write contains the creative; an adoption or deletion reads it first.
  return listing + creates + updates + 2 * (adoptions + deletes) + reads;
}

/** Counts the calls for attachments of creatives to ads. Only an update knows the ad already; only a deletion reads it afterwards. */
export function countAttachmentCalls({ creates, updates, deletes, reads }: OperationCounts): number {
  return 2 * creates + updates + 3 * deletes + reads;
}
