import { parsePhrases } from "../text/phrases";
import type { WordingPattern } from "./restricted-offers";

const knownNames = parsePhrases(
  "whatsapp, meta, facebook, instagram, google, apple, microsoft, amazon, netflix, paypal, mercado livre, mercado libre, mercadolivre, mercadolibre, mercado pago, shopee, santander, caixa, fedex, dhl, chase",
);

const bankNames = parsePhrases(
  "nubank, itau, bradesco, banco do brasil, caixa economica, caixa economica federal, bbva, banorte, citibanamex, bancolombia, banco de mexico, bank of america, chase bank, wells fargo",
);

/** Spellings of a name with one letter twice, or with "m" and "n" exchanged. */
function listMisspellings(name: string): string[] {
  return Array.from(name, (letter, index) => {
    const other = letter === "m" ? "n" : letter === "n" ? "m" : `${letter}${letter}`;
    return [other, `${letter}${letter}`].map((piece) => name.slice(0, index) + piece + name.slice(index + 1));
  }).flat();
}

/** Senders that introduce themselves as a desk of a well-known business or authority. */
export const introductions: WordingPattern = {
  words: {
    self: parsePhrases(
      "sou, sou da, sou do, soy, soy del, soy de, te escribe, le escribe, le hablamos, te hablamos, mensagem, im from, i am from, aviso, alerta, falamos, falo",
    ),
    // Also before a name alone: "This is the IRS".
    selfIs: parsePhrases(
      "mensagem da, mensagem do, mensaje de, mensaje del, message from, falo do, falo da, te saluda el, le saluda el, te contacta, le contacta, aqui e, aqui e da, aqui e do, aqui fala, somos, somos a, somos o, te habla, le habla, habla el, habla la, we are, were, this is",
    ),
    desk: parsePhrases(
      "help desk, helpdesk, customer service, customer care, verification, prize department, central, atendimento, verificacao, premios, atencion al cliente, verificacion, departamento, department, setor, billing",
    ),
    // Also without words such as "this is": "Chase fraud team here".
    office: parsePhrases(
      "support, security, fraud department, fraud team, rewards, customer rewards, suporte, seguranca, central de seguranca, central de atendimento, antifraude, area de fraudes, departamento de fraudes, departamento de seguridad, security team, support team, equipe, equipo, soporte, seguridad, team, atendimento oficial, suporte oficial, soporte oficial",
    ),
    speaking: parsePhrases("here, speaking, aqui, ao habla, al habla"),
    informs: parsePhrases(
      "informa, te informa, le informa, informa que, comunica, te comunica, le comunica, informs you, informs, notifica, le notifica, te notifica",
    ),
    account: parsePhrases(
      "sua conta, seu perfil, seu aplicativo, tu cuenta, su cuenta, tu perfil, tu aplicacion, your account, your profile, your app",
    ),
    official: parsePhrases("oficial, official"),
    welcome: parsePhrases("bem vindo ao, bem vinda ao, boas vindas ao, bienvenido al, welcome to, welcome to the"),
    you: parsePhrases("you, youve, voce, usted, we, weve"),
    shipment: parsePhrases("deliver, parcel, package, entregar, encomenda, paquete, pacote"),
    place: parsePhrases("brasil, brazil, mexico, espana, colombia, chile, argentina, latam, uk, usa"),
    undelivered: parsePhrases(
      "we couldnt, we could not, could not, couldnt, nao conseguimos, nao pudemos, no pudimos, no hemos podido, we tried",
    ),
    bank: bankNames,
    known: knownNames,
    misspelled: [...knownNames, ...bankNames].filter((name) => /^[a-z]{6,}$/.test(name)).flatMap(listMisspellings),
    authority: parsePhrases(
      "correios, receita federal, inss, detran, serasa, policia federal, sat, imss, agencia tributaria, seguridad social, social security administration, irs, usps, hmrc, royal mail, correos de espana, correos de mexico, correo argentino",
    ),
    yours: parsePhrases("seu, sua, seus, suas, su, sus, tu, tus, your"),
    link: parsePhrases("de, do, da, dos, das, del, of, at, la, el, the, o, a, from"),
  },
  patterns: [
    "[self selfIs] any{0,8} [desk office] [link official]{0,2} [known bank authority misspelled]",
    "[self selfIs] [link official]{0,2} [known bank authority misspelled] ,? any? [desk office]",
    "selfIs link{0,2} [bank authority] (?!any)",
    "(?<=[.,]) welcome? office link{1,2} [known bank authority misspelled] (?=place? (?!any))",
    "(?<=[.,]) [known bank authority misspelled] office any? speaking (?!any)",
    "(?<=[.]) [known bank authority misspelled] office (?=: any? [you yours account])",
    "(?<=[.]) known official (?=: account)",
    "(?<=[.]) [bank authority] informs (?!any)",
    "(?<=[.]) authority (?=: (?:any? yours | account | undelivered any{0,3} shipment))",
  ],
};
