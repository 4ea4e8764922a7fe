import { findLinks } from "./links";

function listShown(text: string): readonly string[] {
  return findLinks(text).map(({ start, end }) => text.slice(start, end));
}

test.each([
  ["Veja https://loja.com.br/a?b=1, ok?", "https://loja.com.br/a?b=1"],
  ["Veja loja.com.br.", "loja.com.br"],
  ["(www.tienda.de)", "www.tienda.de"],
  ["Mira:bit.ly/abc!", "bit.ly/abc"],
  ["*bit.ly/x*", "bit.ly/x"],
  ["_https://shop.example.com/_", "https://shop.example.com/"],
  ["😀loja.com.br😀", "loja.com.br"],
  ["🇧🇷bit.ly/a🇧🇷", "bit.ly/a"],
  ["aquihttps://loja.com/x", "https://loja.com/x"],
  ["LOJA.COM.BR", "LOJA.COM.BR"],
  ["«https://a.com/(x)»", "https://a.com/(x)"],
  ["minhaloja.app", "minhaloja.app"],
  ["olá.com.br", "olá.com.br"],
  ["whatsapp://send?phone=5511999999999", "whatsapp://send?phone=5511999999999"],
])("%j contains the link %j", (text, link) => {
  expect(listShown(text)).toEqual([link]);
});

test.each([
  "Baixe o app.Me chama aqui",
  "Muito obrigado.de nada",
  "Atendemos até 8h.Venha!",
  "Gracias.Es un gusto",
  "OBRIGADO.COM AMOR",
  "Só R$10.com frete grátis",
  "Dr.Ana e Sr.João",
  "versão 1.2.3.4, ou v2.0",
  "Das 8.30 às 18.00",
  "Escreva para contato@loja.com.br",
  "Siga @loja.com.br",
  "São Paulo.SP",
  "Usamos Node.js",
  "e/ou, sim/não... e.g. isto",
  "今日は。ありがとう",
  "10.000.000/ano",
])("%j contains no link", (text) => {
  expect(listShown(text)).toEqual([]);
});

test.each([
  ["http://2130706433/", "127.0.0.1"],
  ["http://0x7f.1/", "127.0.0.1"],
  ["http://[::1]/", "[::1]"],
  ["https://loja.com.br@evil.com/", "evil.com"],
  ["https://exemplo。com.br", "exemplo.com.br"],
  ["https://аpple.com", "xn--pple-43d.com"],
  ["HTTPS://LOJA.COM./", "loja.com"],
])("%j leads to %j", (text, host) => {
  expect(findLinks(text).map((link) => link.host)).toEqual([host]);
});

test.each([
  ["see bit．ly/abc", "bit．ly/abc", "bit.ly"],
  ["see bit。ly/abc", "bit。ly/abc", "bit.ly"],
  ["see bit․ly/abc", "bit․ly/abc", "bit.ly"],
  ["ｂｉｔ．ｌｙ／ａｂｃ", "ｂｉｔ．ｌｙ／ａｂｃ", "bit.ly"],
  ["see https://b%69t.ly/abc", "https://b%69t.ly/abc", "bit.ly"],
  ["https://bit%2Ely/abc", "https://bit%2Ely/abc", "bit.ly"],
  ["https://bit%EF%BC%8Ely/abc", "https://bit%EF%BC%8Ely/abc", "bit.ly"],
  ["https://𝐛𝐢𝐭.ly/abc", "https://𝐛𝐢𝐭.ly/abc", "bit.ly"],
  ["bi\u200Bt.ly/abc", "bi\u200Bt.ly/abc", "bit.ly"],
  ["bit[.]ly/abc", "bit[.]ly/abc", "bit.ly"],
  ["bit(.)ly", "bit(.)ly", "bit.ly"],
  ["bit [dot] ly/abc", "bit [dot] ly/abc", "bit.ly"],
  ["bit dot ly/abc", "bit dot ly/abc", "bit.ly"],
  ["bit ponto ly/abc", "bit ponto ly/abc", "bit.ly"],
  ["loja ponto com ponto br", "loja ponto com ponto br", "loja.com.br"],
  ["bit . ly/abc", "bit . ly/abc", "bit.ly"],
  ["bit. ly/abc", "bit. ly/abc", "bit.ly"],
  ["hxxps://bit.ly/abc", "hxxps://bit.ly/abc", "bit.ly"],
  ["https[:]//bit[.]ly/abc", "https[:]//bit[.]ly/abc", "bit.ly"],
  ["https://bit.ly./abc", "https://bit.ly./abc", "bit.ly"],
  ["Bit.Ly/abc", "Bit.Ly/abc", "bit.ly"],
  ["https://ana:x@BIT.LY/abc", "https://ana:x@BIT.LY/abc", "bit.ly"],
  ["1️⃣bit.ly/abc", "bit.ly/abc", "bit.ly"],
])("%j contains the disguised link %j to %j", (text, shown, host) => {
  const [link] = findLinks(text);
  expect(link).toMatchObject({ shown, host });
  expect(text.slice(link?.start, link?.end)).toBe(shown);
});

test.each([
  "Parcele no cartão.Com/sem entrada",
  "Nosso ponto com vista para o mar",
  "Connect the dot (red) to win",
  "Fale com a gente . Com carinho",
  "Polka dot dress",
  "Chegue ao ponto br",
])("%j disguises no link", (text) => {
  expect(listShown(text)).toEqual([]);
});

test("lookalike letters lead to another host", () => {
  expect(findLinks("https://bіt.ly/abc ᴇxample.com").map(({ host }) => host)).not.toContain("bit.ly");
});

test("finds adjacent links in order", () => {
  expect(listShown("https://a.com,https://b.com e c.com.br/x")).toEqual([
    "https://a.com",
    "https://b.com",
    "c.com.br/x",
  ]);
});

test("ignores invalid URLs", () => {
  expect(listShown("http://256.1.1.1/ http:// ://")).toEqual([]);
});
