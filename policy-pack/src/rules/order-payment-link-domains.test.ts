import { link, pix, toldOfArgs } from "../testing/orders";
import { orderPaymentLinkDomains } from "./order-payment-link-domains";

const domains = ["exemplo.com.br", "pay.example.com", "café.com.br"];
function told(...uris: readonly string[]): Promise<readonly string[]> {
  return toldOfArgs(orderPaymentLinkDomains, { paymentSettings: uris.map(link) }, { domains });
}

test("without domains nothing is checked, and that is said", async () => {
  expect(await toldOfArgs(orderPaymentLinkDomains, { paymentSettings: [link("http://evil.com")] })).toEqual([
    "not applicable: no domains are configured",
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
  "https://evil.com@exemplo.com.br/1", // leads to what stands after the at sign
])("%j leads to an own domain", async (uri) => {
  expect(await told(uri)).toEqual([]);
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
])("%j leads elsewhere", async (uri) => {
  expect(await told(uri)).toEqual([
    expect.stringMatching(/leads to .*, which is not one of the allowed domains\. Use/),
  ]);
});

test("a link must be https, and read alike by every app", async () => {
  expect(await told("http://exemplo.com.br/1")).toEqual([
    'paymentSettings[0].paymentLink.uri: "http://exemplo.com.br/1" is a payment link without encryption. Use a link with https:// on an allowed domain (exemplo.com.br, pay.example.com, café.com.br).',
  ]);
  for (const uri of ["https://exemplo.com.br\\@evil.com/", "https://exemplo.com.br/1\n", "https://exemplo.com.br /"]) {
    expect((await told(uri))[0]).toMatch(/holds a backslash or a blank, which apps read differently|is no address/);
  }
});

test("all that is wrong with each link is said, at its place; other ways to pay have no link", async () => {
  const paymentSettings = [pix("EVP"), link("http://evil.com/1"), link("https://exemplo.com.br/1")];
  expect(await toldOfArgs(orderPaymentLinkDomains, { paymentSettings }, { domains: ["exemplo.com.br"] })).toEqual([
    expect.stringMatching(/^paymentSettings\[1\]\.paymentLink\.uri: .* without encryption/),
    expect.stringMatching(/^paymentSettings\[1\]\.paymentLink\.uri: .* leads to "evil\.com"/),
  ]);
});

test.each(["com.br", "https://exemplo.com.br", "exemplo.com.br/x", "", "192.0.2.1"])(
  "%j is no own domain",
  (domain) => {
    expect(() => orderPaymentLinkDomains.options.parse({ domains: [domain] })).toThrow("must be a domain of your own");
  },
);
