import { parsePhrases, type Lexicon } from "../text/phrases";
import {
  alcohol,
  bodyParts,
  currency,
  drugs,
  endangeredSpecies,
  gambling,
  hazardousGoods,
  liveAnimals,
  medicines,
  supplements,
  tobacco,
  weapons,
} from "./trades";

// Services that the WhatsApp Business Messaging Policy restricts.

/** Excludes: "acompanhantes" (of guests and patients), "vibrador" before "de concreto", family planning, which is allowed. */
const adult: Lexicon = {
  pt: parsePhrases(
    "sex shop, sexshop, vibradores, brinquedo(s) para adultos, lingerie erotica, brinquedo(s) erotico(s), produto(s) erotico(s), garota(s) de programa, acompanhante(s) de luxo, conteudo adulto, massagem erotica, massagem tantrica, massagem com final feliz, pack(s) privado(s), pack(s) de fotos, pornografia",
  ),
  es: parsePhrases(
    "juguete(s) erotico(s), juguete(s) para adultos, lenceria erotica, juguete(s) sexual(es), producto(s) erotico(s), damas de compania, contenido para adultos, masaje(s) con final feliz, masaje(s) erotico(s)",
  ),
  en: parsePhrases(
    "sex toy(s), adult toy(s), dildo(s), vibrator(s), escort service(s), adult content, onlyfans, strip club, striptease, erotic massage(s), porn",
  ),
};

/** Excludes: "cita", "date" and "encontro" alone (appointments, days, events). */
const dating: Lexicon = {
  pt: parsePhrases(
    "namoro online, site de namoro, app de namoro, site de relacionamento, app de relacionamento, encontros amorosos, agencia de namoro, solteiros perto de voce",
  ),
  es: parsePhrases(
    "sitio de citas, app de citas, citas en linea, citas online, agencia matrimonial, solteros cerca de ti, solteras cerca de ti",
  ),
  en: parsePhrases("dating app(s), dating site(s), dating service(s), online dating, speed dating, singles near you"),
};

/** Excludes: "renda extra", "distribuidor", "extra income": also used for ordinary jobs and dealers. */
const multiLevelMarketing: Lexicon = {
  pt: parsePhrases("marketing multinivel, marketing de rede, esquema de piramide, piramide financeira"),
  es: parsePhrases("multinivel, mercadeo en red, mercadeo multinivel, redes de mercadeo, esquema piramidal"),
  en: parsePhrases("multi level marketing, multilevel marketing, mlm, network marketing, pyramid scheme"),
};

/** The policy names payday loans, paycheck advances, peer-to-peer lending, debt collection and bail bonds. Excludes: other loans. */
const shortTermLoans: Lexicon = {
  pt: parsePhrases(
    "adiantamento salarial, antecipacao de salario, emprestimo(s) rapido(s), emprestimo entre pessoas, cobranca de dividas, central de cobranca(s)",
  ),
  es: parsePhrases(
    "prestamo(s) rapido(s), prestamo(s) relampago, adelanto de quincena, adelantamos tu quincena, adelanto de nomina, adelanto de sueldo, prestamos entre particulares, cobranza de deudas, cobro de deudas",
  ),
  en: parsePhrases(
    "payday loan(s), paycheck advance(s), cash advance(s), peer to peer lending, p2p lending, debt collection, bail bond(s)",
  ),
};

/** Excludes: "termômetro" (kitchens), wheelchairs ("wheelchair accessible"), "teste", plain "saúde" and "health". */
const healthcareProducts: Lexicon = {
  pt: parsePhrases(
    "aparelho(s) auditivo(s), lente(s) de contato, teste(s) de gravidez, medidor(es) de glicose, glicosimetro(s), oximetro(s), adesivo(s) de nicotina, equipamento(s) medico(s)",
  ),
  es: parsePhrases(
    "audifono(s) medico(s), lentes de contacto, lentillas, prueba(s) de embarazo, glucometro(s), tensiometro(s), oximetro(s), parches de nicotina, equipo(s) medico(s)",
  ),
  en: parsePhrases(
    "hearing aid(s), contact lens(es), pregnancy test(s), glucose meter(s), oximeter(s), first aid kit(s), nicotine patch(es), nicotine gum, medical device(s), medical equipment",
  ),
};

export const trades = {
  weapons,
  alcohol,
  tobacco,
  drugs,
  medicines,
  supplements,
  "live-animals": liveAnimals,
  "endangered-species": endangeredSpecies,
  "hazardous-goods": hazardousGoods,
  currency,
  "body-parts": bodyParts,
  gambling,
  adult,
  dating,
  "multi-level-marketing": multiLevelMarketing,
  "short-term-loans": shortTermLoans,
  "healthcare-products": healthcareProducts,
} as const satisfies Readonly<Record<string, Lexicon>>;

export type Trade = keyof typeof trades;

export const tradeIds = Object.keys(trades) as [Trade, ...Trade[]];

/** Longer phrases in which a listed word is harmless. */
export const harmlessPhrases: Lexicon = {
  pt: parsePhrases(
    "vinagre de vinho, cor vinho, cor de vinho, cerveja(s) sem alcool, cerveja(s) zero, cor tabaco, vinho sem alcool",
  ),
  es: parsePhrases(
    "vinagre de vino tinto, vinagre de vino blanco, cerveza(s) sin alcohol, cerveza(s) cero, color vino tinto, color tabaco",
  ),
  en: parsePhrases(
    "root beer, ginger beer, butter beer, wine vinegar, red wine vinegar, white wine vinegar, wine red, alcohol free beer, alcohol free wine, non alcoholic beer, rifle paper, poker face",
  ),
};
