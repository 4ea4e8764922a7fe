import { phrases, type Lexicon } from "../text/phrases";

// After the goods and services that the WhatsApp Business Messaging Policy restricts. Words that people mostly use for something else are
// left out; `harmless` holds longer phrases that make a listed word innocent.

/** Left out: "pistola" (glue, massage), "revolver" (Spanish for stirring), "tiro", "shot", "gun" alone, "bala" (a sweet), "faca". */
export const weapons: Lexicon = {
  pt: phrases(
    "arma(s) de fogo, espingarda(s), fuzil, fuzis, municao, municoes, carabina(s), metralhadora(s), spray de pimenta, soco ingles, arma(s) de choque, pistola 9mm",
  ),
  es: phrases("arma(s) de fuego, escopeta(s), fusil(es), municion(es), gas pimienta, pistola 9mm, ametralladora(s)"),
  en: phrases(
    "firearm(s), handgun(s), shotgun(s), rifle(s), ammunition, ammo, pepper spray, stun gun(s), switchblade(s), brass knuckles, guns for sale, weapons for sale",
  ),
};

/** Left out: "álcool" alone (hygiene), "vino" alone (Spanish for came), "ron", "rum" and "champagne" alone (names, cakes, colours). */
export const alcohol: Lexicon = {
  pt: phrases(
    "cerveja(s), vinho(s), cachaca(s), vodka(s), whisky, uisque, gin tonica, tequila, espumante(s), caipirinha(s), chope, chopp, licores, bebida(s) alcoolica(s), open bar",
  ),
  es: phrases(
    "cerveza(s), vinos, vino tinto, vino blanco, copa(s) de vino, botella(s) de vino, mezcal, aguardiente, licoreria, bebida(s) alcoholica(s), botella(s) de ron, chelas",
  ),
  en: phrases(
    "beer(s), wine(s), whiskey, liquor, bottle(s) of champagne, alcoholic drinks, alcoholic beverages, gin and tonic",
  ),
};

/** Left out: "fumar" and "smoking" (smoke-free places), "fumo". */
export const tobacco: Lexicon = {
  pt: phrases("cigarro(s), cigarro eletronico, charuto(s), tabaco, narguile(s), essencia para narguile, nicotina"),
  es: phrases("cigarrillo(s), vaper(s), vapeo, cigarrillo electronico, puros cubanos"),
  en: phrases(
    "cigarette(s), e cigarette(s), cigar(s), tobacco, vape(s), vape juice, hookah(s), shisha, e liquid(s), nicotine",
  ),
};

/** Left out: "weed", "pot", "crack", "erva", "coca", "ácido": gardens, kitchens, football, drinks. */
export const drugs: Lexicon = {
  pt: phrases(
    "maconha, cannabis, cocaina, ecstasy, mdma, haxixe, cogumelos magicos, oleo de cbd, oleo de cannabis, lanca perfume",
  ),
  es: phrases("marihuana, hachis, hongos alucinogenos, aceite de cbd, aceite de cannabis"),
  en: phrases("marijuana, cocaine, hashish, magic mushrooms, cbd oil, cbd gummies, thc, bong(s), lsd"),
};

/** Left out: "remédio", "medicine" and "antibiotics" (idioms, studies, food). The names are those most sold without a prescription. */
export const medicines: Lexicon = {
  pt: phrases(
    "medicamentos, medicamento(s) controlado(s), remedio(s) controlado(s), tarja preta, tarja vermelha, semaglutida, tirzepatida, sildenafila, tadalafila, rivotril, ritalina, venvanse, cytotec",
  ),
  es: phrases(
    "medicamento(s) con receta, medicamento(s) controlado(s), sildenafil, tadalafil, misoprostol, clonazepam",
  ),
  en: phrases(
    "prescription drug(s), prescription medicine(s), prescription medication(s), medications, ozempic, wegovy, mounjaro, semaglutide, viagra, cialis, xanax, alprazolam, adderall, oxycodone, tramadol, ritalin",
  ),
};

/** The policy names chitosan, comfrey, DHEA, ephedra and growth hormones. Left out: "steroids" alone ("on steroids"), vitamins, protein. */
export const supplements: Lexicon = {
  pt: phrases(
    "anabolizante(s), esteroide(s) anabolizante(s), hormonio do crescimento, efedrina, sibutramina, quitosana, confrei, remedio(s) para emagrecer, pilula(s) para emagrecer",
  ),
  es: phrases(
    "esteroides anabolicos, hormona de crecimiento, clembuterol, quitosano, pastillas para adelgazar, pastillas para bajar de peso",
  ),
  en: phrases(
    "anabolic steroid(s), human growth hormone, hgh, ephedra, dhea, chitosan, comfrey, diet pills, weight loss pills",
  ),
};

/** Left out: single names of animals (pet shops, veterinarians, adoption), livestock. */
export const liveAnimals: Lexicon = {
  pt: phrases(
    "filhote(s) a venda, venda de filhotes, filhotes disponiveis, venda de animais, animais vivos, animais exoticos",
  ),
  es: phrases(
    "cachorros en venta, venta de cachorros, cachorros disponibles, perritos en venta, gatitos en venta, venta de animales, animales vivos, animales exoticos",
  ),
  en: phrases(
    "puppies for sale, puppy for sale, kittens for sale, kitten for sale, live animals, exotic pets, parrots for sale",
  ),
};

/** Left out: "marfim", "marfil", "ivory", "carey" (colours), "pau-brasil" (places). */
export const endangeredSpecies: Lexicon = {
  pt: phrases(
    "presa(s) de elefante, marfim de elefante, chifre de rinoceronte, pele de onca, barbatana(s) de tubarao, animais silvestres",
  ),
  es: phrases(
    "marfil de elefante, colmillos de elefante, cuerno de rinoceronte, piel de jaguar, piel de tigre, aleta(s) de tiburon",
  ),
  en: phrases("elephant ivory, ivory tusk(s), rhino horn(s), tiger skin(s), tiger bone(s), shark fin(s), pangolin(s)"),
};

/** Left out: "explosivo" (flavours, offers), "gasolina" (fuel allowance), "dynamite". */
export const hazardousGoods: Lexicon = {
  pt: phrases(
    "fogos de artificio, rojao, rojoes, material explosivo, agrotoxico(s), pesticida(s), raticida(s), veneno de rato",
  ),
  es: phrases("fuegos artificiales, pirotecnia, petardos, plaguicida(s), veneno para ratas, material explosivo"),
  en: phrases("fireworks, firecrackers, explosives, pesticide(s), rat poison"),
};

/** Left out: "dólar" and "moeda" alone (prices), "cambio" alone (exchange of goods). */
export const currency: Lexicon = {
  pt: phrases(
    "bitcoin(s), btc, ethereum, usdt, criptomoeda(s), cripto, opcoes binarias, casa de cambio, compra e venda de dolar, dinheiro falso, notas falsas",
  ),
  es: phrases("criptomoneda(s), opciones binarias, cambio de divisas, compra y venta de dolares, billetes falsos"),
  en: phrases(
    "cryptocurrency, cryptocurrencies, crypto, forex, binary options, currency exchange, counterfeit money, initial coin offering",
  ),
};

/** Left out: "cabelo", "hair" (wigs are allowed), "sangue", "blood" (donation is allowed), "plasma". */
export const bodyParts: Lexicon = {
  pt: phrases("orgaos humanos, rim a venda, venda de rim, venda de leite materno"),
  es: phrases("organos humanos, rinon en venta, venta de leche materna"),
  en: phrases("human organs, kidney for sale, breast milk for sale"),
};

/** Left out: "aposta" and "apuesta" alone, "bet", "roleta" and "ruleta" (prize wheels), "bingo" alone. */
export const gambling: Lexicon = {
  pt: phrases(
    "cassino(s), apostas esportivas, casa(s) de apostas, caca niquel, caca niqueis, poquer, bingo online, jogo do bicho, jogo do tigrinho, fortune tiger, raspadinha(s), loteria(s), rifa(s)",
  ),
  es: phrases("casino(s), apuestas deportivas, casa(s) de apuestas, tragamonedas, bingo en linea, quiniela(s)"),
  en: phrases(
    "sports betting, online betting, slot machine(s), online slots, poker, lottery, lotteries, scratch cards",
  ),
};
