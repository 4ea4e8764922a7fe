import * as fc from "fast-check";
import { routes } from "../../simulator/src/routes/table";
import { defaults } from "../../simulator/src/seed/defaults";
import type { Sent } from "./exchange";
import { json, knownIds, maybe, objectLike, partOf, rarely, segment, text } from "./values";

const method = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("GET", "POST", "DELETE") },
  { weight: 1, arbitrary: fc.constantFrom("PUT", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND") },
);

const version = fc.constantFrom("", "/v2.12", "/v0.0", "/v999.0", "//v25.0", `/v${"9".repeat(400)}.0`);

/** Paths of the routes, with ids. */
const known = fc
  .tuple(fc.constantFrom(...routes.map(({ method: verb, template }) => [verb, template] as const)), segment)
  .map(([[verb, template], strange]) => {
    const path = template.replace(/<(\w+)>/, (_all, name: string) => idsByName[name] ?? strange);
    return { verb, path: `/v26.0${path}` };
  });

const idsByName: Readonly<Record<string, string>> = {
  WABA_ID: defaults.wabaId,
  APP_ID: defaults.appId,
  PAGE_ID: defaults.pageId,
  PHONE_NUMBER_ID: defaults.phoneNumberId,
  USER_ID: defaults.userId,
  AD_ACCOUNT_ID: defaults.adAccountId,
  AD_SET_ID: defaults.adSetId,
};

const edge = fc.constantFrom("welcome_message_sequences", "messages", "ads", "adimages", "nothing", "__proto__");

const strange = fc
  .tuple(
    method,
    version,
    fc.oneof(fc.constant([]), fc.tuple(segment), fc.tuple(segment, edge), fc.array(segment, { maxLength: 4 })),
  )
  .map(([verb, start, segments]) => ({ verb, path: `${start}/${segments.join("/")}` }));

const address = fc.oneof({ weight: 3, arbitrary: known }, { weight: 1, arbitrary: strange });

const sequence = objectLike({
  text: fc.constant("Hi"),
  autofill_message: objectLike({ content: fc.constant("Hello") }),
  ice_breakers: fc.array(objectLike({ title: fc.constant("Yes") }), { maxLength: 3 }),
});

const amount = objectLike({ value: fc.integer(), offset: fc.constant(100) });

const interactive = objectLike({
  type: fc.constantFrom("order_details", "order_status"),
  body: objectLike({ text: fc.constant("Pedido") }),
  action: objectLike({
    name: fc.constantFrom("review_and_pay", "review_order"),
    parameters: objectLike({
      reference_id: fc.constantFrom("order-1", "order-2"),
      type: fc.constant("digital-goods"),
      payment_type: fc.constant("br"),
      currency: fc.constant("BRL"),
      total_amount: amount,
      order: objectLike({
        status: fc.constantFrom("pending", "shipped"),
        items: fc.array(
          objectLike({ retailer_id: fc.constant("1"), name: fc.constant("Bolo"), amount, quantity: fc.nat() }),
          {
            maxLength: 2,
          },
        ),
        subtotal: amount,
        tax: amount,
      }),
    }),
  }),
});

const fields = fc.oneof(
  fc.constantFrom("id,name", "ads{creative{id}}", "adcreatives.limit(3){id,name}", "id.as(__proto__)"),
  text,
);

const filtering = fc.array(
  objectLike({
    field: fc.constantFrom("id", "ad.id", "name", "effective_status", "created_time", "nothing"),
    operator: fc.constantFrom("IN", "EQUAL", "CONTAIN", "GREATER_THAN"),
    value: fc.oneof(fc.constantFrom("1", "ACTIVE"), fc.array(fc.constantFrom("1", "PAUSED"))),
  }),
  { maxLength: 3 },
);

const id = fc.constantFrom(...knownIds, "1");

/** Parameters of writes. */
const needed = objectLike({
  name: fc.constantFrom("Driver sign-up", "other"),
  welcome_message_sequence: fc.oneof(
    sequence,
    sequence.map((value) => JSON.stringify(value)),
  ),
  adset_id: fc.constant(defaults.adSetId),
  creative: partOf({ creative_id: id, object_story_spec: json, asset_feed_spec: json }),
  object_story_spec: fc.constant('{"page_id":"1"}'),
  messaging_product: fc.constant("whatsapp"),
  to: fc.constant("5511987654321"),
  type: fc.constantFrom("interactive", "template"),
  interactive,
  template: objectLike({ name: fc.constant("pedido"), language: json, components: fc.array(json, { maxLength: 2 }) }),
});

const optional = partOf({
  sequence_id: rarely(id),
  fields,
  limit: fc.constantFrom("1", "25", "0"),
  after: rarely(fc.constantFrom("eyJhdCI6MX0", "x")),
  filtering: rarely(
    fc.oneof(
      filtering,
      filtering.map((value) => JSON.stringify(value)),
    ),
  ),
  effective_status: fc.constantFrom("ACTIVE", '["PAUSED"]'),
  status: fc.constantFrom("ACTIVE", "PAUSED", "DELETED"),
  execution_options: fc.constantFrom('["validate_only"]', "validate_only"),
  method: rarely(fc.constantFrom("delete", "get")),
  callback: rarely(fc.constantFrom("done", "a b")),
  access_token: rarely(fc.constantFrom(defaults.accessToken, "EAAnobody", "\ud800nobody-at-all")),
  appsecret_proof: rarely(fc.constantFrom("00", "f".repeat(64))),
  recipient: rarely(fc.constant("BR.7Q2")),
});

const params = fc.tuple(needed, optional).map(([one, other]) => ({ ...one, ...other }));

const item = objectLike({
  method: method,
  relative_url: fc.tuple(address, optional).map(([{ path }, query]) => `${path.slice(1)}?${createForm(query)}`),
  body: params.map(createForm),
  name: fc.constantFrom("a", "b"),
  depends_on: fc.constantFrom("a", "b", "c"),
  omit_response_on_success: fc.boolean(),
  headers: fc.array(objectLike({ name: fc.constantFrom("content-type", "Authorization"), value: text }), {
    maxLength: 2,
  }),
});

const batch = fc
  .tuple(fc.array(item, { maxLength: 5 }), fc.boolean())
  .map(([items, isText]) => ({ batch: isText ? JSON.stringify(items) : items }));

/** Writes a value like clients do in forms: values other than text as JSON. */
function toText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function createForm(values: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(values).map(([key, value]): [string, string] => [key, toText(value)]);
  return new URLSearchParams(pairs).toString();
}

type Body = Required<Pick<Sent, "headers" | "body">>;

const boundary = "----fuzz";

function createMultipart(values: Readonly<Record<string, unknown>>, isFile: boolean): Body {
  const head = (name: string): string =>
    `Content-Disposition: form-data; name="${name}"${isFile ? '; filename="f"' : ""}`;
  const parts = Object.entries(values).map(
    ([name, value]) => `--${boundary}\r\n${head(name)}\r\n\r\n${toText(value)}\r\n`,
  );
  return {
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    body: Buffer.from(`${parts.join("")}--${boundary}--\r\n`),
  };
}

function withType(type: string, body: string): Body {
  return { headers: { "content-type": type }, body: Buffer.from(body) };
}

const deepName = fc.tuple(
  fc.constantFrom("a", "__proto__", ""),
  fc.constantFrom("[b]", "[]", "[", "[0]"),
  fc.constantFrom(1, 63, 64, 9_000),
);

const whole: fc.Arbitrary<Body> = fc.oneof(
  fc.oneof(params, batch).map((value) => withType("application/json", JSON.stringify(value))),
  fc.oneof(params, batch).map((value) => withType("application/x-www-form-urlencoded", createForm(value))),
  fc.tuple(fc.oneof(params, batch), fc.boolean()).map(([value, isFile]) => createMultipart(value, isFile)),
  fc.tuple(fc.constantFrom("application/json", "text/plain", ""), text).map(([type, body]) => withType(type, body)),
  deepName.map(([name, key, times]) => withType("application/x-www-form-urlencoded", `${name}${key.repeat(times)}=1`)),
  fc
    .integer({ min: 1, max: 20_000 })
    .map((times) => withType("application/x-www-form-urlencoded", "a[]=1&".repeat(times))),
  fc
    .tuple(
      fc.constantFrom(
        `--${boundary}\r\n`,
        "\r\n--",
        "a: b\r\n",
        `--${boundary}\r\nContent-Disposition: form-data; name="a`,
      ),
      fc.nat(5_000),
    )
    .map(([part, times]) => ({ ...createMultipart({}, false), body: Buffer.from(part.repeat(times)) })),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => ({ ...createMultipart({}, false), body: Buffer.from(bytes) })),
);

/** Truncates some bodies. */
const body = fc
  .tuple(whole, rarely(fc.double({ min: 0, max: 1, noNaN: true })))
  .map(([{ headers, body: bytes }, share]) => ({
    headers,
    body: share === undefined ? bytes : bytes.subarray(0, Math.floor(bytes.length * share)),
  }));

const token = fc.oneof(
  { weight: 5, arbitrary: fc.constant({ authorization: `Bearer ${defaults.accessToken}` }) },
  { weight: 1, arbitrary: fc.constantFrom({}, { authorization: "Bearer" }, { authorization: "OAuth EAAnobody" }) },
);

const moreHeaders = fc.constantFrom(
  { host: "evil.example" },
  { origin: "null" },
  { origin: "http://localhost:3000", "access-control-request-method": "POST" },
  { "content-encoding": "gzip" },
  { "if-none-match": "x" },
);

/** A request to the Graph port, valid or not. */
export const graphRequest: fc.Arbitrary<Sent> = fc
  .tuple(address, maybe(optional), maybe(body), token, rarely(moreHeaders))
  .map(([{ verb, path }, query, given, authorization, more]) => ({
    port: "graph",
    method: verb,
    path: query === undefined ? path : `${path}?${createForm(query)}`.slice(0, 12_000),
    headers: { ...given?.headers, ...authorization, ...more },
    ...(given === undefined ? {} : { body: given.body }),
  }));
