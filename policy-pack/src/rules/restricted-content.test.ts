import { listMatches, listMessages } from "../testing/content-rules";
import { noImpersonation, noThreats, restrictedSenders, restrictedTrades } from "./restricted-content";

describe("no-threats", () => {
  test.each([
    ["Regularize, ou tomaremos medidas judiciais.", "tomaremos medidas judiciais"],
    ["Seu nome será negativado em 3 dias", "Seu nome será negativado"],
    ["Pague agora ou perderá sua casa", "Pague agora ou"],
    ["Si no paga, iniciaremos acciones legales", "iniciaremos acciones legales"],
    ["Será reportado al buró de crédito", "Será reportado al buró de crédito"],
    ["Otherwise we will take legal action", "we will take legal action"],
    ["Pay now or lose your home", "Pay now or"],
  ])("%j threatens: %j", async (text, found) => {
    expect(await listMatches(noThreats, text)).toEqual([found]);
  });

  test.each([
    "Precisa entrar com ação judicial? Fale com nossos advogados.",
    "Último aviso: a promoção acaba hoje!",
    "Pague agora ou em 3x sem juros",
    "¿Te despidieron? Te ayudamos con tu demanda judicial",
    "Paga ahora o en 3 meses",
    "Class action lawsuit? Our attorneys can help",
    "Last chance: sale ends tonight",
    "Pay now or later",
    "We never say that we will take legal action",
    "最終通知",
  ])("%j has no violations", async (text) => {
    expect(await listMatches(noThreats, text)).toEqual([]);
  });
});

describe("restricted-trades", () => {
  test.each([
    ["Cerveja artesanal em promoção", "Cerveja"],
    ["Temos munição e espingardas", "munição", "espingardas"],
    ["Venda de filhotes de golden", "Venda de filhotes"],
    ["Cerveza bien fría y botellas de vino", "Cerveza", "botellas de vino"],
    ["Compra criptomonedas hoy", "criptomonedas"],
    ["Cigarrillos y vapers", "Cigarrillos", "vapers"],
    ["Craft beer delivered", "beer"],
    ["Payday loans in minutes", "Payday loans"],
    ["Best CBD-oil in town", "CBD-oil"],
  ])("%j offers restricted goods or services", async (text, ...found) => {
    expect(await listMatches(restrictedTrades, text)).toEqual(found);
  });

  test.each([
    "Vinagre de vinho e azeite",
    "Espumas sem álcool",
    "Cerveja sem álcool",
    "Tiro de meta: escolinha de futebol",
    "Álcool em gel disponível",
    "Rua do Vinho, 12",
    "Vestido cor vinho",
    "Não vendemos cigarros",
    "Cachorro-quente e refrigerante",
    "¿Quién vino ayer?",
    "Revolver bien la masa",
    "Productos sin tabaco",
    "Pastel de ron de la abuela",
    "La Sra. Cerveza te espera",
    "No weapons allowed",
    "Alcohol-free perfume and a bar of soap",
    "Wine vinegar and root beer",
    "Firearms are not allowed",
    "We accept Bitcoin",
    "Your shot list is ready",
    "Visit us at 12 Rifle Street",
    "Pet toys and collars 🐶",
    "пиво и вино",
    "ワインとビール",
  ])("%j has no violations", async (text) => {
    expect(await listMatches(restrictedTrades, text)).toEqual([]);
  });

  test("reports other trades than the allowed ones", async () => {
    expect(await listMessages(restrictedTrades, "Wine and cigars", { allowTrades: ["alcohol"] })).toEqual([
      expect.stringContaining('"cigars" belongs to a trade that Meta restricts (tobacco)'),
    ]);
  });

  test("rejects an unknown trade", async () => {
    await expect(listMatches(restrictedTrades, "Hi", { allowTrades: ["beer"] })).rejects.toThrow();
  });
});

describe("restricted-senders", () => {
  test.each([
    ["Sou candidato a prefeito", "candidato a prefeito"],
    ["Agende sua teleconsulta", "teleconsulta"],
    ["Campaña electoral 2026", "Campaña electoral"],
    ["Consulta médica en línea", "Consulta médica en línea"],
    ["Metro Police Department", "Police Department"],
    ["Join the Army today", "Join the Army"],
  ])("%j speaks for a restricted sender: %j", async (text, found) => {
    expect(await listMatches(restrictedSenders, text)).toEqual([found]);
  });

  test.each([
    "Candidato à vaga? Envie seu currículo",
    "Campanha de vacinação",
    "Estamos em frente à delegacia",
    "Entradas para el partido de hoy",
    "Pantalones de estilo militar",
    "We are next to the police station",
    "Vote for your favourite flavour",
    "We do not offer telemedicine",
    "選挙",
  ])("%j has no violations", async (text) => {
    expect(await listMatches(restrictedSenders, text)).toEqual([]);
  });
});

describe("no-impersonation", () => {
  const options = { brands: ["Mercado Livre", "Amazon", "Itaú", "Visa"] };

  test.each([
    ["Somos o Mercado Livre", "Mercado Livre"],
    ["Você ganhou um prêmio da AMAZ0N", "AMAZ0N"],
    ["Soporte de Amazom aquí", "Amazom"],
    ["Aqui é do Itau", "Itau"],
    ["This is the Mercado Livr team", "Mercado Livr"],
  ])("%j names another business", async (text, found) => {
    expect(await listMatches(noImpersonation, text, options)).toEqual([found]);
  });

  test.each(["O mercado está livre", "Amazonas é lindo", "Visto e visita", "La amazona", "Vista do mar", "亚马逊"])(
    "%j is clean",
    async (text) => {
      expect(
        await listMatches(noImpersonation, text, { ...options, maxDistance: text === "La amazona" ? 0 : 1 }),
      ).toEqual([]);
    },
  );

  test("names the business that a similar name imitates", async () => {
    expect(await listMessages(noImpersonation, "Amazom", options)).toEqual([
      'text, characters 1 to 6: "Amazom" looks like "Amazon", the name of another business. Remove the name, or remove it from the option `brands` if you may use it.',
    ]);
    expect(await listMessages(noImpersonation, "Amazom", { ...options, maxDistance: 0 })).toEqual([]);
  });

  test("does not apply without brands", async () => {
    expect(await listMessages(noImpersonation, "Amazon")).toEqual(["not applicable: the option brands is empty"]);
  });
});
