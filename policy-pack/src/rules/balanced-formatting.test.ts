import { pieces, told } from "../testing/checked";
import { balancedFormatting } from "./balanced-formatting";

test.each([
  ["*Promoção imperdível", "*Promoção"],
  ["Oi!\n*Promoção imperdível\nVenha ver", "*Promoção"],
  ["Aproveite a *Promoção de hoje", "*Promoção"],
  ["Peça *agora mesmo! A entrega é rápida.", "*agora"],
  ["🎉 *Oferta de inverno!", "*Oferta"],
  ["*Promoção\nimperdível*", "*Promoção"],
  ["*Promoção * até sexta", "*Promoção"],
  ["*50% OFF em toda a loja", "*50%"],
  ["> *Atendimento humano", "*Atendimento"],
  ["*¡Promoción de verano!", "*¡Promoción"],
  ["Hola, *Bienvenido a la tienda", "*Bienvenido"],
  ["*Big summer sale", "*Big"],
  ["_Atendimento das 8h às 18h", "_Atendimento"],
  ["_Horario de atención\nlunes a viernes_", "_Horario"],
  ["~De R$ 99 ~ por R$ 49", "~De"],
  ["Use o cupom `PROMO10 no site", "`PROMO10"],
  ["Seu código: ```PROMO10", "```PROMO10"],
  ["**Promoção** de hoje", "**Promoção**"],
  ["__Horario__ de hoy", "__Horario__"],
])("in %j the sign at %j is told", async (text, piece) => {
  expect(await pieces(balancedFormatting, text)).toEqual([piece]);
});

test.each([
  "*Promoção* imperdível",
  "*_Promoção_* ~de ontem~ `PROMO10`",
  "_*Promoção*_",
  "(*só hoje*), 🎉*hoje*🎉",
  "```PROMO10\nPROMO20```",
  "`a*b`",
  "5 * 3 = 15 e 2*3*4",
  "snake_case e _lojadamaria",
  "Siga @_loja_ e maria_silva@loja.com.br",
  "~10 min, ~R$ 50, ~meia hora",
  "Até já!\n~Ana",
  "* Corte\n* Barba",
  "*Corte\n*Barba\n*Sobrancelha",
  "- Corte\n- Barba",
  "> * Corte",
  "* terms apply",
  "*terms apply",
  "*asterisco no fim",
  "Frete grátis*\n*Consulte condições",
  "Oferta*.\nVenha hoje!\n*Para a primeira compra",
  "Oi! Frete grátis.\n*Imagens ilustrativas.",
  "10% de desconto *no pix",
  "Parcelas de R$ 50 *À vista R$ 480",
  "Precio especial *Válido hasta agotar stock. Ver más",
  "Free delivery *Subject to availability. See more",
  "Oi :* *-* ^_^ -_- >_< (*_*) T_T o_O",
  "Hotel 5* na praia",
  "Disque *144# ou *9090",
  "Querid* client*, bem-vind*",
  "*** OFERTA ***",
  "____\n~~~~\n****",
  "https://loja.com.br/~ana/_a_*b https://loja.com.br/*Promo",
  "'Twas `tis and `so´",
  "d`água",
  "*注意事項",
  "*สวัสดี*",
  "*Привет* и _пока_",
  "👨‍👩‍👧*Família*👨‍👩‍👧",
])("%j is clean", async (text) => {
  expect(await pieces(balancedFormatting, text)).toEqual([]);
});

test("the message names the look and the way out", async () => {
  expect(await told(balancedFormatting, "*Promoção imperdível")).toEqual([
    'text, characters 1 to 9: "*Promoção" opens bold and nothing closes it. Put * right behind the last word in the same line, or take the sign out.',
  ]);
  expect(await told(balancedFormatting, { autofill: "**Oi**" })).toEqual([
    'autofillMessage.content, characters 1 to 6: "**Oi**" has its signs twice, and people see one of each. WhatsApp formats with one sign on each side: *bold*, _italic_, ~struck~.',
  ]);
});
