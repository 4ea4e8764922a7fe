import type { Json } from "../json";
import type { WireOptions } from "../state/wire";
import type { RequestKind } from "../graph/request";

/** Which requests a rule speaks of; every given part must hold. */
export interface FaultMatch {
  /** GET, POST or DELETE. */
  readonly method?: string;
  /** What is wanted; tells a create from an update, which share method and path. "send" is a message to a person, "batch" a whole batch. */
  readonly verb?: RequestKind;
  /** The path without version and query; `*` stands for anything. */
  readonly path?: string;
  /** The business account: in the path, or that of the sequence or phone number in the path. */
  readonly wabaId?: string;
  /** The app behind the token. */
  readonly appId?: string;
  /** The sequence, creative, ad or phone number: in the path or as `sequence_id`; of a message also its `to`. */
  readonly id?: string;
}

/** What happens instead of, or besides, the ordinary answer. Plain data, so it can come through the control door. */
export type FaultEffect =
  /** This status, body and headers. A body that is text is sent as it is. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly body?: Json;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** An error in Graph's envelope; the HTTP status follows from the code unless given. */
  | {
      readonly kind: "graph";
      readonly code: number;
      readonly subcode?: number;
      readonly message?: string;
      readonly title?: string;
      readonly userMessage?: string;
      readonly type?: string;
      readonly isTransient?: boolean;
      readonly errorData?: Json;
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** An error whose message repeats the Authorization header as it came, or the token that came in another place. Default code 190. */
  | { readonly kind: "echo"; readonly code?: number }
  /** The ordinary answer, later. */
  | { readonly kind: "delay"; readonly delayMs: number }
  /** The connection is reset. */
  | { readonly kind: "drop" }
  /** No answer, ever; the connection stays open. */
  | { readonly kind: "hang" }
  /** An item of a batch takes too long and is answered with null. With `when: "after"` it was done nevertheless. Strikes items of batches only. */
  | { readonly kind: "timeout" }
  /** The ordinary answer announced in full, cut after so many bytes. */
  | { readonly kind: "truncate"; readonly bytes: number }
  /** The ordinary answer in pieces of so many bytes, with a pause after each; ends early only with the connection. */
  | { readonly kind: "slow-body"; readonly chunkBytes: number; readonly everyMs: number }
  /** The ordinary answer after white space, so that the body has so many bytes, or never ends. Give one of the two. */
  | { readonly kind: "pad"; readonly bytes?: number; readonly endless?: boolean }
  /**
   * The ordinary answer, compressed. `as` is the `content-encoding` that is claimed, when it is another; "identity" does not compress.
   * `bytes` is the size unpacked, white space in front included.
   */
  | {
      readonly kind: "encode";
      readonly encoding: "gzip" | "br" | "deflate" | "identity";
      readonly as?: string;
      readonly bytes?: number;
    }
  /** The ordinary answer of a write that is not kept. */
  | { readonly kind: "drop-write" }
  /**
   * The ordinary answer, which says nothing of the end of its connection: closed right after it (default), or reset when the next
   * request comes on it, which is not read and not in the journal.
   */
  | { readonly kind: "close"; readonly on?: "answer" | "next-request" }
  /** Fixes the usage headers of an answer, errors of other rules included. What is left out is 0. */
  | {
      readonly kind: "usage";
      /** `X-App-Usage`. */
      readonly app?: UsagePercent;
      /** `X-Business-Use-Case-Usage`. */
      readonly business?: UsagePercent & {
        /** `estimated_time_to_regain_access`. */
        readonly regainAccessMinutes?: number;
        /** Default "whatsapp_business_management". */
        readonly type?: string;
        /** Default: the business account in the path, otherwise the default one. */
        readonly accountId?: string;
      };
    }
  /** Answered as if these wire options were set. */
  | { readonly kind: "wire"; readonly options: Partial<WireOptions> }
  /** A read is answered from what was held before the last write. */
  | { readonly kind: "stale-read" }
  /**
   * While a sequence, creative, ad set or ad is made, somebody else makes one with the same name and content in the same account (and
   * app). It stands before the other in the order of making, or, with `when: "after"`, after it.
   */
  | { readonly kind: "concurrent-duplicate" }
  /**
   * A write is stored changed, in the parts that are named; the answer says nothing of it. Of creatives, ad sets and ads that is the
   * name: a rule that names other parts only does not strike them.
   */
  | {
      readonly kind: "transform";
      readonly name?: TextChanges;
      readonly text?: TextChanges;
      /** Of every ice breaker. */
      readonly title?: TextChanges;
      readonly autofill?: TextChanges;
    };

/** Percent of what is allowed. */
export interface UsagePercent {
  readonly callCount?: number;
  readonly totalTime?: number;
  readonly totalCpuTime?: number;
}

/** White space at the ends, Unicode composition, CRLF and CR as LF, or cut after so many characters, with "..." or without (default). */
export type TextChange = "trim" | "NFC" | "line-ends" | { readonly cut: number; readonly ellipsis?: boolean };
/** One change, or several, one after the other. */
export type TextChanges = TextChange | readonly TextChange[];

export type FaultKind = FaultEffect["kind"];
export type EffectOf<Kind extends FaultKind> = Extract<FaultEffect, { readonly kind: Kind }>;

export interface FaultRule {
  readonly match?: FaultMatch;
  readonly effect: FaultEffect;
  /** Whether a write has happened when the effect strikes. Default "before": the store is untouched. */
  readonly when?: "before" | "after";
  /** The first matching request that is hit, from 1. Default 1. */
  readonly nth?: number;
  /** How many matching requests are hit from there; "always" for all. Default 1. */
  readonly times?: number | "always";
}

export interface FaultHandle {
  readonly id: string;
  /** How many requests it was meant for. */
  readonly fired: number;
  /**
   * Settles at the moment the effect first strikes: with "before" the store is untouched, with "after" the write has happened.
   * Rejects with a RangeError when the rule is removed unfired.
   */
  readonly hit: Promise<void>;
  remove(): void;
}
