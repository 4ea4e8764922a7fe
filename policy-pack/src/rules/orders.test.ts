import { type OrderDetailsArgs, orderDetails, toWire } from "pulumi-whatsapp/orders";
import { parseWireOrder } from "../order";
import { link, listArgsMessages, listOrderMessages, now, orderArgs, pix } from "../testing/order-rules";
import { orderExpiry } from "./order-expiry";
import { orderMaxTotal, orderPaymentLinkDomains, orderPixKeyKinds } from "./orders";

describe("order-max-total", () => {
  function items(...prices: readonly (number | string)[]): object {
    return {
      items: prices.map((amount, i) => ({ retailerId: `i${i}`, name: "Item", amount, quantity: 1 })),
    };
  }

  test("does not apply without a maximum", async () => {
    expect(await listArgsMessages(orderMaxTotal, {})).toEqual(["not applicable: the option maxCentavos is not set"]);
  });

  test("allows the maximum itself and not one centavo more", async () => {
    expect(await listArgsMessages(orderMaxTotal, {}, { maxCentavos: 1000 })).toEqual([]);
    expect(await listArgsMessages(orderMaxTotal, {}, { maxCentavos: 999 })).toEqual([
      "order: the total is R$ 10,00; the maximum is R$ 9,99. Check the amounts, which are in centavos (R$ 12,34 is 1234); raise `maxCentavos` or waive the rule if they are right.",
    ]);
  });

  test.each([
    ["includes shipping", { order: { ...items(900), shipping: { value: 200 } } }],
    ["includes tax", { order: { ...items(900), tax: { value: 101 } } }],
    ["subtracts a discount", { order: { ...items(1200), discount: { value: 100 } } }],
    ["multiplies items by their quantity", { order: { items: [{ amount: 3, quantity: 334 }] } }],
    ["accepts amounts as text", { order: items("500", "501") }],
    ["ignores a wrong total", { order: items(1001), totalAmount: 1 }],
    ["reads the total of an order without items", { order: undefined, totalAmount: "1001" }],
  ])("%s", async (_what, changes) => {
    expect(await listArgsMessages(orderMaxTotal, changes, { maxCentavos: 1000 })).toHaveLength(1);
  });

  test.each([
    ["a reduced price", { order: { items: [{ amount: 5000, saleAmount: 1000, quantity: 1 }] } }],
    ["a large discount", { order: { ...items(9000), discount: { value: 8000 } } }],
    ["an amount in reais by mistake", { order: items("10") }],
    ["a wrong total", { order: items(1000), totalAmount: 5000 }],
  ])("allows %s", async (_what, changes) => {
    expect(await listArgsMessages(orderMaxTotal, changes, { maxCentavos: 1000 })).toEqual([]);
  });

  test("compares amounts beyond the precision of floating point", async () => {
    const most = Number.MAX_SAFE_INTEGER;
    const options = { maxCentavos: most };
    expect(await listArgsMessages(orderMaxTotal, { order: items(`${most}`) }, options)).toEqual([]);
    expect(await listArgsMessages(orderMaxTotal, { order: items(`${BigInt(most) + 2n}`) }, options)).toEqual([
      expect.stringContaining("the total is R$ 90.071.992.547.409,93; the maximum is R$ 90.071.992.547.409,91"),
    ]);
    // In floating point 2^53 + 1 - 1 is 2^53 - 1, one less than the exact result.
    const order = (discount: string): object => ({ ...items(`${BigInt(most) + 2n}`), discount: { value: discount } });
    expect(await listArgsMessages(orderMaxTotal, { order: order("2") }, options)).toEqual([]);
    expect(await listArgsMessages(orderMaxTotal, { order: order("1") }, options)).toHaveLength(1);
  });

  test.each([0, -1, 12.5, "1000", 2 ** 53])("rejects %j as the maximum", (maxCentavos) => {
    expect(() => orderMaxTotal.configure({ maxCentavos }, { now: () => new Date() })).toThrow(
      "whatsapp-order-max-total.maxCentavos",
    );
  });
});

describe("order-pix-key-kinds", () => {
  function settings(...paymentSettings: readonly object[]): object {
    return { paymentSettings };
  }

  test.each(["CPF", "PHONE"])("reports a key of the kind %s without quoting it", async (kind) => {
    expect(await listArgsMessages(orderPixKeyKinds, settings(link("https://a.com"), pix(kind)))).toEqual([
      `paymentSettings[1].pixDynamicCode.keyType: a Pix key of the kind ${kind} is not allowed. Use a key of the kind CNPJ, EMAIL, EVP.`,
    ]);
  });

  test.each(["CNPJ", "EMAIL", "EVP"])("allows a key of the kind %s", async (kind) => {
    expect(await listArgsMessages(orderPixKeyKinds, settings(pix(kind)))).toEqual([]);
  });

  test("ignores other payment settings and orders without any", async () => {
    const boleto = { type: "boleto", boleto: { digitableLine: "CPF" } };
    expect(await listArgsMessages(orderPixKeyKinds, settings(link("https://cpf.com/PHONE"), boleto))).toEqual([]);
    expect(await listArgsMessages(orderPixKeyKinds, { paymentSettings: undefined, body: "Pix: CPF" })).toEqual([]);
  });

  test("the option allowed sets the kinds", async () => {
    const allowed = ["CPF", "CNPJ"];
    expect(await listArgsMessages(orderPixKeyKinds, settings(pix("CPF")), { allowed })).toEqual([]);
    expect(await listArgsMessages(orderPixKeyKinds, settings(pix("EVP"), pix("EMAIL")), { allowed })).toHaveLength(2);
  });

  test.each([{ allowed: [] }, { allowed: ["cpf"] }, { allowed: "CPF" }, { kinds: ["CPF"] }])(
    "rejects the options %j",
    (options) => {
      expect(() => orderPixKeyKinds.configure(options, { now: () => new Date() })).toThrow(
        "whatsapp-order-pix-key-kinds.",
      );
    },
  );
});

describe("order-payment-link-domains", () => {
  const domains = ["exemplo.com.br", "pay.example.com", "café.com.br"];
  function listProblems(...uris: readonly string[]): Promise<readonly string[]> {
    return listArgsMessages(orderPaymentLinkDomains, { paymentSettings: uris.map(link) }, { domains });
  }

  test("does not apply without domains", async () => {
    expect(await listArgsMessages(orderPaymentLinkDomains, { paymentSettings: [link("http://evil.com")] })).toEqual([
      "not applicable: the option domains is empty",
    ]);
  });

  test.each([
    "https://exemplo.com.br/pagar/1?valor=10#x",
    "https://loja.exemplo.com.br/1",
    "HTTPS://EXEMPLO.COM.BR/1",
    "https://exemplo.com.br./1", // the root's dot
    "https://exemplo.com.br:8443/1",
    "https://pay.example.com/1",
    "https://xn--caf-dma.com.br/1",
    "https://loja.CAFÉ.com.br/1",
    "https://evil.com@exemplo.com.br/1", // the host follows the at sign
  ])("%j leads to an allowed domain", async (uri) => {
    expect(await listProblems(uri)).toEqual([]);
  });

  test.each([
    "https://outra.com.br/exemplo.com.br",
    "https://exemplo.com.br.evil.com/1",
    "https://meuexemplo.com.br/1",
    "https://example.com/1", // above pay.example.com
    "https://exemplo.com.br@evil.com/1",
    "https://exemplo.com.br%40evil.com@evil.com/1",
    "https://exemplо.com.br/1", // a Cyrillic о
    "https://xn--exmplo-cva.com.br/1",
    "https://cafe.com.br/1",
    "https://192.0.2.1/exemplo.com.br",
    "https://3221225985/exemplo.com.br", // the same address
    "https://[2001:db8::1]/exemplo.com.br",
    "https://exemplo.com.br../1",
  ])("%j leads to another domain", async (uri) => {
    expect(await listProblems(uri)).toEqual([
      expect.stringMatching(/leads to .*, which is not one of the allowed domains\. Use/),
    ]);
  });

  test("requires https and links that all apps read alike", async () => {
    expect(await listProblems("http://exemplo.com.br/1")).toEqual([
      'paymentSettings[0].paymentLink.uri: "http://exemplo.com.br/1" is an unencrypted payment link. Use a link with https:// on an allowed domain (exemplo.com.br, pay.example.com, café.com.br).',
    ]);
    for (const uri of [
      "https://exemplo.com.br\\@evil.com/",
      "https://exemplo.com.br/1\n",
      "https://exemplo.com.br /",
    ]) {
      expect((await listProblems(uri))[0]).toMatch(
        /contains a backslash or whitespace, which apps read differently|is not a valid URL/,
      );
    }
  });

  test("reports all problems of each link", async () => {
    const paymentSettings = [pix("EVP"), link("http://evil.com/1"), link("https://exemplo.com.br/1")];
    expect(
      await listArgsMessages(orderPaymentLinkDomains, { paymentSettings }, { domains: ["exemplo.com.br"] }),
    ).toEqual([
      expect.stringMatching(/^paymentSettings\[1\]\.paymentLink\.uri: .* is an unencrypted payment link/),
      expect.stringMatching(/^paymentSettings\[1\]\.paymentLink\.uri: .* leads to "evil\.com"/),
    ]);
  });

  test.each(["com.br", "https://exemplo.com.br", "exemplo.com.br/x", "", "192.0.2.1"])(
    "rejects %j as an allowed domain",
    (domain) => {
      expect(() => orderPaymentLinkDomains.options.parse({ domains: [domain] })).toThrow(
        "must be a domain of your own",
      );
    },
  );
});

describe("order-expiry", () => {
  const items = [{ retailerId: "cake", name: "Bolo", amount: 500, quantity: 2 }];
  function seconds(hours: number): string {
    return String(Math.round(now.getTime() / 1000 + hours * 3600));
  }
  function ending(hours: number, more: object = {}): object {
    return {
      order: { items, expiration: { timestamp: seconds(hours), description: "Oferta do dia" } },
      ...more,
    };
  }
  const path = "order.expiration.timestamp";

  test("does not apply without a limit", async () => {
    expect(await listArgsMessages(orderExpiry, {})).toEqual(["not applicable: no limit of the expiration is set"]);
  });

  test("reports an order without a required expiration", async () => {
    const never = ["order.expiration: the order never expires. Set an expiration with timestamp and description."];
    expect(await listArgsMessages(orderExpiry, {}, { required: true })).toEqual(never);
    expect(await listArgsMessages(orderExpiry, { order: undefined, totalAmount: 1000 }, { required: true })).toEqual(
      never,
    );
    expect(await listArgsMessages(orderExpiry, ending(24), { required: true })).toEqual([]);
    expect(await listArgsMessages(orderExpiry, {}, { minHours: 2, maxHours: 72 })).toEqual([]);
  });

  test("allows the limits themselves and not a second more", async () => {
    const limits = { minHours: 2, maxHours: 72 };
    for (const hours of [2, 24, 72]) expect(await listArgsMessages(orderExpiry, ending(hours), limits)).toEqual([]);
    expect(await listArgsMessages(orderExpiry, ending(2 - 1 / 3600), limits)).toEqual([
      `${path}: the order expires at 2026-03-02T13:59:59.000Z, 1 h 59 min from now; the minimum is 2 h. Give customers more time to pay.`,
    ]);
    expect(await listArgsMessages(orderExpiry, ending(72 + 1 / 3600), limits)).toEqual([
      `${path}: the order expires at 2026-03-05T12:00:01.000Z, 72 h 0 min from now; the maximum is 72 h. Use an earlier expiration.`,
    ]);
  });

  test("skips orders that expired or are no longer pending", async () => {
    const limits = { required: true, minHours: 2 };
    expect(await listArgsMessages(orderExpiry, ending(-1), limits)).toEqual([]);
    for (const more of [{ status: "shipped" }, { payment: { status: "captured" } }, { status: "partially-shipped" }]) {
      expect(await listArgsMessages(orderExpiry, ending(1, more), limits)).toEqual([]);
      expect(await listArgsMessages(orderExpiry, more, limits)).toEqual([]);
    }
    expect(await listArgsMessages(orderExpiry, ending(1, { status: "pending" }), limits)).toHaveLength(1);
  });

  test("reports an expired order in a file", async () => {
    const args = orderArgs(ending(24)) as OrderDetailsArgs;
    const order = parseWireOrder(toWire(orderDetails(args, { now })));
    const later = { now: () => new Date(now.getTime() + 25 * 3_600_000) };
    expect(await listOrderMessages(orderExpiry, order, { minHours: 1 })).toEqual([]);
    expect(await orderExpiry.configure({ minHours: 1 }, later)(order)).toEqual([
      {
        path: `interactive.action.parameters.${path}`,
        message: {
          en: "the order expires at 2026-03-03T12:00:00.000Z, 1 h 0 min ago; the minimum is 1 h",
          pt: "o pedido venceu em 2026-03-03T12:00:00.000Z, há 1 h 0 min; o mínimo é 1 h",
          es: "el pedido venció el 2026-03-03T12:00:00.000Z, hace 1 h 0 min; el mínimo es 1 h",
        },
        fix: {
          en: "Give customers more time to pay.",
          pt: "Dê mais tempo para o cliente pagar.",
          es: "Da más tiempo al cliente para pagar.",
        },
      },
    ]);
  });

  test.each([
    [{ minHours: 3, maxHours: 2 }, "maxHours: must not be less than minHours"],
    [{ minHours: 0 }, "minHours"],
    [{ maxHours: "72" }, "maxHours"],
    [{ required: "yes" }, "required"],
  ])("rejects the limits %j", (options, reason) => {
    expect(() => orderExpiry.configure(options, { now: () => now })).toThrow(`whatsapp-order-expiry.${reason}`);
  });
});
