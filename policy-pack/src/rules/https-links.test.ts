import { pieces, told } from "../testing/checked";
import { httpsLinks } from "./https-links";

test.each([
  ["Acesse http://loja.com.br/promo!", "http://loja.com.br/promo"],
  ["Visita HTTP://TIENDA.MX", "HTTP://TIENDA.MX"],
  ["See http://192.168.0.1/x", "http://192.168.0.1/x"],
])("the link in %j is found", async (text, found) => {
  expect(await pieces(httpsLinks, text)).toEqual([found]);
});

test.each([
  "https://loja.com.br/?volta=http://loja.com.br",
  "loja.com.br e www.loja.com.br",
  "O protocolo http: mudou",
  "http é o começo de um endereço, como em http://",
  "ação http//loja",
])("%j is clean", async (text) => {
  expect(await pieces(httpsLinks, text)).toEqual([]);
});

test("the message quotes the link and says what to do", async () => {
  expect(await told(httpsLinks, "http://a.com")).toEqual([
    'text, characters 1 to 12: "http://a.com" is a link without encryption. Write it with https://, and look whether the page opens that way.',
  ]);
});
