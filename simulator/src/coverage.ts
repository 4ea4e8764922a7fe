export interface CoverageRow {
  readonly method: "GET" | "POST" | "DELETE";
  readonly route: string;
  readonly status: "supported" | "not simulated";
  readonly notes: string;
}

function supportedRow(method: CoverageRow["method"], route: string, notes: string): CoverageRow {
  return { method, route, status: "supported", notes };
}

/** A route that is answered like a path that Graph does not know. */
function missingRow(method: CoverageRow["method"], route: string, notes: string): CoverageRow {
  return { method, route, status: "not simulated", notes };
}

const sequences = "/<WABA_ID>/welcome_message_sequences";

/** Supported and missing routes. A test compares it with the route table. */
export const coverage: readonly CoverageRow[] = [
  supportedRow(
    "GET",
    sequences,
    "`limit`, `after`, `before`, `fields`, `sequence_id`, `app_id`; `filtering` is refused",
  ),
  supportedRow("POST", sequences, "creates; with `sequence_id` updates"),
  supportedRow("DELETE", sequences, "`sequence_id`"),
  supportedRow("GET", "/<SEQUENCE_ID>", "`fields`"),
  supportedRow(
    "GET",
    "/",
    "`ids`, up to 50; Meta has removed it, so only a platform date before 2026-10-27 answers it",
  ),
  supportedRow(
    "POST",
    "/",
    "synchronous batches: `batch` (up to 50), `include_headers`; of an item `method`, `relative_url`, `body`, `headers`, `name`, `depends_on` (an earlier item), `omit_response_on_success`; `attached_files` and `{result=...}` are refused",
  ),
  supportedRow("GET", "/app", "the app of the token"),
  supportedRow("GET", "/<APP_ID>", "id, name, category, link"),
  supportedRow("GET", "/me", "the system user of the token"),
  supportedRow("GET", "/<USER_ID>", "only the user of the token"),
  supportedRow(
    "GET",
    "/<WABA_ID>",
    "id, name, currency, timezone_id, message_template_namespace; also `welcome_message_sequences{...}`",
  ),
  supportedRow("GET", "/<PHONE_NUMBER_ID>", "id, display_phone_number"),
  supportedRow(
    "POST",
    "/<PHONE_NUMBER_ID>/messages",
    "order_details and order_status for Brazil, interactive message or template; others are rejected with 131051",
  ),
  supportedRow("GET", "/<PAGE_ID>", "id, name"),
  supportedRow(
    "GET",
    "/act_<AD_ACCOUNT_ID>",
    "id, account_id, name; also `ads{...}`, `adcreatives{...}`, `adsets{...}`",
  ),
  supportedRow(
    "POST",
    "/act_<AD_ACCOUNT_ID>/adcreatives",
    "stores every parameter; validates only the sequence and the welcome message in it",
  ),
  supportedRow(
    "GET",
    "/act_<AD_ACCOUNT_ID>/adcreatives",
    "`limit`, `after`, `before`, `fields`, `summary`; `filtering` is refused (switch `creativeFiltering`)",
  ),
  supportedRow("GET", "/<CREATIVE_ID>", "`fields`"),
  supportedRow("POST", "/<CREATIVE_ID>", "name, adlabels, status; parameters that only a create accepts are refused"),
  supportedRow("DELETE", "/<CREATIVE_ID>", "refused while an ad uses it (switch `deleteCreativeInUse`)"),
  supportedRow(
    "POST",
    "/act_<AD_ACCOUNT_ID>/adsets",
    "name, destination_type, billing_event, promoted_object, status; other parameters are not stored",
  ),
  supportedRow(
    "GET",
    "/act_<AD_ACCOUNT_ID>/adsets",
    "`limit`, `after`, `before`, `fields`, `summary`, `effective_status`, `updated_since`, `filtering` by id, name, effective_status, created_time, updated_time, each also with `adset.` before it",
  ),
  supportedRow("GET", "/<AD_SET_ID>", "`fields`; ad sets can be created and read, not updated"),
  supportedRow(
    "POST",
    "/act_<AD_ACCOUNT_ID>/ads",
    "name, adset_id (any number; switch `unknownAdSet`), creative, status; other parameters are not stored",
  ),
  supportedRow(
    "GET",
    "/act_<AD_ACCOUNT_ID>/ads",
    "`limit`, `after`, `before`, `fields`, `summary`, `effective_status`, `updated_since`, `filtering` by id, name, effective_status, created_time, updated_time, each also with `ad.` before it, and by creative.id, adset.id",
  ),
  supportedRow("GET", "/<AD_ID>", "`fields`, also `creative{...}`"),
  supportedRow("GET", "/<AD_ID>/adcreatives", "`fields`; `filtering` as on the account's list"),
  supportedRow("POST", "/<AD_ID>", "name, status, creative"),
  supportedRow("DELETE", "/<AD_ID>", "status becomes DELETED"),
  missingRow("GET", "/debug_token", "`/app` returns the app of a token"),
  missingRow(
    "POST",
    "/act_<AD_ACCOUNT_ID>/async_batch_requests",
    "asynchronous batches; `asyncbatch` on `/` is refused",
  ),
  missingRow("POST", "/act_<AD_ACCOUNT_ID>/campaigns", "ads and ad sets do not need a campaign in the simulator"),
  missingRow("POST", "/act_<AD_ACCOUNT_ID>/adimages", "creatives accept any image_hash"),
  missingRow("POST", "/<CREATIVE_ID>/adlabels", "`POST /<CREATIVE_ID>` accepts adlabels"),
  missingRow("GET", "/<CREATIVE_ID>/creative_insights", ""),
  missingRow("GET", "/<CREATIVE_ID>/previews", ""),
  missingRow("GET", "/<PAGE_ID>/welcome_message_flows", "the Messenger sibling"),
  missingRow("GET", "/<WABA_ID>/phone_numbers", ""),
  missingRow("GET", "/<WABA_ID>/message_templates", "templates are seed data"),
  missingRow("GET", "/<WABA_ID>/subscribed_apps", ""),
];

export function coverageMarkdown(): string {
  const head = ["| method | route | status | notes |", "| --- | --- | --- | --- |"];
  const rows = coverage.map((row) => `| ${row.method} | \`${row.route}\` | ${row.status} | ${row.notes} |`);
  return [...head, ...rows].join("\n");
}
