import { parsePhrases, type Lexicon } from "../text/phrases";

// Goods that the WhatsApp Business Messaging Policy restricts. Excludes words with more frequent harmless meanings. `harmlessPhrases` lists longer
// phrases in which a listed word is harmless.

/** Excludes: "pistola" (glue, massage), "revolver" (Spanish for stirring), "tiro", "shot", "gun" alone, "bala" (a sweet), "faca". */
export const weapons: Lexicon = {
  pt: parsePhrases(
    "arma(s) de fogo, espingarda(s), fuzil, fuzis, municao, municoes, carabina(s), metralhadora(s), spray de pimenta, soco ingles, arma(s) de choque, pistola 9mm",
  ),
  es: parsePhrases(
    "arma(s) de fuego, escopeta(s), fusil(es), municion(es), gas pimienta, pistola 9mm, ametralladora(s)",
  ),
  en: parsePhrases(
    "firearm(s), handgun(s), shotgun(s), rifle(s), ammunition, ammo, pepper spray, stun gun(s), switchblade(s), brass knuckles, guns for sale, weapons for sale",
  ),
};

/** Excludes: "álcool" alone (hygiene), "vino" alone (Spanish for "came"), "ron", "rum" and "champagne" alone (names, cakes, colors). */
export const alcohol: Lexicon = {
  pt: parsePhrases(
    "cerveja(s), vinho(s), cachaca(s), vodka(s), whisky, uisque, gin tonica, tequila, espumante(s), caipirinha(s), chope, chopp, licores, bebida(s) alcoolica(s), open bar",
  ),
  es: parsePhrases(
    "cerveza(s), vinos, vino tinto, vino blanco, copa(s) de vino, botella(s) de vino, mezcal, aguardiente, licoreria, bebida(s) alcoholica(s), botella(s) de ron, chelas",
  ),
  en: parsePhrases(
    "beer(s), wine(s), whiskey, liquor, bottle(s) of champagne, alcoholic drinks, alcoholic beverages, gin and tonic",
  ),
};

/** Excludes: "fumar" and "smoking" (smoke-free places), "fumo". */
export const tobacco: Lexicon = {
  pt: parsePhrases("cigarro(s), cigarro eletronico, charuto(s), tabaco, narguile(s), essencia para narguile, nicotina"),
  es: parsePhrases("cigarrillo(s), vaper(s), vapeo, cigarrillo electronico, puros cubanos"),
  en: parsePhrases(
    "cigarette(s), e cigarette(s), cigar(s), tobacco, vape(s), vape juice, hookah(s), shisha, e liquid(s), nicotine",
  ),
};

/** Excludes: "weed", "pot", "crack", "erva", "coca", "ácido": gardens, kitchens, football, drinks. */
export const drugs: Lexicon = {
  pt: parsePhrases(
    "maconha, cannabis, cocaina, ecstasy, mdma, haxixe, cogumelos magicos, oleo de cbd, oleo de cannabis, lanca perfume",
  ),
  es: parsePhrases("marihuana, hachis, hongos alucinogenos, aceite de cbd, aceite de cannabis"),
  en: parsePhrases("marijuana, cocaine, hashish, magic mushrooms, cbd oil, cbd gummies, thc, bong(s), lsd"),
};

/** Excludes: "remédio", "medicine" and "antibiotics" (idioms, studies, food). The names are those that are most often sold without a prescription. */
export const medicines: Lexicon = {
  pt: parsePhrases(
    "medicamentos, medicamento(s) controlado(s), remedio(s) controlado(s), tarja preta, tarja vermelha, semaglutida, tirzepatida, sildenafila, tadalafila, rivotril, ritalina, venvanse, cytotec",
  ),
  es: parsePhrases(
    "medicamento(s) con receta, medicamento(s) controlado(s), sildenafil, tadalafil, misoprostol, clonazepam",
  ),
  en: parsePhrases(
    "prescription drug(s), prescription medicine(s), prescription medication(s), medications, ozempic, wegovy, mounjaro, semaglutide, viagra, cialis, xanax, alprazolam, adderall, oxycodone, tramadol, ritalin",
  ),
};

/** The policy names chitosan, comfrey, DHEA, ephedra and growth hormones. Excludes: "steroids" alone ("on steroids"), vitamins, protein. */
export const supplements: Lexicon = {
  pt: parsePhrases(
    "anabolizante(s), esteroide(s) anabolizante(s), hormonio do crescimento, efedrina, sibutramina, quitosana, confrei, remedio(s) para emagrecer, cha(s) emagrecedor(es), cha(s) para emagrecer, queimador(es) de gordura, seca barriga, pilula(s) para emagrecer",
  ),
  es: parsePhrases(
    "esteroides anabolicos, hormona de crecimiento, clembuterol, quitosano, pastillas para adelgazar, te para adelgazar, te para bajar de peso, quemador(es) de grasa, quema grasa, pastillas para bajar de peso",
  ),
  en: parsePhrases(
    "anabolic steroid(s), human growth hormone, hgh, ephedra, dhea, chitosan, comfrey, diet pills, fat burner(s), slimming tea(s), weight loss tea(s), weight loss pills",
  ),
};

/** Excludes: single names of animals (pet shops, veterinarians, adoption), livestock. */
export const liveAnimals: Lexicon = {
  pt: parsePhrases(
    "filhote(s) a venda, venda de filhotes, filhotes disponiveis, venda de animais, animais vivos, animais exoticos",
  ),
  es: parsePhrases(
    "cachorros en venta, venta de cachorros, cachorros disponibles, perritos en venta, gatitos en venta, venta de animales, animales vivos, animales exoticos",
  ),
  en: parsePhrases(
    "puppies for sale, puppy for sale, kittens for sale, kitten for sale, live animals, exotic pets, parrots for sale",
  ),
};

/** Excludes: "marfim", "marfil", "ivory", "carey" (colors), "pau-brasil" (places). */
export const endangeredSpecies: Lexicon = {
  pt: parsePhrases(
    "presa(s) de elefante, marfim de elefante, chifre de rinoceronte, pele de onca, barbatana(s) de tubarao, animais silvestres",
  ),
  es: parsePhrases(
    "marfil de elefante, colmillos de elefante, cuerno de rinoceronte, piel de jaguar, piel de tigre, aleta(s) de tiburon",
  ),
  en: parsePhrases(
    "elephant ivory, ivory tusk(s), rhino horn(s), tiger skin(s), tiger bone(s), shark fin(s), pangolin(s)",
  ),
};

/** Excludes: "explosivo" (flavors, offers), "gasolina" (fuel allowance), "dynamite". */
export const hazardousGoods: Lexicon = {
  pt: parsePhrases(
    "fogos de artificio, rojao, rojoes, material explosivo, agrotoxico(s), pesticida(s), raticida(s), veneno de rato",
  ),
  es: parsePhrases("fuegos artificiales, pirotecnia, petardos, plaguicida(s), veneno para ratas, material explosivo"),
  en: parsePhrases("fireworks, firecrackers, explosives, pesticide(s), rat poison"),
};

/** Excludes: "dólar" and "moeda" alone (prices), "cambio" alone (exchange of goods). */
export const currency: Lexicon = {
  pt: parsePhrases(
    "bitcoin(s), btc, ethereum, usdt, criptomoeda(s), cripto, opcoes binarias, casa de cambio, compra e venda de dolar, dinheiro falso, notas falsas",
  ),
  es: parsePhrases("criptomoneda(s), opciones binarias, cambio de divisas, compra y venta de dolares, billetes falsos"),
  en: parsePhrases(
    "cryptocurrency, cryptocurrencies, crypto, forex, binary options, currency exchange, travel money, counterfeit money, initial coin offering",
  ),
};

/** Excludes: "cabelo", "hair" (wigs are allowed), "sangue", "blood" (donation is allowed), "plasma". */
export const bodyParts: Lexicon = {
  pt: parsePhrases("orgaos humanos, rim a venda, venda de rim, venda de leite materno"),
  es: parsePhrases("organos humanos, rinon en venta, venta de leche materna"),
  en: parsePhrases("human organs, kidney for sale, breast milk for sale"),
};

/** Excludes: "aposta" and "apuesta" alone, "bet", "roleta" and "ruleta" (prize wheels), "bingo" alone. */
export const gambling: Lexicon = {
  pt: parsePhrases(
    "cassino(s), apostas esportivas, casa(s) de apostas, caca niquel, caca niqueis, poquer, bingo online, jogo do bicho, jogo do tigrinho, fortune tiger, raspadinha(s), loteria(s), rifa(s)",
  ),
  es: parsePhrases("casino(s), apuestas deportivas, casa(s) de apuestas, tragamonedas, bingo en linea, quiniela(s)"),
  en: parsePhrases(
    "sports betting, online betting, slot machine(s), online slots, poker, lottery, lotteries, scratch cards",
  ),
};
