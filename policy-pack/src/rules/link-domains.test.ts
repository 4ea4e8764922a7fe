import { NotApplicable } from "./rule";
import { checked, pieces, told } from "../testing/checked";
import { linkDomains } from "./link-domains";

const domains = ["exemplo.com.br", "shop.example.com"];

test("without domains nothing is checked, and that is said", async () => {
  expect(await checked(linkDomains, "https://evil.com")).toEqual(new NotApplicable("no domains are configured"));
});

test.each([
  "https://exemplo.com.br/x e loja.exemplo.com.br",
  "Mira HTTPS://EXEMPLO.COM.BR",
  "https://shop.example.com/a",
  "Escreva para a@outra.com",
  "Siga @outra.com.br",
  "Muito obrigado.Me chama",
])("%j is clean", async (text) => {
  expect(await pieces(linkDomains, text, { domains })).toEqual([]);
});

test.each([
  "https://outra.com.br",
  "https://exemplo.com.br.evil.com",
  "https://meuexemplo.com.br",
  "https://www.example.com",
  "https://exemplo.com.br@evil.com",
  "https://exemplо.com.br", // a Cyrillic о
  "https://xn--exmplo-cva.com.br",
  "https://192.0.2.1/exemplo.com.br",
])("%j leads elsewhere", async (text) => {
  expect(await pieces(linkDomains, text, { domains })).toEqual([text]);
});

test("the message says where the link leads and where it may lead", async () => {
  expect(
    await told(linkDomains, "https://exemplo.com.br.evil.com/x", { domains: [...domains, "a.com", "b.com"] }),
  ).toEqual([
    'text, characters 1 to 33: "https://exemplo.com.br.evil.com/x" leads to "evil.com", which is not one of the allowed domains. Write a link on an allowed domain (exemplo.com.br, shop.example.com, a.com and others).',
  ]);
});

test("a domain may be written in its own letters", async () => {
  expect(await pieces(linkDomains, "https://xn--caf-dma.com.br", { domains: ["Café.com.br"] })).toEqual([]);
  expect(await pieces(linkDomains, "https://cafe.com.br", { domains: ["café.com.br"] })).toHaveLength(1);
});

test.each(["com.br", "https://exemplo.com.br", "exemplo.com.br/x", "", "localhost", "192.0.2.1"])(
  "%j is no domain to allow",
  (domain) => {
    expect(() => linkDomains.options.parse({ domains: [domain] })).toThrow("must be a domain of your own");
  },
);
