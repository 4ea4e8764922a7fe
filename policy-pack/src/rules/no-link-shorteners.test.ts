import { pieces, told } from "../testing/checked";
import { noLinkShorteners } from "./no-link-shorteners";

test.each([
  ["Veja o cardápio: bit.ly/cardapio2026", "bit.ly/cardapio2026"],
  ["Acesse https://encurtador.com.br/aBcD1 e confira", "https://encurtador.com.br/aBcD1"],
  ["Mira el catálogo (https://cutt.ly/xyz)", "https://cutt.ly/xyz"],
  ["Book here: HTTPS://TINYURL.COM/abc", "HTTPS://TINYURL.COM/abc"],
  ["👉goo.gl/abc👈", "goo.gl/abc"],
  ["https://www.bit.ly/abc", "https://www.bit.ly/abc"],
])("the shortened link in %j is found", async (text, found) => {
  expect(await pieces(noLinkShorteners, text)).toEqual([found]);
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
])("%j is clean", async (text) => {
  expect(await pieces(noLinkShorteners, text)).toEqual([]);
});

test("ice breakers and autofill are looked at too, and the message says what and where", async () => {
  const content = { autofill: "Vi em bit.ly/x", iceBreakers: ["Abrir t.co/y"] };
  expect(await told(noLinkShorteners, content)).toEqual([
    'autofillMessage.content, characters 7 to 14: "bit.ly/x" is a shortened link, which hides where it leads. Write the whole link, on a domain of your business.',
    expect.stringMatching(/^iceBreakers\[0\]\.title, characters 7 to 12: "t\.co\/y"/),
  ]);
});

test("more shorteners can be named", async () => {
  const text = "https://go.exemplo.com.br/x";
  expect(await pieces(noLinkShorteners, text)).toEqual([]);
  expect(await pieces(noLinkShorteners, text, { also: ["GO.exemplo.com.br"] })).toEqual([text]);
});

test("a link is no name of a shortener", () => {
  expect(() => noLinkShorteners.options.parse({ also: ["https://go.exemplo.com.br/"] })).toThrow("must be a domain");
});
