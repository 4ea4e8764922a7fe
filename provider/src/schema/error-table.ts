/** Meaning of an error code, for a program to branch on. */
export type ErrorKind =
  /** This person cannot receive this message, however often it is sent. */
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
  /** Meta limits messages that people do not want. */
  | "quality-limited"
  /** More than 24 hours since the person wrote. */
  | "window-closed"
  /** The person's identity key changed. */
  | "recipient-identity"
  /** A person wrote, and Meta cannot pass the message on. */
  | "incoming-unavailable"
  /** The request itself is wrong. */
  | "invalid"
  /** An image, a document or another file could not be fetched or accepted. */
  | "media"
  /** The template or its parameters are wrong, or it may not be used. */
  | "template"
  /** The same for a flow. */
  | "flow"
  /** The same for a group. */
  | "group"
  /** The token is wrong, expired or revoked. */
  | "credentials"
  /** The proof of the app's secret is missing or wrong. */
  | "app-secret"
  /** The token is valid but lacks a permission. */
  | "permission"
  /** Number or account are not set up to send. */
  | "account"
  /** Meta blocked the account for breaking its policies. */
  | "blocked"
  /** The version, or a feature of it, has ended. */
  | "api-version"
  /** A temporary error of Meta's. */
  | "transient"
  /** An error of Meta's or an invalid request: Meta's code 1 can mean both. */
  | "unclear"
  | "other"
  | "no-such-object"
  /** The response has no Graph error. */
  | "no-graph-error"
  // Of the sequences edge.
  | "invalid-data"
  | "create-failed"
  | "update-failed"
  | "not-available-yet"
  | "missing-parameter"
  | "in-use"
  | "not-loadable";

/** `never`: not without a fix; `backoff`: with exponential backoff; `later`: after the time or the event that the advice names. */
export type ErrorRetry = "never" | "backoff" | "later";

/**
 * `accepted`: Meta has the request. `rejected`: Meta rejected it, and nothing changed. `not_sent`: nothing changed, and the same request
 * may succeed later. `unknown`: it may or may not have been executed.
 */
export type SendOutcome = "accepted" | "rejected" | "not_sent" | "unknown";

/** Meaning of one error, independent of its source. */
export interface ErrorMeaning {
  /** For people only: Meta changes titles, and recommends that programs use `code` and details. */
  readonly title: string;
  readonly kind: ErrorKind;
  /** Outcome of the request that this error answers. */
  readonly outcome: Exclude<SendOutcome, "accepted">;
  /** Retry of the same request, derived from Meta's advice. */
  readonly retry: ErrorRetry;
  /** Next step, in one sentence. */
  readonly advice: string;
}

/** Restricts a row to some errors of its code. */
interface ErrorCondition {
  readonly subcode?: number;
  readonly onlyHttp?: number | "5xx";
  /** Matches one of Meta's texts. */
  readonly onlyText?: RegExp;
  /** End of a range: the row applies to all codes from its own to this one that have no row. */
  readonly lastCode?: number;
}

export interface ErrorRow extends ErrorMeaning {
  readonly code: number;
  /** HTTP status as documented; undefined if no source states it. Informational: only `condition` decides by status. */
  readonly http: number | undefined;
  readonly condition: ErrorCondition;
  /** Retry and advice after a failed status webhook, if the response leaves the outcome open. */
  readonly afterFailure: Pick<ErrorMeaning, "retry" | "advice"> | undefined;
  /** Next step for an incoming message with this error, if it differs. */
  readonly onReceipt: string | undefined;
  /** Source of the row. */
  readonly source: string;
}

/** Next step after a request failed with an error of this kind, unless its row has its own advice. */
export const adviceOfKind: Readonly<Record<ErrorKind, string>> = {
  "cannot-receive":
    "Contact this person another way: the number is not on WhatsApp, its app is outdated, or Meta's terms were not accepted there.",
  "invalid-transition":
    "Send an allowed status: the allowed next states depend on the last valid status, and completed and canceled have none.",
  "cannot-cancel": "Do not cancel the order: it has a successful or pending payment.",
  "terms-not-accepted":
    "Accept the terms of WhatsApp Payments for this business, using the link in the details if present, then send again.",
  throttled: "Wait, then send more slowly, with exponential backoff.",
  "recipient-throttled":
    "Wait 4^X seconds (X starts at 0 and grows by one each time) for this recipient only: others are not affected.",
  "quality-limited":
    "Send less, and only messages that people asked for: too many people blocked or reported this number (see its quality in WhatsApp Manager).",
  "window-closed": "Send an approved template instead: more than 24 hours have passed since the person wrote.",
  "recipient-identity":
    "Verify that it is the same person, then send with the new identity hash: it changed since the last message.",
  "incoming-unavailable":
    "Read the message in the WhatsApp Business app: Meta cannot deliver it now, and may deliver it later with the same id.",
  invalid: "Fix the request as the details say: the same message fails again.",
  media: "Check the file's URL, type and size as the details say, then send again.",
  template: "Correct the template or its parameters, as the details say.",
  flow: "Correct the flow, as the details say.",
  group: "Check the group: it is unknown, suspended or not allowed for this business.",
  credentials: "Use a new access token: this one is wrong, expired or revoked.",
  "app-secret":
    "Set whatsapp:appSecret (WHATSAPP_APP_SECRET, or appSecret of an OrderClient) to the secret of the app that the access token belongs to.",
  permission: "Give the token's app and user the permission to send messages for this account.",
  account: "Fix the number or account in WhatsApp Manager, as the details say.",
  blocked: "Stop sending, and check the account's quality page for the violated policy.",
  "api-version": "Use an API version that Meta still supports.",
  transient:
    "Do not send it again until a status webhook or the chat shows the outcome: Meta had an internal error; its status page lists outages.",
  unclear:
    "Check the request, and Meta's status page for outages; do not send it again until a status webhook or the chat shows the outcome.",
  other: "Read Meta's title and details: this error code is unknown, and the same request fails again.",
  "no-such-object": "Check the id, and that the token can access the object.",
  "no-graph-error": "Check the network and baseUrl: the response may not be from Meta.",
  "invalid-data": "Fix the text, autofill message or ice breakers as Meta's message says.",
  "create-failed": "Check the token's permission for the account.",
  "update-failed": "Check the fields and the token's permission for the account.",
  "not-available-yet": "Wait a day or two, as Meta recommends: the account does not have the feature yet.",
  "missing-parameter": "Add the parameter that the details name.",
  "in-use": "First remove the sequence from the ads that use it.",
  "not-loadable":
    "Check the id, and that the token's app created the sequence: it does not exist, or the token cannot access it.",
};

/** Meta does nothing, and the same request fails again. */
const final = { outcome: "rejected", retry: "never" } as const;
/** Meta does nothing; the advice names the time or the event after which the request may succeed. */
const later = { outcome: "rejected", retry: "later" } as const;
/** Meta accepts no calls for the moment; this one did nothing. */
const limited = { outcome: "not_sent", retry: "backoff" } as const;
/** The account accepts no calls for some minutes; this one did nothing. */
const paused = { outcome: "not_sent", retry: "later" } as const;
/** An error of Meta's systems: the request may have been carried out before it. */
const unknown = { outcome: "unknown", retry: "never" } as const;

/** HTTP status that no source states. */
const unstated = undefined;

/** A failed status webhook shows that the message did not arrive, so that it can be sent again. */
const sendAgain = {
  retry: "backoff",
  advice:
    "Send it again a few times with exponential backoff: Meta had an internal error; its status page lists outages.",
} as const;

const termsLink = /\bterms\b[^]*https:\/\/|https:\/\/[^]*\bterms\b/i;

type RowOptions = ErrorCondition & Partial<Pick<ErrorRow, "advice" | "afterFailure" | "onReceipt">>;

function row(
  code: number,
  http: number | undefined,
  title: string,
  kind: ErrorKind,
  judgement: Pick<ErrorRow, "outcome" | "retry">,
  options: RowOptions = {},
): Omit<ErrorRow, "source"> {
  const { advice = adviceOfKind[kind], afterFailure, onReceipt, ...condition } = options;
  return { code, http, title, kind, ...judgement, advice, condition, afterFailure, onReceipt };
}

function fromSource(source: string, rows: readonly Omit<ErrorRow, "source">[]): readonly ErrorRow[] {
  return rows.map((one) => ({ ...one, source }));
}

/**
 * Table of all known error codes, for Graph calls, sends and webhooks. Titles may differ from Meta's to the letter. "[C]": the code of
 * public clients, for errors that Meta's own pages do not list.
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
export const errorTable: readonly ErrorRow[] = [
  ...fromSource("Meta, WhatsApp error codes, 2025-12-12", [
    // Without HTTP 401, code 0 means that Meta sent no code.
    row(0, 401, "AuthException", "credentials", final, { onlyHttp: 401 }),
    row(1, 400, "API Unknown", "unclear", unknown, {
      afterFailure: {
        retry: "never",
        advice:
          "Check the request, and Meta's status page for outages; without an outage the same request fails again.",
      },
    }),
    row(2, 503, "API Service", "transient", unknown, { afterFailure: sendAgain }),
    row(3, 500, "API Method", "permission", final),
    row(4, 400, "API Too Many Calls", "throttled", limited, {
      advice: "Wait, then call more slowly, with exponential backoff: the limit applies to all calls of the app.",
    }),
    row(10, 403, "Permission Denied", "permission", final),
    row(33, 400, "Parameter value is not valid (phone number deleted)", "invalid", final, {
      advice: "Check the phone number's id: the number was deleted, or this is not its id.",
    }),
    row(100, 400, "Invalid parameter", "invalid", final),
    row(190, 401, "Access token has expired", "credentials", final),
    row(200, 403, "API Permission", "permission", final, { lastCode: 299 }),
    row(368, 403, "Temporarily blocked for policies violations", "blocked", final),
    row(80007, 400, "Rate limit issues (WABA)", "throttled", limited, {
      advice: "Wait, then call more slowly, with exponential backoff: the limit applies to all calls of the account.",
    }),
    row(130429, 400, "Rate limit hit (throughput)", "throttled", limited, {
      advice: "Wait, then send more slowly, with exponential backoff: the limit applies to all messages of the number.",
    }),
    row(130472, 400, "User's number is part of an experiment", "cannot-receive", final, {
      advice:
        "Do not send it again: this person is in a Meta experiment and receives no such messages until they write.",
    }),
    row(130497, 403, "Business account restricted from messaging users in this country", "blocked", final, {
      advice: "Do not send to people in this country: Meta does not allow it for this business.",
    }),
    row(131000, 500, "Something went wrong", "transient", unknown, { afterFailure: sendAgain }),
    row(131005, 403, "Access denied", "permission", final, {
      advice:
        "Give the token the permission; if the details link to the terms of WhatsApp Payments, accept them there.",
    }),
    row(131005, 403, "Access denied", "terms-not-accepted", final, { onlyText: termsLink }),
    row(131008, 400, "Required parameter is missing", "invalid", final),
    row(131009, 400, "Parameter value is not valid", "invalid", final),
    row(131016, 500, "Service unavailable", "transient", unknown, { afterFailure: sendAgain }),
    row(131021, 400, "Recipient cannot be sender", "invalid", final, {
      advice: "Send to another number: this one is the sender's own.",
    }),
    row(131026, 400, "Message undeliverable", "cannot-receive", final),
    row(131030, 400, "Recipient not in the allowed list of a test number", "cannot-receive", final, {
      advice:
        "Add this person's number to the test number's list of recipients (5 at most), or send from a real number.",
    }),
    row(131031, 403, "Account has been locked", "blocked", final),
    row(131037, 400, "Display name needs approval", "account", final, {
      advice: "Get the number's display name approved in WhatsApp Manager, then send again.",
    }),
    row(131042, 400, "Business eligibility payment issue", "account", final, {
      advice: "Fix the account's payment method in the business settings, then send again.",
    }),
    row(131045, 500, "Incorrect certificate", "account", final, {
      advice: "Register the phone number again: its certificate does not match.",
    }),
    row(131047, 400, "Re-engagement message (24 h window closed)", "window-closed", final),
    row(131048, 400, "Spam rate limit hit", "quality-limited", final),
    row(131049, 400, "Meta chose not to deliver", "quality-limited", later, {
      advice:
        "Wait at least 24 hours before you send it again: Meta withheld it because this person receives too many.",
    }),
    row(131050, 400, "User stopped marketing messages", "cannot-receive", final, {
      advice: "Do not send this person marketing messages: they opted out.",
    }),
    row(131051, 400, "Unsupported message type", "invalid", final, {
      advice: "Use a message type that Meta supports.",
      onReceipt: "Ask the person to write it another way: Meta does not deliver this type of message.",
    }),
    row(131052, 400, "Media download error", "media", final, {
      onReceipt: "Ask the person to send the file again: Meta could not fetch it, and the details say why.",
    }),
    row(131053, 400, "Media upload error", "media", final),
    row(131056, 400, "(Business Account, Consumer Account) pair rate limit hit", "recipient-throttled", limited),
    row(131057, 500, "Account in maintenance mode", "transient", paused, {
      advice: "Try again after some minutes: Meta is working on the account.",
    }),
    row(132000, 400, "Template param count mismatch", "template", final),
    row(132001, 404, "Template does not exist", "template", final, {
      advice: "Check the template's name and language: it does not exist in this language, or is not approved yet.",
    }),
    row(132005, 400, "Template hydrated text too long", "template", final),
    row(132007, 400, "Template format character policy violated", "template", final),
    row(132012, 400, "Template parameter format mismatch", "template", final),
    row(132015, 400, "Template is paused", "template", final, {
      advice: "Change the template and get it approved again: Meta paused it for low quality.",
    }),
    row(132016, 400, "Template is disabled", "template", final, {
      advice: "Create a new template: Meta paused this one too often and disabled it permanently.",
    }),
    row(132068, 400, "Flow is blocked", "flow", final),
    row(132069, 400, "Flow is throttled", "flow", later, {
      advice: "Send the flow again after an hour: Meta throttles it because its endpoint fails too often.",
    }),
    row(133000, 500, "Incomplete deregistration", "account", final, {
      advice: "Deregister the phone number again: the previous attempt did not finish.",
    }),
    row(133004, 503, "Server temporarily unavailable", "transient", unknown, { afterFailure: sendAgain }),
    row(133005, 400, "Two step PIN mismatch", "account", final, {
      advice: "Use the number's correct PIN for two-step verification.",
    }),
    row(133006, 400, "Phone number re-verification needed", "account", final, {
      advice: "Verify the phone number again, then register it.",
    }),
    row(133008, 400, "Too many two step PIN guesses", "account", later, {
      advice: "Wait as long as the details say, then use the correct PIN: there were too many wrong attempts.",
    }),
    row(133009, 400, "Two step PIN guessed too fast", "account", later, {
      advice: "Wait as long as the details say, then use the correct PIN: the attempts were too fast.",
    }),
    row(133010, 400, "Phone number not registered", "account", final, {
      advice: "Register the phone number, then send again.",
    }),
    row(133015, 400, "Wait a few minutes before registering", "account", later, {
      advice: "Wait 5 minutes, then register the phone number: it was deleted a moment ago.",
    }),
    row(133016, 400, "Account register/deregister rate limit exceeded", "account", later, {
      advice: "Wait until Meta unblocks the number: it was registered or deregistered too often.",
    }),
    row(134011, 400, "WhatsApp Payments terms of service not accepted", "terms-not-accepted", final),
    row(135000, 400, "Generic user error", "invalid", final),
    row(2388019, unstated, "Message template limit exceeded", "template", final, {
      advice: "Delete unused templates: the account has reached its limit.",
    }),
    row(2388040, unstated, "Template field character limit exceeded", "template", final),
    row(2388047, unstated, "Header format incorrect", "template", final),
    row(2388072, unstated, "Body format incorrect", "template", final),
    row(2388073, unstated, "Footer format incorrect", "template", final),
    row(2388293, unstated, "Parameter/word ratio exceeded", "template", final),
    row(2388299, unstated, "Leading or trailing parameters not allowed", "template", final),
  ]),
  ...fromSource("Meta, Graph API, handling errors", [
    row(100, 400, "No such object, or the token may not see it", "no-such-object", final, { subcode: 33 }),
    row(102, unstated, "API Session", "credentials", final),
    row(104, unstated, "Missing or incorrect signature", "credentials", final),
    row(341, unstated, "Application limit reached", "throttled", limited),
  ]),
  ...fromSource("Meta, Graph API, rate limits", [
    row(17, unstated, "User request limit reached", "throttled", limited),
    row(32, unstated, "Page request limit reached", "throttled", limited),
    row(613, unstated, "Calls to this API exceed the rate limit", "throttled", limited),
    row(80000, unstated, "Rate limit issues", "throttled", limited, { lastCode: 80014 }),
  ]),
  ...fromSource("Meta, securing Graph API calls; [C] Meta's SDKs", [
    row(100, 400, "Missing appsecret_proof", "app-secret", final, {
      onlyText: /require an appsecret_proof/i,
      advice:
        "Set whatsapp:appSecret (WHATSAPP_APP_SECRET, or appSecret of an OrderClient) to the app's secret: the app requires a proof of it in every call.",
    }),
    row(100, 400, "Wrong appsecret_proof", "app-secret", final, {
      onlyText: /invalid appsecret_proof/i,
      advice:
        "Correct whatsapp:appSecret (WHATSAPP_APP_SECRET, or appSecret of an OrderClient): it is not the secret of the app that issued the access token.",
    }),
  ]),
  ...fromSource("Meta, changelog of v26.0; [C] 12 reports, 2026-08 to 2026-10", [
    row(100, 500, "Removed parameter ids", "api-version", final, {
      onlyText: /ids query parameter is deprecated/i,
      advice: "Request each object separately: Meta removed the parameter ids from all versions.",
    }),
  ]),
  ...fromSource("Meta, blog, 2024-04-16", [
    row(2635, 400, "Call to a deprecated Marketing API version", "api-version", final, {
      advice: "Set whatsapp:marketingApiVersion to a version that Meta still supports: this one has ended.",
    }),
  ]),
  ...fromSource("Meta, Payments API in Brazil, orders", [
    row(2040, unstated, "Message is not supported", "cannot-receive", final, {
      advice: "Ask this person to pay another way: their country or app does not support this kind of message.",
    }),
    row(2046, unstated, "Order status invalid transition", "invalid-transition", final),
    row(2047, unstated, "Order cancellation failure", "cannot-cancel", final),
  ]),
  ...fromSource("Meta, changelog, 2026-04-17", [
    row(
      131064,
      unstated,
      "Messaging limit: template classification violations (added 2026-04-17)",
      "quality-limited",
      later,
      { advice: "Move templates to the correct category and wait: Meta lifts the limit automatically." },
    ),
  ]),
  ...fromSource("Meta, business-scoped user ids, 2026-05-07", [
    row(131062, 400, "BSUID recipients not supported for this message", "cannot-receive", final, {
      advice: "Send it to the person's phone number in `to`: Meta does not accept a user id for this kind of message.",
    }),
  ]),
  ...fromSource("Meta, marketing messages, error codes, 2025-12-12", [
    row(131055, 400, "Method not allowed (marketing endpoint takes marketing templates only)", "template", final, {
      advice: "Send it to /messages: the endpoint /marketing_messages accepts only marketing templates.",
    }),
    row(134100, 400, "Only marketing messages supported here", "template", final, {
      advice: "Send it to /messages: only marketing messages are supported here.",
    }),
    row(134101, 400, "Template still being synchronised (up to 10 minutes)", "template", later, {
      advice: "Send it again after 10 minutes: Meta is still synchronizing the template.",
    }),
    row(134102, 500, "Template unavailable for use", "template", final, {
      advice: "Use another template: this one is not available, and the same message fails again despite HTTP 500.",
    }),
  ]),
  ...fromSource("Meta, template management, 2026-09", [
    row(132018, 400, "Template parameters failed validation", "template", final, {
      advice: "Compare the parameters with the approved template: Meta's validation failed.",
    }),
  ]),
  ...fromSource("Meta, welcome message sequences, 2025-10-30", [
    row(4027001, unstated, "Invalid data", "invalid-data", final),
    row(4027005, unstated, "Create failed", "create-failed", final),
    row(4027005, unstated, "Create failed", "create-failed", unknown, { onlyHttp: "5xx" }),
    row(4027006, unstated, "Update failed", "update-failed", final),
    row(4027006, unstated, "Update failed", "update-failed", unknown, { onlyHttp: "5xx" }),
    row(4027007, unstated, "Not available yet", "not-available-yet", final),
    row(4027010, unstated, "Missing parameter", "missing-parameter", final),
    row(4027012, unstated, "Used in an active ad", "in-use", final),
    row(4027017, unstated, "Cannot be loaded", "not-loadable", final),
  ]),
  ...fromSource("[C] pywa 4.5", [
    row(130403, unstated, "Business has blocked this user", "cannot-receive", final, {
      advice: "Unblock this person first: your business has blocked them.",
    }),
    row(131020, unstated, "Group not usable (suspended or not allowed)", "group", final),
    row(131041, unstated, "Group unknown", "group", final),
    row(131044, unstated, "Payment issue of the business (calling)", "account", final, {
      advice: "Fix the payment method for calls in the business settings.",
    }),
    row(131059, unstated, "Paging cursor invalid (groups)", "group", final, {
      advice: "Restart paging without the cursor: it is no longer valid.",
    }),
    row(131063, 400, "Marketing templates switched off on Cloud API for this number", "template", final, {
      advice:
        "Send it to /marketing_messages, or turn off disable_marketing_messages_on_cloud_api for this number: it does not accept marketing templates at /messages.",
    }),
    row(132008, unstated, "Template parameter value invalid", "template", final, {
      advice: "Fix the template's parameters: a value is missing, empty or not allowed.",
    }),
    row(137000, unstated, "Recipient identity key hash does not match", "recipient-identity", final),
    row(139000, unstated, "Flow blocked by integrity", "flow", final),
    row(139001, unstated, "Flow failed to update", "flow", final),
    row(139002, unstated, "Flow failed to publish", "flow", final),
    row(139003, unstated, "Flow failed to deprecate", "flow", final),
    row(139004, unstated, "Flow failed to delete (published)", "flow", final, {
      advice: "Deprecate the flow instead: a published one cannot be deleted.",
    }),
    row(2494100, unstated, "Number in maintenance mode", "transient", paused, {
      advice: "Try again after some minutes: Meta is working on the number.",
    }),
  ]),
  ...fromSource("[C] clients' code and reports", [
    row(1005, unstated, "Number still on the ended on-premises API", "account", final, {
      advice: "Migrate the number to the Cloud API: it is still registered on the on-premises API, which has ended.",
    }),
    row(131060, unstated, "Incoming message unavailable", "incoming-unavailable", final, {
      onReceipt: adviceOfKind["incoming-unavailable"],
    }),
    row(2388023, unstated, "Content of this language is still being deleted", "template", later, {
      advice:
        "Use another name, or wait until Meta has deleted the old content: up to 4 weeks for an approved template.",
    }),
    row(2388024, unstated, "Content in this language exists already under this name", "template", final, {
      advice: "Use the existing template with this name and language.",
    }),
    row(2388025, unstated, "Template is being deleted", "template", later, {
      advice: "Wait until the template is deleted.",
    }),
    row(2388039, unstated, "Status cannot be changed: in review, or edited too often", "template", later, {
      advice: "Wait until the review ends, or until 24 hours after the last edit.",
    }),
    row(2388043, unstated, "Sample missing or of wrong format", "template", final),
    row(2388046, unstated, "Name format", "template", final),
    row(2388050, unstated, "A field of a button is missing", "template", final),
    row(2388124, unstated, "Edited within 24 h", "template", later, {
      advice: "Wait until 24 hours have passed since the last edit.",
    }),
  ]),
];
