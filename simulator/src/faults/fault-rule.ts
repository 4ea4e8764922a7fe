import type { Json } from "../json";
import type { WireOptions } from "../state/wire";
import type { RequestKind } from "../graph/request";

/** Conditions for requests; all given conditions must match. */
export interface FaultMatch {
  /** GET, POST or DELETE. */
  readonly method?: string;
  /** Kind of request; distinguishes create from update, which share method and path. "send" is a message to a person, "batch" a whole batch. */
  readonly verb?: RequestKind;
  /** Path without version and query; `*` matches any text. */
  readonly path?: string;
  /** Business account in the path, or of the sequence or phone number in the path. */
  readonly wabaId?: string;
  /** App of the token. */
  readonly appId?: string;
  /** Id of the sequence, creative, ad or phone number in the path or as `sequence_id`; for a message also its `to`. */
  readonly id?: string;
}

/** Replacement for the ordinary answer, or addition to it. Plain data, so that the control API accepts it. */
export type FaultEffect =
  /** This status, body and headers. A text body is sent unchanged. */
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
  /** An error whose message repeats the Authorization header, or the token from query or body. Default code 190. */
  | { readonly kind: "echo"; readonly code?: number }
  /** The ordinary answer, later. */
  | { readonly kind: "delay"; readonly delayMs: number }
  /** The connection is reset. */
  | { readonly kind: "drop" }
  /** No answer, ever; the connection stays open. */
  | { readonly kind: "hang" }
  /** A batch item takes too long and is answered with null. With `when: "after"` it is executed. Applies to batch items only. */
  | { readonly kind: "timeout" }
  /** The ordinary answer, announced in full and cut after `bytes`. */
  | { readonly kind: "truncate"; readonly bytes: number }
  /** The ordinary answer in pieces of `chunkBytes`, with a pause of `everyMs` after each. */
  | { readonly kind: "slow-body"; readonly chunkBytes: number; readonly everyMs: number }
  /** The ordinary answer after white space, so that the body has `bytes` bytes or never ends. Give one of the two. */
  | { readonly kind: "pad"; readonly bytes?: number; readonly endless?: boolean }
  /**
   * The ordinary answer, compressed. `as` announces another `content-encoding`; "identity" does not compress. `bytes` is the unpacked size,
   * including leading white space.
   */
  | {
      readonly kind: "encode";
      readonly encoding: "gzip" | "br" | "deflate" | "identity";
      readonly as?: string;
      readonly bytes?: number;
    }
  /** The ordinary answer of a write that is not stored, without the object that `fields` asks for. */
  | { readonly kind: "drop-write" }
  /**
   * The ordinary answer, then a connection end that the answer does not announce: closed right after it (default), or reset at the next
   * request, which is neither read nor in the journal.
   */
  | { readonly kind: "close"; readonly on?: "answer" | "next-request" }
  /** Sets the usage headers of any answer, including errors of other rules. Missing values are 0. */
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
  /** The answer with these wire options. */
  | { readonly kind: "wire"; readonly options: Partial<WireOptions> }
  /** A read of the content before the last write. */
  | { readonly kind: "stale-read" }
  /**
   * While a sequence, creative, ad set or ad is created, another client creates one with the same name and content in the same account
   * (and app). It comes first in the order of creation, or second with `when: "after"`.
   */
  | { readonly kind: "concurrent-duplicate" }
  /**
   * A write is stored with the given fields changed; the answer does not show it, nor the object that `fields` asks for. Creatives, ad sets
   * and ads only have the name: a rule without `name` does not apply to them.
   */
  | {
      readonly kind: "transform";
      readonly name?: TextChanges;
      readonly text?: TextChanges;
      /** Title of every ice breaker. */
      readonly title?: TextChanges;
      readonly autofill?: TextChanges;
    };

/** Percent of the limit. */
export interface UsagePercent {
  readonly callCount?: number;
  readonly totalTime?: number;
  readonly totalCpuTime?: number;
}

/** Trim, Unicode composition, CRLF and CR to LF, or cut after `cut` characters, with or without (default) "...". */
export type TextChange = "trim" | "NFC" | "line-ends" | { readonly cut: number; readonly ellipsis?: boolean };
/** One change, or several in order. */
export type TextChanges = TextChange | readonly TextChange[];

export type FaultKind = FaultEffect["kind"];
export type EffectOf<Kind extends FaultKind> = Extract<FaultEffect, { readonly kind: Kind }>;

export interface FaultRule {
  readonly match?: FaultMatch;
  readonly effect: FaultEffect;
  /** Moment of the effect: before or after the write. Default "before". */
  readonly when?: "before" | "after";
  /** Number of the first affected request among the matching ones, from 1. Default 1. */
  readonly nth?: number;
  /** Number of affected requests from there; "always" for all. Default 1. */
  readonly times?: number | "always";
}

export interface FaultHandle {
  readonly id: string;
  /** Number of affected requests. */
  readonly fired: number;
  /**
   * Resolves when the rule first takes effect: with "before" the write has not happened, with "after" it has. Rejects with a RangeError
   * if the rule is removed before that.
   */
  readonly hit: Promise<void>;
  remove(): void;
}
