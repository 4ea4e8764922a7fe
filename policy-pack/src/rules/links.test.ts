import { checkContent, listMatches, listMessages } from "../testing/content-rules";
import { httpsLinks, linkDomains, maxLinks, noChatLinks, noIpLinks, noLinkShorteners } from "./links";
import { describeEmptyOption } from "../message-terms";
import { NotApplicable } from "./rule";

describe("no-link-shorteners", () => {
  test.each([
    ["Veja o cardápio: bit.ly/cardapio2026", "bit.ly/cardapio2026"],
    ["Acesse https://encurtador.com.br/aBcD1 e confira", "https://encurtador.com.br/aBcD1"],
    ["Mira el catálogo (https://cutt.ly/xyz)", "https://cutt.ly/xyz"],
    ["Book here: HTTPS://TINYURL.COM/abc", "HTTPS://TINYURL.COM/abc"],
    ["👉goo.gl/abc👈", "goo.gl/abc"],
    ["https://www.bit.ly/abc", "https://www.bit.ly/abc"],
  ])("finds the shortened link in %j", async (text, found) => {
    expect(await listMatches(noLinkShorteners, text)).toEqual([found]);
  });

  test.each([
    "Veja https://www.loja.com.br/cardapio",
    "Estamos aqui: https://maps.app.goo.gl/AbCdEf123 ou goo.gl/maps/xyz",
    "https://rabbit.ly.exemplo.com.br",
    "https://meubit.ly.com.br/x",
    "Vídeo: https://youtu.be/abc",
    "Somos a Bit.Lya Modas",
    "Encurtador de frases? Aqui não!",
    "Me manda um alô.Bit by bit, we grow",
  ])("%j has no violations", async (text) => {
    expect(await listMatches(noLinkShorteners, text)).toEqual([]);
  });

  test("checks ice breakers and the autofill message, and locates the link", async () => {
    const content = { autofill: "Vi em bit.ly/x", iceBreakers: ["Abrir t.co/y"] };
    expect(await listMessages(noLinkShorteners, content)).toEqual([
      'autofillMessage.content, characters 7 to 14: "bit.ly/x" is a shortened link, which hides its destination. Use the full link, on a domain of your business.',
      expect.stringMatching(/^iceBreakers\[0\]\.title, characters 7 to 12: "t\.co\/y"/),
    ]);
  });

  test("the option also adds shorteners", async () => {
    const text = "https://go.exemplo.com.br/x";
    expect(await listMatches(noLinkShorteners, text)).toEqual([]);
    expect(await listMatches(noLinkShorteners, text, { also: ["GO.exemplo.com.br"] })).toEqual([text]);
  });

  test("rejects a URL as a shortener's domain", () => {
    expect(() => noLinkShorteners.options.parse({ also: ["https://go.exemplo.com.br/"] })).toThrow("must be a domain");
  });
});

describe("https-links", () => {
  test.each([
    ["Acesse http://loja.com.br/promo!", "http://loja.com.br/promo"],
    ["Visita HTTP://TIENDA.MX", "HTTP://TIENDA.MX"],
    ["See http://192.168.0.1/x", "http://192.168.0.1/x"],
  ])("finds the http link in %j", async (text, found) => {
    expect(await listMatches(httpsLinks, text)).toEqual([found]);
  });

  test.each([
    "https://loja.com.br/?volta=http://loja.com.br",
    "loja.com.br e www.loja.com.br",
    "O protocolo http: mudou",
    "http é o começo de um endereço, como em http://",
    "ação http//loja",
  ])("%j has no violations", async (text) => {
    expect(await listMatches(httpsLinks, text)).toEqual([]);
  });

  test("quotes the link and says what to do", async () => {
    expect(await listMessages(httpsLinks, "http://a.com")).toEqual([
      'text, characters 1 to 12: "http://a.com" is an unencrypted link. Write the link with https:// and check that the page opens.',
    ]);
  });
});

describe("no-ip-links", () => {
  test.each([
    ["Acesse http://192.168.0.1/painel", "http://192.168.0.1/painel"],
    ["https://[2001:db8::1]:8443/x agora", "https://[2001:db8::1]:8443/x"],
    ["Entra: http://2130706433/", "http://2130706433/"],
    ["http://0x7f000001/login", "http://0x7f000001/login"],
    ["http://0177.0.0.1", "http://0177.0.0.1"],
    ["https://banco.com.br@203.0.113.9/", "https://banco.com.br@203.0.113.9/"],
  ])("finds the IP address in %j", async (text, found) => {
    expect(await listMatches(noIpLinks, text)).toEqual([found]);
  });

  test.each([
    "Aberto das 8.30 às 18.00",
    "Abierto 9:00-18:00, versión 1.2.3.4",
    "Version v10.0.0.1 is out",
    "Ligue 0800.123.4567 ou 11.99999.9999",
    "https://1.2.3.4.exemplo.com.br/",
    "https://127001.com.br",
    "Nota ::1:: ⭐⭐⭐",
  ])("%j has no violations", async (text) => {
    expect(await listMatches(noIpLinks, text)).toEqual([]);
  });
});

describe("no-chat-links", () => {
  test.each([
    ["Fale com a filial: wa.me/5511999999999", "wa.me/5511999999999"],
    [
      "Escríbenos https://api.whatsapp.com/send?phone=34600000000 ya",
      "https://api.whatsapp.com/send?phone=34600000000",
    ],
    ["Join https://chat.whatsapp.com/AbCd", "https://chat.whatsapp.com/AbCd"],
    ["whatsapp://send?text=oi", "whatsapp://send?text=oi"],
    ["https://wa.me/message/ABC123", "https://wa.me/message/ABC123"],
  ])("finds the chat link in %j", async (text, found) => {
    expect(await listMatches(noChatLinks, text)).toEqual([found]);
  });

  test.each([
    "Veja o catálogo: https://wa.me/c/5511999999999",
    "https://wa.me/p/123/5511999999999",
    "https://www.whatsapp.com/legal/business-policy",
    "Chama no WhatsApp!",
    "Olá.wa é isso? wa.meu",
    "https://panama.wa.me.exemplo.com/",
  ])("%j has no violations", async (text) => {
    expect(await listMatches(noChatLinks, text)).toEqual([]);
  });

  test("explains the problem with chat links", async () => {
    expect(await listMessages(noChatLinks, "wa.me/55")).toEqual([
      'text, characters 1 to 8: "wa.me/55" opens a WhatsApp chat, but the customer is already in one. Remove the link, or ask customers to reply in this chat.',
    ]);
  });
});

describe("max-links", () => {
  const two = "Site: loja.com.br 📍 mapa: https://exemplo.com/mapa";

  test("reports the second of two links", async () => {
    expect(await listMatches(maxLinks, two)).toEqual(["https://exemplo.com/mapa"]);
    expect(await listMessages(maxLinks, two)).toEqual([
      "text, characters 28 to 51: 2 links in one text; the maximum is 1. Keep the most important link and remove the others.",
    ]);
  });

  test("the option max sets the number", async () => {
    expect(await listMatches(maxLinks, two, { max: 2 })).toEqual([]);
    expect(await listMessages(maxLinks, "loja.com.br", { max: 0 })).toEqual([
      "text, characters 1 to 11: 1 link in one text; the maximum is 0. Remove the links.",
    ]);
    expect(() => maxLinks.options.parse({ max: -1 })).toThrow();
  });

  test("counts each text separately", async () => {
    const content = {
      text: "loja.com.br",
      autofill: "Vi em loja.com.br",
      iceBreakers: ["loja.com.br", "a.com e b.com"],
    };
    expect(await listMessages(maxLinks, content)).toEqual([
      expect.stringMatching(/^iceBreakers\[1\]\.title, characters 9 to 13: /),
    ]);
  });

  test.each(["Oi! Tudo bem?", "Fale com a@loja.com.br ou b@loja.com.br", "Das 8.30 às 18.00.Sábado até 12.00"])(
    "%j is clean",
    async (text) => {
      expect(await listMatches(maxLinks, text)).toEqual([]);
    },
  );
});

describe("link-domains", () => {
  const domains = ["exemplo.com.br", "shop.example.com"];

  test("does not apply without domains", async () => {
    expect(await checkContent(linkDomains, "https://evil.com")).toEqual(
      new NotApplicable(describeEmptyOption("domains")),
    );
  });

  test.each([
    "https://exemplo.com.br/x e loja.exemplo.com.br",
    "Mira HTTPS://EXEMPLO.COM.BR",
    "https://shop.example.com/a",
    "Escreva para a@outra.com",
    "Siga @outra.com.br",
    "Muito obrigado.Me chama",
  ])("%j has no violations", async (text) => {
    expect(await listMatches(linkDomains, text, { domains })).toEqual([]);
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
  ])("%j leads to another domain", async (text) => {
    expect(await listMatches(linkDomains, text, { domains })).toEqual([text]);
  });

  test("names the destination and the allowed domains", async () => {
    expect(
      await listMessages(linkDomains, "https://exemplo.com.br.evil.com/x", { domains: [...domains, "a.com", "b.com"] }),
    ).toEqual([
      'text, characters 1 to 33: "https://exemplo.com.br.evil.com/x" leads to "evil.com", which is not one of the allowed domains. Use a link on an allowed domain (exemplo.com.br, shop.example.com, a.com and others).',
    ]);
  });

  test("accepts a domain in its own letters", async () => {
    expect(await listMatches(linkDomains, "https://xn--caf-dma.com.br", { domains: ["Café.com.br"] })).toEqual([]);
    expect(await listMatches(linkDomains, "https://cafe.com.br", { domains: ["café.com.br"] })).toHaveLength(1);
  });

  test.each(["com.br", "https://exemplo.com.br", "exemplo.com.br/x", "", "localhost", "192.0.2.1"])(
    "rejects %j as an allowed domain",
    (domain) => {
      expect(() => linkDomains.options.parse({ domains: [domain] })).toThrow("must be a domain of your own");
    },
  );
});
