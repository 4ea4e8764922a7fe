/** What an error code of WhatsApp's messages means for the one who sent. */
export type MessageErrorKind =
  /** This person cannot get this message, however often it is sent. */
  | "cannot-receive"
  /** An order_status that may not follow the last valid one. */
  | "invalid-transition"
  /** An order that is paid for, or about to be, cannot be canceled. */
  | "cannot-cancel"
  /** The business has not accepted the terms of WhatsApp Payments. */
  | "terms-not-accepted"
  /** Too much was sent by app, account or number. */
  | "throttled"
  /** Too much was sent to one person; others are not affected. */
  | "recipient-throttled"
  /** Meta holds back what people do not want. */
  | "quality-limited"
  /** More than 24 hours since the person wrote. */
  | "window-closed"
  /** The message itself is wrong. */
  | "invalid"
  /** An image, a document or the like could not be fetched or taken. */
  | "media"
  /** The template or its parameters are wrong, or it may not be used. */
  | "template"
  /** The same of a flow. */
  | "flow"
  /** The token. */
  | "credentials"
  /** The token is fine, but not for this. */
  | "permission"
  /** Number or account are not set up to send. */
  | "account"
  /** Meta blocked the account for breaking its policies. */
  | "blocked"
  /** Trouble of Meta's own that passes. */
  | "transient"
  | "other";

/** `never` without a change of something; `backoff`: after growing pauses; `later`: after the time or the event that the advice names. */
export type MessageErrorRetry = "never" | "backoff" | "later";

/** An error code of the messages endpoint and of its webhooks. */
export interface MessageError {
  readonly code: number;
  /** To be read by people: Meta changes titles, and asks to build on `code` and details. */
  readonly title: string;
  readonly kind: MessageErrorKind;
  /** A reading of Meta's advice, for the same message. Whether an earlier attempt arrived is another question. */
  readonly retry: MessageErrorRetry;
  /** What to do next, in one sentence. */
  readonly advice: string;
}

/**
 * What a code means, wherever it came: in an answer or by webhook. The HTTP status decides nothing: throttles come with 400.
 * @param details Meta's `error_data.details`: of 131005 they alone tell a missing permission from terms that are not accepted.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
export function messageErrorOf(code: number, details = ""): MessageError {
  const known = table.get(code);
  if (known === undefined)
    return isPermission(code) ? entry(code, "API Permission", "permission") : entry(code, "Unknown error", "other");
  return code === 131005 && linksTerms(details) ? entry(code, known.title, "terms-not-accepted") : known;
}

const isPermission = (code: number): boolean => Number.isInteger(code) && code >= 200 && code <= 299;
const linksTerms = (details: string): boolean => /\bterms\b/i.test(details) && details.includes("https://");

type Row = readonly [code: number, title: string, kind: MessageErrorKind, retry: MessageErrorRetry];

// Meta's table of error codes, text of 2025-12-12; 2040, 2046, 2047 of the pages about orders, 131064 of Meta's changelog of
// 2026-04-17, 139000 to 139004 of a client library. Titles may differ from Meta's to the letter.
const rows: readonly Row[] = [
  [0, "AuthException", "credentials", "never"],
  [1, "API Unknown", "other", "never"],
  [2, "API Service", "transient", "backoff"],
  [3, "API Method", "permission", "never"],
  [4, "API Too Many Calls", "throttled", "backoff"],
  [10, "Permission Denied", "permission", "never"],
  [33, "Parameter value is not valid (phone number deleted)", "invalid", "never"],
  [100, "Invalid parameter", "invalid", "never"],
  [190, "Access token has expired", "credentials", "never"],
  [368, "Temporarily blocked for policies violations", "blocked", "never"],
  [2040, "Message is not supported", "cannot-receive", "never"],
  [2046, "Order status invalid transition", "invalid-transition", "never"],
  [2047, "Order cancellation failure", "cannot-cancel", "never"],
  [80007, "Rate limit issues (WABA)", "throttled", "backoff"],
  [130429, "Rate limit hit (throughput)", "throttled", "backoff"],
  [130472, "User's number is part of an experiment", "cannot-receive", "never"],
  [130497, "Business account restricted from messaging users in this country", "blocked", "never"],
  [131000, "Something went wrong", "transient", "backoff"],
  [131005, "Access denied", "permission", "never"],
  [131008, "Required parameter is missing", "invalid", "never"],
  [131009, "Parameter value is not valid", "invalid", "never"],
  [131016, "Service unavailable", "transient", "backoff"],
  [131021, "Recipient cannot be sender", "invalid", "never"],
  [131026, "Message undeliverable", "cannot-receive", "never"],
  [131031, "Account has been locked", "blocked", "never"],
  [131037, "Display name needs approval", "account", "never"],
  [131042, "Business eligibility payment issue", "account", "never"],
  [131045, "Incorrect certificate", "account", "never"],
  [131047, "Re-engagement message (24 h window closed)", "window-closed", "never"],
  [131048, "Spam rate limit hit", "quality-limited", "never"],
  [131049, "Meta chose not to deliver", "quality-limited", "later"],
  [131050, "User stopped marketing messages", "cannot-receive", "never"],
  [131051, "Unsupported message type", "invalid", "never"],
  [131052, "Media download error", "media", "never"],
  [131053, "Media upload error", "media", "never"],
  [131056, "(Business Account, Consumer Account) pair rate limit hit", "recipient-throttled", "backoff"],
  [131057, "Account in maintenance mode", "transient", "later"],
  [131064, "Messaging limit: template classification violations (added 2026-04-17)", "quality-limited", "later"],
  [132000, "Template param count mismatch", "template", "never"],
  [132001, "Template does not exist", "template", "never"],
  [132005, "Template hydrated text too long", "template", "never"],
  [132007, "Template format character policy violated", "template", "never"],
  [132012, "Template parameter format mismatch", "template", "never"],
  [132015, "Template is paused", "template", "never"],
  [132016, "Template is disabled", "template", "never"],
  [132068, "Flow is blocked", "flow", "never"],
  [132069, "Flow is throttled", "flow", "later"],
  [133000, "Incomplete deregistration", "account", "never"],
  [133004, "Server temporarily unavailable", "transient", "backoff"],
  [133005, "Two step PIN mismatch", "account", "never"],
  [133006, "Phone number re-verification needed", "account", "never"],
  [133008, "Too many two step PIN guesses", "account", "later"],
  [133009, "Two step PIN guessed too fast", "account", "later"],
  [133010, "Phone number not registered", "account", "never"],
  [133015, "Wait a few minutes before registering", "account", "later"],
  [133016, "Account register/deregister rate limit exceeded", "account", "later"],
  [134011, "WhatsApp Payments terms of service not accepted", "terms-not-accepted", "never"],
  [135000, "Generic user error", "invalid", "never"],
  [139000, "Flow blocked by integrity", "flow", "never"],
  [139001, "Flow failed to update", "flow", "never"],
  [139002, "Flow failed to publish", "flow", "never"],
  [139003, "Flow failed to deprecate", "flow", "never"],
  [139004, "Flow failed to delete (published)", "flow", "never"],
  [2388019, "Message template limit exceeded", "template", "never"],
  [2388040, "Template field character limit exceeded", "template", "never"],
  [2388047, "Header format incorrect", "template", "never"],
  [2388072, "Body format incorrect", "template", "never"],
  [2388073, "Footer format incorrect", "template", "never"],
  [2388293, "Parameter/word ratio exceeded", "template", "never"],
  [2388299, "Leading or trailing parameters not allowed", "template", "never"],
];

/** What to do about a code, where its kind alone does not say enough. */
const adviceOfCode: ReadonlyMap<number, string> = new Map([
  [1, "Check the request, and Meta's status page for an outage; without one the same request fails again."],
  [4, "Wait and call less often, with growing pauses: the app's calls are limited, all of them together."],
  [33, "Check the phone number's id: the number was deleted, or this is not its id."],
  [2040, "Ask this person to pay another way: their country or their WhatsApp does not know this kind of message."],
  [80007, "Wait and call less often, with growing pauses: the account's calls are limited, all of them together."],
  [130429, "Wait and send less often, with growing pauses: the number's messages are limited, all of them together."],
  [
    130472,
    "Do not send it again: this person is in an experiment of Meta's and gets no such message until they write.",
  ],
  [130497, "Send nothing to people in this country: Meta does not allow it to this business."],
  [131005, "Give the token the permission; where the details link terms of WhatsApp Payments, accept them there."],
  [131021, "Send to another number: this one is the sender's own."],
  [131037, "Have the number's display name approved in WhatsApp Manager, then send again."],
  [131042, "Put the account's way of paying Meta in order in the business settings, then send again."],
  [131045, "Register the phone number again: its certificate does not fit."],
  [131049, "Do not send it again before 24 hours are over: Meta held it back, since this person gets too many."],
  [131050, "Send this person no marketing messages: they stopped them."],
  [131051, "Use a type of message that Meta supports; when a person sent it, ask them to write it another way."],
  [131052, "Ask the person to send the file again: Meta could not fetch it, and the details say why."],
  [131057, "Try again after some minutes: Meta is working on the account."],
  [131064, "Put templates into their right category and wait: Meta lifts the limit by itself."],
  [132001, "Check the template's name and language: there is none in this language, or it is not approved yet."],
  [132015, "Change the template and have it approved again: Meta paused it for its low quality."],
  [132016, "Make a new template: Meta paused this one too often and disabled it for good."],
  [132069, "Send the flow again after an hour: Meta throttles it, since its endpoint fails too often."],
  [133000, "Deregister the phone number again: the last time did not come to its end."],
  [133005, "Give the number's right PIN for two-step verification."],
  [133006, "Verify the phone number again, then register it."],
  [133008, "Wait as long as the details say, then give the right PIN: it was guessed too often."],
  [133009, "Wait as long as the details say, then give the right PIN: it was guessed too fast."],
  [133010, "Register the phone number, then send again."],
  [133015, "Wait 5 minutes, then register the phone number: it was deleted a moment ago."],
  [133016, "Wait until Meta unblocks the number: it was registered or deregistered too often."],
  [139004, "Deprecate the flow instead: a published one cannot be deleted."],
  [2388019, "Delete templates that are no longer used: the account has as many as it may have."],
]);

const adviceOfKind: Readonly<Record<MessageErrorKind, string>> = {
  "cannot-receive":
    "Reach this person another way: the number is not on WhatsApp, its WhatsApp is too old, or Meta's terms are not accepted there.",
  "invalid-transition":
    "Send a status that may follow: the allowed next states depend on the last valid status, and after completed and canceled there is none.",
  "cannot-cancel": "Do not cancel the order: it has a successful or pending payment.",
  "terms-not-accepted":
    "Accept the terms of WhatsApp Payments for this business, by the link in the details if there is one, then send again.",
  throttled: "Wait and send less often, with growing pauses.",
  "recipient-throttled":
    "Wait 4^X seconds (X from 0, one more each time) for this recipient only: others are not affected.",
  "quality-limited":
    "Send less, and only what people asked for: too many blocked or reported this number; its quality is shown in WhatsApp Manager.",
  "window-closed": "Send an approved template instead: more than 24 hours have passed since the person wrote.",
  invalid: "Correct what the details name: the same message is refused again.",
  media: "Check the file's address, type and size, which the details name, then send again.",
  template: "Correct the template or its parameters, as the details say.",
  flow: "Correct the flow, as the details say.",
  credentials: "Use a new access token: this one is wrong, expired or revoked.",
  permission: "Give the token's app and user the permission to send messages for this account.",
  account: "Put number and account in order in WhatsApp Manager, as the details say.",
  blocked: "Send nothing, and look into the account's quality page for the policy that it broke.",
  transient: "Try again a few times with growing pauses: the trouble is Meta's, and its status page tells of outages.",
  other: "Read Meta's title and details: what the code means is not known here, so send nothing again before you know.",
};

function entry(code: number, title: string, kind: MessageErrorKind, retry: MessageErrorRetry = "never"): MessageError {
  return { code, title, kind, retry, advice: adviceOfKind[kind] };
}

const table: ReadonlyMap<number, MessageError> = new Map(
  rows.map(([code, title, kind, retry]) => {
    const row = entry(code, title, kind, retry);
    return [code, { ...row, advice: adviceOfCode.get(code) ?? row.advice }];
  }),
);
