import type { ErrorCondition, ErrorRow } from "./error-row";

/** Meta does nothing, and the same request fails again. */
const final = { outcome: "rejected", retry: "never" } as const;
/** Meta does nothing; the advice names the time or the event after which the request may succeed. */
const later = { outcome: "rejected", retry: "later" } as const;
/** Meta takes no calls for the moment; this one did nothing. */
const limited = { outcome: "not_sent", retry: "backoff" } as const;
/** The account takes no calls for some minutes; this one did nothing. */
const paused = { outcome: "not_sent", retry: "later" } as const;
/** Meta's trouble: the request may have been carried out before the error. */
const unknown = { outcome: "unknown", retry: "never" } as const;

type Row = readonly [
  code: number,
  /** As documented; undefined where no source states it. */
  http: number | undefined,
  title: string,
  kind: ErrorRow["kind"],
  judgement: Pick<ErrorRow, "outcome" | "retry">,
  condition?: ErrorCondition,
];

const unstated = undefined;

const graphApi: readonly Row[] = [
  [100, 400, "No such object, or the token may not see it", "no-such-object", final, { subcode: 33 }],
  [102, unstated, "API Session", "credentials", final],
  [104, unstated, "Missing or incorrect signature", "credentials", final],
  [341, unstated, "Application limit reached", "throttled", limited],
];

const rateLimits: readonly Row[] = [
  [17, unstated, "User request limit reached", "throttled", limited],
  [32, unstated, "Page request limit reached", "throttled", limited],
  [613, unstated, "Calls to this API exceed the rate limit", "throttled", limited],
  [80000, unstated, "Rate limit issues", "throttled", limited, { lastCode: 80014 }],
];

const appSecretProof: readonly Row[] = [
  [100, 400, "Missing appsecret_proof", "app-secret", final, { onlyText: /require an appsecret_proof/i }],
  [100, 400, "Wrong appsecret_proof", "app-secret", final, { onlyText: /invalid appsecret_proof/i }],
];

const removedParameters: readonly Row[] = [
  [100, 500, "Removed parameter ids", "api-version", final, { onlyText: /ids query parameter is deprecated/i }],
];

const termsLink = /\bterms\b[^]*https:\/\/|https:\/\/[^]*\bterms\b/i;

const platformErrors: readonly Row[] = [
  // Without HTTP 401 a code of 0 is one that Meta left out.
  [0, 401, "AuthException", "credentials", final, { onlyHttp: 401 }],
  [1, 400, "API Unknown", "unclear", unknown],
  [2, 503, "API Service", "transient", unknown],
  [3, 500, "API Method", "permission", final],
  [4, 400, "API Too Many Calls", "throttled", limited],
  [10, 403, "Permission Denied", "permission", final],
  [33, 400, "Parameter value is not valid (phone number deleted)", "invalid", final],
  [100, 400, "Invalid parameter", "invalid", final],
  [190, 401, "Access token has expired", "credentials", final],
  [200, 403, "API Permission", "permission", final, { lastCode: 299 }],
  [368, 403, "Temporarily blocked for policies violations", "blocked", final],
  [80007, 400, "Rate limit issues (WABA)", "throttled", limited],
];

const messageErrors: readonly Row[] = [
  [130429, 400, "Rate limit hit (throughput)", "throttled", limited],
  [130472, 400, "User's number is part of an experiment", "cannot-receive", final],
  [130497, 403, "Business account restricted from messaging users in this country", "blocked", final],
  [131000, 500, "Something went wrong", "transient", unknown],
  [131005, 403, "Access denied", "permission", final],
  [131005, 403, "Access denied", "terms-not-accepted", final, { onlyText: termsLink }],
  [131008, 400, "Required parameter is missing", "invalid", final],
  [131009, 400, "Parameter value is not valid", "invalid", final],
  [131016, 500, "Service unavailable", "transient", unknown],
  [131021, 400, "Recipient cannot be sender", "invalid", final],
  [131026, 400, "Message undeliverable", "cannot-receive", final],
  [131030, 400, "Recipient not in the allowed list of a test number", "cannot-receive", final],
  [131031, 403, "Account has been locked", "blocked", final],
  [131037, 400, "Display name needs approval", "account", final],
  [131042, 400, "Business eligibility payment issue", "account", final],
  [131045, 500, "Incorrect certificate", "account", final],
  [131047, 400, "Re-engagement message (24 h window closed)", "window-closed", final],
  [131048, 400, "Spam rate limit hit", "quality-limited", final],
  [131049, 400, "Meta chose not to deliver", "quality-limited", later],
  [131050, 400, "User stopped marketing messages", "cannot-receive", final],
  [131051, 400, "Unsupported message type", "invalid", final],
  [131052, 400, "Media download error", "media", final],
  [131053, 400, "Media upload error", "media", final],
  [131056, 400, "(Business Account, Consumer Account) pair rate limit hit", "recipient-throttled", limited],
  [131057, 500, "Account in maintenance mode", "transient", paused],
  [132000, 400, "Template param count mismatch", "template", final],
  [132001, 404, "Template does not exist", "template", final],
  [132005, 400, "Template hydrated text too long", "template", final],
  [132007, 400, "Template format character policy violated", "template", final],
  [132012, 400, "Template parameter format mismatch", "template", final],
  [132015, 400, "Template is paused", "template", final],
  [132016, 400, "Template is disabled", "template", final],
  [132068, 400, "Flow is blocked", "flow", final],
  [132069, 400, "Flow is throttled", "flow", later],
  [133000, 500, "Incomplete deregistration", "account", final],
  [133004, 503, "Server temporarily unavailable", "transient", unknown],
  [133005, 400, "Two step PIN mismatch", "account", final],
  [133006, 400, "Phone number re-verification needed", "account", final],
  [133008, 400, "Too many two step PIN guesses", "account", later],
  [133009, 400, "Two step PIN guessed too fast", "account", later],
  [133010, 400, "Phone number not registered", "account", final],
  [133015, 400, "Wait a few minutes before registering", "account", later],
  [133016, 400, "Account register/deregister rate limit exceeded", "account", later],
  [134011, 400, "WhatsApp Payments terms of service not accepted", "terms-not-accepted", final],
  [135000, 400, "Generic user error", "invalid", final],
  [2388019, unstated, "Message template limit exceeded", "template", final],
  [2388040, unstated, "Template field character limit exceeded", "template", final],
  [2388047, unstated, "Header format incorrect", "template", final],
  [2388072, unstated, "Body format incorrect", "template", final],
  [2388073, unstated, "Footer format incorrect", "template", final],
  [2388293, unstated, "Parameter/word ratio exceeded", "template", final],
  [2388299, unstated, "Leading or trailing parameters not allowed", "template", final],
];

const orderErrors: readonly Row[] = [
  [2040, unstated, "Message is not supported", "cannot-receive", final],
  [2046, unstated, "Order status invalid transition", "invalid-transition", final],
  [2047, unstated, "Order cancellation failure", "cannot-cancel", final],
];

const marketingErrors: readonly Row[] = [
  [131055, 400, "Method not allowed (marketing endpoint takes marketing templates only)", "template", final],
  [134100, 400, "Only marketing messages supported here", "template", final],
  [134101, 400, "Template still being synchronised (up to 10 minutes)", "template", later],
  [134102, 500, "Template unavailable for use", "template", final],
];

const pywaErrors: readonly Row[] = [
  [130403, unstated, "Business has blocked this user", "cannot-receive", final],
  [131020, unstated, "Group not usable (suspended or not allowed)", "group", final],
  [131041, unstated, "Group unknown", "group", final],
  [131044, unstated, "Payment issue of the business (calling)", "account", final],
  [131059, unstated, "Paging cursor invalid (groups)", "group", final],
  [131063, 400, "Marketing templates switched off on Cloud API for this number", "template", final],
  [132008, unstated, "Template parameter value invalid", "template", final],
  [137000, unstated, "Recipient identity key hash does not match", "recipient-identity", final],
  [139000, unstated, "Flow blocked by integrity", "flow", final],
  [139001, unstated, "Flow failed to update", "flow", final],
  [139002, unstated, "Flow failed to publish", "flow", final],
  [139003, unstated, "Flow failed to deprecate", "flow", final],
  [139004, unstated, "Flow failed to delete (published)", "flow", final],
  [2494100, unstated, "Number in maintenance mode", "transient", paused],
];

const clientErrors: readonly Row[] = [
  [1005, unstated, "Number still on the ended on-premises API", "account", final],
  [131060, unstated, "Incoming message unavailable", "incoming-unavailable", final],
  [2388023, unstated, "Content of this language is still being deleted", "template", later],
  [2388024, unstated, "Content in this language exists already under this name", "template", final],
  [2388025, unstated, "Template is being deleted", "template", later],
  [2388039, unstated, "Status cannot be changed: in review, or edited too often", "template", later],
  [2388043, unstated, "Sample missing or of wrong format", "template", final],
  [2388046, unstated, "Name format", "template", final],
  [2388050, unstated, "A field of a button is missing", "template", final],
  [2388124, unstated, "Edited within 24 h", "template", later],
];

const sequenceErrors: readonly Row[] = [
  [4027001, unstated, "Invalid data", "invalid-data", final],
  [4027005, unstated, "Create failed", "create-failed", final],
  [4027005, unstated, "Create failed", "create-failed", unknown, { onlyHttp: "5xx" }],
  [4027006, unstated, "Update failed", "update-failed", final],
  [4027006, unstated, "Update failed", "update-failed", unknown, { onlyHttp: "5xx" }],
  [4027007, unstated, "Not available yet", "not-available-yet", final],
  [4027010, unstated, "Missing parameter", "missing-parameter", final],
  [4027012, unstated, "Used in an active ad", "in-use", final],
  [4027017, unstated, "Cannot be loaded", "not-loadable", final],
];

/** "[C]": code of public clients, for what Meta's own pages do not list. */
const rowsBySource: readonly (readonly [source: string, rows: readonly Row[]])[] = [
  ["Meta, WhatsApp error codes, 2025-12-12", [...platformErrors, ...messageErrors]],
  ["Meta, Graph API, handling errors", graphApi],
  ["Meta, Graph API, rate limits", rateLimits],
  ["Meta, securing Graph API calls; [C] Meta's SDKs", appSecretProof],
  ["Meta, changelog of v26.0; [C] 12 reports, 2026-08 to 2026-10", removedParameters],
  ["Meta, blog, 2024-04-16", [[2635, 400, "Call to a deprecated Marketing API version", "api-version", final]]],
  ["Meta, Payments API in Brazil, orders", orderErrors],
  [
    "Meta, changelog, 2026-04-17",
    [
      [
        131064,
        unstated,
        "Messaging limit: template classification violations (added 2026-04-17)",
        "quality-limited",
        later,
      ],
    ],
  ],
  [
    "Meta, business-scoped user ids, 2026-05-07",
    [[131062, 400, "BSUID recipients not supported for this message", "cannot-receive", final]],
  ],
  ["Meta, marketing messages, error codes, 2025-12-12", marketingErrors],
  ["Meta, template management, 2026-09", [[132018, 400, "Template parameters failed validation", "template", final]]],
  ["Meta, welcome message sequences, 2025-10-30", sequenceErrors],
  ["[C] pywa 4.5", pywaErrors],
  ["[C] clients' code and reports", clientErrors],
];

/** Error codes without their advice. Titles may differ from Meta's to the letter. */
export const errorCodeRows: readonly Omit<ErrorRow, "advice" | "afterFailure" | "onReceipt">[] = rowsBySource.flatMap(
  ([source, rows]) =>
    rows.map(([code, http, title, kind, judgement, condition = {}]) => ({
      ...{ code, http, title, kind, ...judgement, source, condition },
    })),
);
