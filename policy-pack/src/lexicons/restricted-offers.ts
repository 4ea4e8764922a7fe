import { parsePhrases } from "../text/phrases";

/** Numbers that are written together with a unit: `10kg`. */
const numbers = Array.from({ length: 60 }, (_, i) => i + 1);

/** Words of one kind of violation by class, in all languages, and the ways in which they make one. No class is a violation alone. */
export interface WordingPattern {
  readonly words: Readonly<Record<string, readonly string[]>>;
  /** Patterns over the classes (`createWordClasses`). Each repetition has a limit. */
  readonly patterns: readonly string[];
}

/** Live animals. Excludes "cachorro" for Portuguese (a grown dog at the groomer's, a hot dog). */
export const liveAnimalOffers: WordingPattern = {
  words: {
    animal: parsePhrases(
      "filhote(s), filhotinho(s), cachorrinho(s), gatinho(s), cachorros, cachorrito(s), perrito(s), gatito(s), puppy, puppies, kitten(s), hamster(s), hamsters, coelhinho(s), conejito(s), bunny, bunnies, pony, ponies",
    ),
    breed: parsePhrases(
      "spitz, spitz alemao, pomerania, pomeranian, golden, golden retriever, labrador(es), labradors, bulldog(s), bulldog frances, buldogue, buldogue frances, french bulldog(s), frenchie(s), poodle(s), caniche(s), yorkshire, yorkie(s), shih tzu, pug(s), chihuahua(s), maltes, maltese, beagle(s), pastor alemao, pastor aleman, german shepherd(s), husky, huskies, rottweiler(s), dachshund(s), border collie(s), persa(s), persian, siamese, siames, maine coon, ragdoll, schnauzer(s), lulu da pomerania",
    ),
    sale: parsePhrases(
      "a venda, para venda, vendo, vende se, vendemos, vendo se, en venta, se vende, se venden, vendo, for sale, on sale now, selling",
    ),
    exotic: parsePhrases(
      "papagaio(s), calopsita(s), arara(s), parrot(s), loro(s), tartaruga(s), tortuga(s), iguana(s), bearded dragon(s), corn snake(s), ball python(s), african grey(s), leopard gecko(s), gecko(s), cacatua(s), cockatoo(s), cockatiel(s), macaw(s), jabuti(s), jabota, guacamaya(s), axolotl(s), ajolote(s), peixe(s) betta, peixes betta, pez betta, sagui(s)",
    ),
    livestock: parsePhrases(
      "hen(s), chick(s), pig(s), piglet(s), goat(s), heifer(s), calf, calves, bezerro(s), bezerra(s), novilha(s), leitao, leitoes, pintinho(s), galinha(s), cabra(s), cabrito(s), pollito(s), gallina(s), lechon, lechones, becerro(s), ternero(s), vaquilla(s), borrego(s)",
    ),
    // Said of animals that are alive, not of meat.
    alive: parsePhrases(
      "point of lay, day old, weaner, weaned, in calf, desmamado(s), desmamada(s), prenha(s), ponedora(s), poedeira(s), para engorda, para engorde, para cria, para recria, destetado(s), destetada(s), prenada(s)",
    ),
    tame: parsePhrases(
      "tame, hand tame, hand reared, hand fed, mansinho(s), mansinha(s), mansa(s), manso(s), mansito(s), mansitas, criado(s) na mao, criada(s) na mao, papillero(s), a papilla",
    ),
    health: parsePhrases(
      "vacunado(s), vacunada(s), desparasitado(s), desparasitada(s), vacinado(s) e vermifugado(s), vermifugado(s), vermifugada(s), vaccinated, dewormed, wormed, microchipped, chipped",
    ),
    puppy: parsePhrases("girl(s), boy(s), menina(s), menino(s), nina(s), nino(s)"),
    left: parsePhrases("left, quedan, queda, restam, resta, sobraram, sobrou"),
    wish: parsePhrases(
      "want to buy, like to buy, quiero comprar, quisiera comprar, quero comprar, queria comprar, gostaria de comprar, queria levar",
    ),
    article: parsePhrases("a, an, um, uma, un, una, dois, duas, dos, two"),
    also: parsePhrases("and, e, y, or, o, ou"),
    rehoming: parsePhrases(
      "adoption fee, rehoming fee, rehoming, taxa de adocao, cuota de adopcao, cuota de adopcion, cuota de recuperacion, ready for a new home, ready for their new home(s), ready for new homes, forever home(s), looking for a home, reserve o seu, reserva el tuyo, reserva tu, reserve yours, pick yours, entrego com vacina, entregamos com vacina, prontos para entrega, pronta entrega, listos para entregar, listos para entrega, ready to go home, to loving homes, to good homes",
    ),
    pedigree: parsePhrases(
      "pedigree, com pedigree, con pedigree, with papers, cbkc, fcm, akc, vacina em dia, vacinados, aparta el tuyo, garanta o seu, separe o seu",
    ),
    sex: parsePhrases(
      "femea(s), macho(s), hembra(s), hembrita(s), machito(s), femeazinha(s), male(s), female(s), femeas e machos, ninhada, camada, litter",
    ),
    forWhom: parsePhrases(
      "para, pra, for, pelucia, de pelucia, peluche, de peluche, plush, colgante, pulseira, pulsera, taza, caneca, mug, print, racao, alimento, jaula(s), gaiola(s), coop(s), cage(s), feed, curso, criacao de, crianza de, collar(es)",
    ),
  },
  patterns: [
    "(?<!forWhom any{0,2}) [animal exotic] (?!forWhom) [^.;:]{0,8} [sale rehoming pedigree sex]",
    "(?<!forWhom any{0,2}) breed any{0,3} ,? [sale pedigree rehoming sex]",
    "sale any{0,4} (?<!forWhom) [animal exotic breed]",
    "[rehoming pedigree sex] any{0,5} (?<!forWhom) [animal exotic breed]",
    "(?<!forWhom any{0,2}) exotic [^.;:]{0,8} tame",
    "[animal breed] [^.;:]{0,12} health [^;:]{0,4} (?: [sex puppy] left | left any? [sex puppy])",
    "wish article? breed? animal breed? (?!any)",
    "wish article? exotic (?: also | (?!any))",
    "sale [^.,;:forWhom]{0,2} livestock any{0,4} ,? any{0,4} alive",
    "(?<!forWhom any{0,2}) alive livestock [^.;:]{0,8} sale",
    "(?<!forWhom any{0,2}) livestock alive [^.;:]{0,8} sale",
    "sale [^.;:forWhom]{0,4} livestock alive",
  ],
};

/** Dating. "Single" is also a room and a song. */
export const datingOffers: WordingPattern = {
  words: {
    singles: parsePhrases(
      "singles, single women, single men, single ladies, single and bored, single and ready, single people, solteiros, solteiras, gente solteira, mulheres solteiras, solteros, solteras, gente soltera, mujeres solteras, chicas solteras, solteiro, solteira, soltero, soltera, are you single, tired of being single, a solas",
    ),
    // Rooms and parties.
    single: parsePhrases(
      "cama de solteiro, camas de solteiro, quarto de solteiro, quartos de solteiro, colchao de solteiro, lencol de solteiro, despedida de solteiro, despedida de solteira, despedida de soltero, despedida de soltera, cama de soltero, habitacion de soltero",
    ),
    soulmate: parsePhrases(
      "soulmate, soul mate, alma gemea, amor da sua vida, sua cara metade, media naranja, alma gemela, amor de tu vida, love of your life",
    ),
    meet: parsePhrases(
      "meet, find, date, chat with, conheca, conhecer, encontre, encontrar, achar, conoce, conocer, encuentra, encontra, chatea con, converse com, flirt, paquere, liga con",
    ),
    partner: parsePhrases(
      "true love, your match, a match, life partner, girlfriend, boyfriend, hookup(s), par ideal, par perfeito, seu par, namorada, namorado, parceiro ideal, pareja, novia, novio",
    ),
    lonely: parsePhrases(
      "never too late for love, nunca es tarde para el amor, nunca e tarde para o amor, nunca e tarde para amar, cansado de ficar sozinho, cansada de ficar sozinha, cansado de estar solo, cansada de estar sola, tired of being alone, buscas pareja, quer um namorado, looking for love, procurando um amor, buscas el amor, buscando amor",
    ),
    dates: parsePhrases("dating, citas, encontros, namoro, introductions"),
    introduce: parsePhrases(
      "te presento a alguien, te presentamos a alguien, te apresento alguem, te apresentamos alguem, apresento alguem, introduce you to",
    ),
    people: parsePhrases("people, gente, pessoas, personas, alguem especial, alguien especial, someone special"),
  },
  patterns: [
    "singles any{0,4} [.,]? any{0,4} meet any{0,4} [partner soulmate people singles]",
    "meet any{0,4} [singles soulmate]",
    "meet any{0,3} partner any{0,6} singles",
    "lonely [.,]? any{0,5} [dates singles introduce]",
    "singles any{0,6} [.,]? any{0,6} introduce",
  ],
};

/** Adult content. Excludes "sensual" (photographers, dance, lingerie). */
export const adultOffers: WordingPattern = {
  words: {
    media: parsePhrases(
      "photo(s), picture(s), pic(s), vid(s), video(s), foto(s), fotinha(s), pack, packs, pacotinho, live(s), videollamada(s), videochamada(s), chamada(s) de video, video call(s), cam, webcam, content, conteudo(s), contenido(s)",
    ),
    explicit: parsePhrases(
      "subidos de tono, subidas de tono, proibidao, nua, nuas, desnuda, desnudas, naked, nsfw, xxx, x rated, pelada, peladas, safada, safadas, solo para mayores de 18, so para maiores de 18, apenas maiores de 18, mayores de 18, maiores de 18, mayores de edad, over 18, adults only",
    ),
    uncensored: parsePhrases("sem censura, sin censura, uncensored, explicit"),
    // A verb and a car have the same name.
    escort: parsePhrases("escorts, female escort(s), elegant escorts, acompanhantes, acompanantes, escort girls"),
    company: parsePhrases(
      "outcall(s), incall(s), hotel visits, discretas, discreet, a domicilio y hotel, hotel e domicilio",
    ),
    // Also said of food and of colors, so it counts next to the word for pictures only.
    heated: parsePhrases("picantes, quentes, calientes, hot, nudes, intimas, intimos, privados"),
  },
  patterns: [
    "media [^.;:]{0,8} [explicit uncensored]",
    "uncensored any{0,2} media",
    "media heated",
    "escort any{0,4} ,? any{0,3} company",
  ],
};

/** Gambling. A toy and a game of children have the same names. */
export const gamblingOffers: WordingPattern = {
  words: {
    play: parsePhrases(
      "jogue, joga, jogar, jogando, joguei, aposte, aposta, apostar, apostando, lucre, lucrar, ganhe, ganhar, ganhei, juega, jugar, apuesta, apostar, gana, ganar, gane, play, betting, win, gamble, deposite, deposita, deposit, saque, cadastre, plataforma, bonus, bono, faca sua, faz sua, haz tu",
    ),
    game: parsePhrases(
      "tigrinho, aviaozinho, fortune tiger, fortune rabbit, fortune ox, aviator, spaceman, bets, bet, casa de aposta, roleta online, roleta ao vivo, ruleta en linea, ruleta en vivo, slots, slot, crash, blackjack, baccarat, jogo do aviao, jogo do foguetinho, foguetinho, jogo do touro",
    ),
    money: parsePhrases(
      "pagando, pagando muito, dinheiro de verdade, dinheiro real, dinheiro facil, renda no pix, dinero real, dinero de verdad, dinero facil, real money, easy money, real cash, cash prizes",
    ),
    toy: parsePhrases("pelucia, brinquedo(s), boneco(s), peluche(s), juguete(s), toy(s), plush, fantasia(s), festa(s)"),
  },
  patterns: ["play any{0,4} game", "game any{0,5} ,? [play money]", "play any{0,5} money"],
};

/** Loans without a look at the debtor's record. Car dealers also finance them, so financing is not listed. */
export const loanOffers: WordingPattern = {
  words: {
    loan: parsePhrases(
      "emprestimo(s), emprestamos, we lend, te presto dinero, grana ate, plata ya, plata hoy, efectivo hoy, te prestamos, credito pessoal, dinheiro na hora, dinheiro na conta, grana na hora, credito na hora, credito para, prestamo(s), credito personal, dinero rapido, dinero ya, loan(s), cash loan(s), personal loan(s), payday cash, fast cash, quick cash, cash today",
    ),
    // Libraries lend too.
    lent: parsePhrases(
      "livro(s), libro(s), book(s), equipo(s), equipamento(s), bike(s), bicicleta(s), herramienta(s), ferramenta(s), tool(s), laptop(s), filme(s), disfraz, disfraces, traje(s)",
    ),
    borrow: parsePhrases("borrow"),
    giveBack: parsePhrases(
      "give it back, pay back, pay it back, pay us back, repay, paid back, devolver, devolva, devolve, devolves, devuelves, devuelvelo, lo devuelves, lo pagas, la pagas, me pagas, lo regresas, quitacao, paga so",
    ),
    soon: [
      ...parsePhrases(
        "payday, fin de mes, fim do mes, dia do pagamento, proximo salario, quincena, two weeks, one week, next payday, una semana, dos semanas, uma semana, duas semanas, next friday",
      ),
      ...[7, 10, 14, 15, 20, 21, 28, 30].flatMap((n) => [`${n} days`, `${n} dias`]),
      ...[1, 2, 3, 4].flatMap((n) => [`${n} weeks`, `${n} semanas`]),
    ],
    badCredit: parsePhrases(
      "negativado(s), negativadas, negativada, nome sujo, nome negativado, score baixo, sem consulta, sem consulta ao spc, sem consultar, sem spc, sem consultar spc, sem serasa, sin buro, sin revisar buro, sin checar buro, sin consultar buro, sin consulta de buro, mal buro, en buro, mala nota en el buro, sin historial, reportados, reportado, con datacredito, asnef, con asnef, en veraz, sin veraz, no credit check(s), without a credit check, bad credit, poor credit, bad credit ok, no credit needed",
    ),
  },
  patterns: [
    "loan [^.;:]{0,12} badCredit",
    "badCredit any{0,2} [.,]? any{0,6} loan",
    "borrow [^.;:]{0,14} badCredit",
    "loan [^;:lent]{0,12} giveBack any{0,4} soon",
  ],
};

/** Promises about the body. */
export const bodyPromises: WordingPattern = {
  words: {
    lose: parsePhrases(
      "emagreca, emagrece, emagrecer, emagreceu, perca, perda, perder, elimine, eliminar, seque, secar, seca, derreta, baja, baje, bajar, pierde, pierda, perder, adelgaza, adelgace, adelgazar, quema, quemar, lose, losing, drop, shed, burn, melt",
    ),
    kilos: [
      ...parsePhrases(
        "kg, kgs, quilo(s), kilo(s), libras, lb, lbs, pound(s), inches, centimetros, tallas, dress sizes",
      ),
      ...numbers.flatMap((n) => [`${n}kg`, `${n}kgs`, `${n}lb`, `${n}lbs`, `${n}k`, `${n}cm`]),
    ],
    body: parsePhrases(
      "barriga, gordura, gordurinhas, medidas, abdomen, panza, grasa, belly, belly fat, body fat, fat, peso, weight, cintura, waist",
    ),
    goodbye: parsePhrases(
      "adios, adios a, di adios a, adeus, diga adeus, diga adeus a, goodbye, say goodbye to, cura, cure, cures, curar, acabe com, revierte, reverte, reverses, get rid of, livre se de, olvidate de, esqueca",
    ),
    disease: parsePhrases(
      "diabetes, colesterol, cholesterol, hipertension, hipertensao, pressao alta, presion alta, high blood pressure, cancer, artritis, artrite, artrose, artrosis, arthritis, gout, psoriasis, psoriase, asma, asthma, hemorroides, hemorroidas, prostata, impotencia",
    ),
    remedy: parsePhrases(
      "el te, un te, este te, nuestro te, cha, tea, capsulas, capsula, capsules, gotas, drops, suplemento, supplement, formula, pomada, jarabe, xarope, syrup, gomas, gummies, moringa, aceite, oleo, oil, tonico, tonic",
    ),
    time: parsePhrases("dia, dias, semana(s), mes, meses, day(s), week(s), month(s), hora(s), horas, hour(s)"),
  },
  patterns: [
    "lose any{0,5} kilos any{0,4} time",
    "lose any{0,2} body any{0,4} time",
    "time any{0,4} lose any{0,3} kilos",
    "goodbye any{0,2} disease any{0,6} remedy",
    "remedy any{0,2} :? goodbye any{0,3} disease",
  ],
};

/** Selling by recruiting sellers, in several levels. */
export const recruitingOffers: WordingPattern = {
  words: {
    earn: parsePhrases(
      "ganas, gana, ganaras, comision, comisiones, ganhe, ganha, comissao, comissoes, earn, commission(s), bonus",
    ),
    recruit: parsePhrases(
      "inscribes, invitas, recluta, reclutas, recruit, recruits, recrute, indica, indique, cadastra",
    ),
    network: parsePhrases(
      "niveles, niveis, levels, downline, tu red, toda tu red, sua rede, toda a sua rede, your network, amigas de tus amigas, amigos de tus amigos, amigas das suas amigas, amigos dos seus amigos",
    ),
  },
  patterns: ["earn any{0,12} ,? any{0,6} network", "recruit any{0,12} ,? any{0,6} network"],
};
