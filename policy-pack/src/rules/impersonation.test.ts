import { listMatches, listMessages } from "../testing/content-rules";
import { noImpersonation } from "./impersonation";

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

  test.each([
    ["Somos o suporte do WhatsApp", "Somos o suporte do WhatsApp"],
    ["Le habla el departamento de seguridad de BBVA", "Le habla el departamento de seguridad de BBVA"],
    ["This is the Netflix billing team", "This is the Netflix billing team"],
    ["Correios: sua encomenda foi taxada", "Correios"],
    ["Amaz0n Rewards here", "Amaz0n"],
    ["Faceb\u00f3ok te premia", "Faceb\u00f3ok"],
    ["Facebook Security: your profile will be removed", "Facebook Security"],
    ["Bank of America fraud department here", "Bank of America fraud department here"],
    ["Bem-vindo ao suporte oficial do Nubankk", "Bem-vindo ao suporte oficial do Nubankk"],
    ["INSS informa: benefício liberado", "INSS informa"],
    ["This is HMRC. You owe tax", "This is HMRC"],
    ["M\u0435rcadolibre te espera", "M\u0435rcadolibre"],
  ])("without brands, %j speaks for a well-known business", async (text, found) => {
    expect(await listMatches(noImpersonation, text)).toEqual([found]);
  });

  test.each([
    "Pague com Mercado Pago",
    "Retire nos Correios",
    "Somos revenda oficial Apple",
    "Itaú, agência 12",
    "WhatsApp oficial: (11) 97777-6666",
    "Atendimento do WhatsApp: seg a sex",
    "Hi, this is Chase, your trainer",
    "Somos de Santander, Cantabria",
    "Royal Mail: we post on Mondays",
    "Apple support: iPhone repair in 1 hour",
    "A Receita Federal informa o novo prazo",
    "Equipe da Meta Contabilidade, bom dia",
  ])("without brands, %j is clean", async (text) => {
    expect(await listMatches(noImpersonation, text)).toEqual([]);
  });

  test("allows the own name of a well-known business", async () => {
    expect(await listMatches(noImpersonation, "Somos o suporte do Itaú", { ownNames: ["Itaú"] })).toEqual([]);
  });
});
