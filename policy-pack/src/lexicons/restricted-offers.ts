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
    forWhom: parsePhrases("para, pra, for"),
  },
  patterns: [
    "(?<!forWhom any{0,2}) [animal exotic] [^.;:]{0,8} [sale rehoming pedigree sex]",
    "(?<!forWhom any{0,2}) breed any{0,3} ,? [sale pedigree rehoming sex]",
    "sale any{0,4} (?<!forWhom) [animal exotic breed]",
    "[rehoming pedigree sex] any{0,5} (?<!forWhom) [animal exotic breed]",
    "(?<!forWhom any{0,2}) exotic [^.;:]{0,8} tame",
    "[animal breed] [^.;:]{0,12} health [^;:]{0,4} (?: [sex puppy] left | left any? [sex puppy])",
    "wish article? breed? animal breed? (?!any)",
    "wish article? exotic (?: also | (?!any))",
    "sale any{0,2} livestock any{0,4} ,? any{0,4} alive",
    "alive livestock [^.;:]{0,8} sale",
    "livestock alive [^.;:]{0,8} sale",
    "sale [^.;:]{0,4} livestock alive",
  ],
};

/** Threats. "Sue", "arrest" and "court" alone are also what law firms and news speak of. */
export const threats: WordingPattern = {
  words: {
    pay: parsePhrases(
      "pay, settle, clear your balance, pague, paga, pagas, pagar, quite, quita, quitar, regularize, regulariza, regularice, liquide, liquida, salde, salda, acerte, acerta, catch up, catch up on, ponte al corriente, pones al corriente, ponerse al corriente, pongase al corriente, coloque em dia, poe em dia",
    ),
    reply: parsePhrases("reply, respond, responda, responde, respondes"),
    otherwise: parsePhrases("or, or else, ou, ou entao, o, o si no"),
    contrary: parsePhrases("otherwise, senao, do contrario, caso contrario, de lo contrario, if not"),
    consequence: parsePhrases(
      "bailiff(s), credit agency, credit agencies, credit reference agencies, credit bureaus, en el veraz, al veraz, a datacredito, a infocorp, al dicom, sheriff, debt collector(s), collection agency, in court, to court, our lawyers, solicitors, lawsuit, repossess, seize, evict, eviction, prosecute, blacklist, blacklisted, credit bureau, oficial de justica, justica, juiz, cobrador(es), cartorio, protestado, protesto, guincho, denunciaremos, penhora, penhorar, penhorados, negativado, negativada, negativar, spc, serasa, processar voce, nossos advogados, nosso juridico, despejo, juzgado, juez, tribunal, nuestros abogados, embargo, embargar, embargan, embargaremos, embargados, demandaremos, buro de credito, desalojo, desalojar, actuario",
    ),
    // Also a reason to act: "Settle now to avoid arrest".
    loss: parsePhrases(
      "arrest, jail, prison, the loss of your home, losing your home, cadeia, prisao, sera preso, bens bloqueados, os bens bloqueados, carcel, la carcel, el arresto, arresto, bienes embargados, cuentas embargadas",
    ),
    lawyer: parsePhrases("our lawyer, our solicitor, nosso advogado, nossa advogada, al abogado, nuestro abogado"),
    weFile: parsePhrases(
      "presentamos la demanda, presentaremos la demanda, interponemos la demanda, interpondremos la demanda, entramos com a acao, entraremos com a acao, we file the claim, we will file",
    ),
    toAvoid: parsePhrases(
      "to avoid, and avoid, to prevent, para evitar, e evite, y evite, y evita, para nao ter, para nao perder, pra nao ter, para no tener, para no perder, para que no, para que nao",
    ),
    sue: parsePhrases(
      "well sue, we will sue, well report you, we will report you, well take you to court, vamos te processar, vamos processar voce, te processamos, te processaremos, processaremos voce, te denunciamos, lo denunciamos, le denunciamos, te demandamos, lo demandamos, le demandamos, te vamos a demandar, vamos a demandarte, vamos a denunciarte",
    ),
    unpaid: parsePhrases(
      "nao for pago, nao for paga, nao for quitado, nao for quitada, nao pagar, nao recebermos, no se paga, no es pagado, no pagas, no paga, no recibimos, not paid, is not paid, isnt paid, stays unpaid, remains unpaid, we dont receive",
    ),
    ifSo: parsePhrases("if, se, si, caso, should"),
    weAct: parsePhrases(
      "vamos acionar a justica, acionaremos a justica, iremos acionar a justica, vamos a justica, vamos penhorar, vamos protestar, protestaremos, iremos protestar, well go to court, we will go to court, we go to court, acudiremos a los tribunales, iremos a juicio, we will seize, well seize",
    ),
    whoever: parsePhrases("anyone who, whoever, those who, quem, quien, quienes, los que, el que, aquele que"),
    refuses: parsePhrases("doesnt, does not, dont, do not, fails, nao, no"),
    shutOut: parsePhrases(
      "will be blocked, will be banned, sera bloqueado, sera bloqueada, seran bloqueados, seras bloqueado, seras bloqueada, tera a conta encerrada, tera a conta bloqueada, tera a conta cancelada, tendra la cuenta bloqueada, perde todo o saldo, perdera todo su saldo",
    ),
    ifNot: parsePhrases(
      "sem pagamento, sem o pagamento, sin pago, sin el pago, sin su pago, sin tu pago, without payment, without your payment, if you dont, if you do not, if you fail, unless you, unless, if we dont, if we do not, no reply, without a reply, sem resposta, se nao, se voce nao, se nao houver, caso nao, caso voce nao, se ignorar, se voce ignorar, sin respuesta, si no, si hoy no, si usted no, si ignora, a menos que, salvo que",
    ),
    accountLost: parsePhrases(
      "account will be deleted, account will be closed, account will be suspended, account will be blocked, account will be terminated, cuenta sera eliminada, cuenta sera cerrada, cuenta sera suspendida, cuenta sera bloqueada, conta sera excluida, conta sera encerrada, conta sera suspensa, conta sera bloqueada, conta sera cancelada, conta sera bloqueada hoje, vamos bloquear sua conta, cerraremos la cuenta, cerraremos su cuenta, cerraremos tu cuenta, bloquearemos la cuenta, bloquearemos a conta, bloquearemos su cuenta, bloquearemos tu cuenta, we will block your account, we will close your account, tell your family, contar a sua familia, avisar o seu chefe, avisar a tu jefe, call your employer, ligar para o seu trabalho, llamar a tu trabajo",
    ),
  },
  patterns: [
    "[pay reply] [^.;:]{0,8} [otherwise contrary ifNot] any{0,6} [consequence loss accountLost]",
    "[ifNot contrary] any{0,10} ,? any{0,8} [consequence loss accountLost]",
    "[consequence loss accountLost] any{0,3} ,? ifNot",
    "pay any{0,6} toAvoid any{0,3} loss",
    "pay [^.;:]{0,8} otherwise any{0,3} lawyer",
    "weFile any{0,5} ifNot",
    "otherwise any? sue",
    "ifSo any{0,4} unpaid any{0,6} ,? weAct",
    "whoever any? refuses any{0,4} ,? any? shutOut",
    "contrary any{0,6} shutOut",
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
    "lonely any{0,4} [.,]? any{0,5} [dates singles introduce]",
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
      "emprestimo(s), emprestamos, grana ate, plata ya, plata hoy, efectivo hoy, te prestamos, credito pessoal, dinheiro na hora, dinheiro na conta, grana na hora, credito na hora, credito para, prestamo(s), credito personal, dinero rapido, dinero ya, loan(s), cash loan(s), personal loan(s), payday cash, fast cash, quick cash, cash today",
    ),
    // Libraries lend too.
    lent: parsePhrases(
      "livro(s), libro(s), book(s), equipo(s), equipamento(s), bike(s), bicicleta(s), herramienta(s), ferramenta(s), tool(s), laptop(s), filme(s), disfraz, disfraces, traje(s)",
    ),
    borrow: parsePhrases("borrow"),
    giveBack: parsePhrases(
      "give it back, pay back, pay it back, pay us back, repay, paid back, devolver, devolva, devolve, devolves, devuelves, devuelvelo, lo devuelves, lo pagas, la pagas, lo regresas, quitacao, paga so",
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
      "adios, adios a, di adios a, adeus, diga adeus, diga adeus a, goodbye, say goodbye to, cura, cures, curar, acabe com, revierte, reverte, reverses, get rid of, livre se de, olvidate de, esqueca",
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
    "remedy any{0,6} goodbye any{0,3} disease",
  ],
};

/** Campaigns. "Vote" is also for polls and "president" also of a club. */
export const campaigns: WordingPattern = {
  words: {
    vote: parsePhrases(
      "vote, vote em, vote for, vota, votar, votar em, vota por, voten por, seu voto, tu voto, su voto, your vote, elect, reelect, re elect, eleja, reeleja, eleger, elige, reelige, candidato(s), candidata(s), candidate(s), candidatura, running, friends of, amigos de, comite, gabinete",
    ),
    office: parsePhrases(
      "mayor, senator, congressman, congresswoman, governor, councillor, councilman, councilwoman, prefeito, prefeita, vereador, vereadora, deputado, deputada, senador, senadora, governador, governadora, alcalde, alcaldesa, diputado, diputada, concejal, concejala, regidor, regidora, gobernador, gobernadora",
    ),
    seat: parsePhrases(
      "for senate, for congress, for city council, for governor, for parliament, para o senado, para a camara municipal, al senado, para el senado",
    ),
    campaign: parsePhrases(
      "reelection, re election, reeleicao, reeleccion, campaign bus, rally, voters, eleitores, votantes, urnas, nas urnas, en las urnas, volunteers",
    ),
    party: parsePhrases("party, partido, diretorio, directorio"),
    join: parsePhrases("join, sumate al, unete al, junte se ao, faca parte do"),
    cause: parsePhrases(
      "take back, our country, our nation, our town, change the country, cambiar el pais, transformar el pais, mudar o pais, mudar o brasil, mudar a cidade",
    ),
    joining: parsePhrases(
      "carreata, comicio, mitin, afiliate, filie se, afiliese, militancia, convencao, convencion nacional, elecciones, eleicoes, elections",
    ),
  },
  patterns: [
    "vote any{0,8} ,? any{0,3} [office seat]",
    "seat",
    "office any{0,12} ,? any{0,6} [campaign joining]",
    "party any{0,16} joining",
    "joining any{0,8} party",
    "join any{0,4} party [^;:]{0,8} [cause joining]",
  ],
};

/** Recruiting for the armed forces and the police. A charity has the name of an army. */
export const recruiters: WordingPattern = {
  words: {
    charity: parsePhrases("salvation army, ejercito de salvacion, exercito de salvacao, exercito da salvacao"),
    force: parsePhrases(
      "army, navy, marines, air force, police force, ejercito, fuerza aerea, policia, gendarmeria, exercito, marinha, forca aerea, aeronautica, batalhao, infantaria, regimiento, batallon",
    ),
    wanted: parsePhrases(
      "is looking for you, looking for you, wants you, needs you, te espera, te busca, te necesita, te quiere, quer voce, precisa de voce, procura voce, espera voce",
    ),
    career: parsePhrases("recruiting sergeant, recruitment sergeant, army recruiter, navy recruiter"),
  },
  patterns: ["force any? wanted", "career"],
};

/** Doctors at a distance. Excludes veterinarians, psychologists and nutritionists. */
export const remoteDoctors: WordingPattern = {
  words: {
    doctor: parsePhrases(
      "doctor(s), doctora(s), nurse, enfermeira, enfermera, medico(s), medica(s), clinico geral, pediatra(s), dermatologista(s), dermatologo(s), dermatologa(s), ginecologista(s), ginecologo(s), cardiologista(s), pediatrician(s), dermatologist(s), physician(s), gp, psiquiatra(s), psychiatrist(s)",
    ),
    remote: parsePhrases(
      "por video, por videochamada, por chamada de video, por videollamada, por video llamada, por celular, sem sair de casa, sin salir de casa, a distancia, by video, on video, over video, by video call, over a video call, by phone, from home, from your sofa, without leaving home",
    ),
    visit: parsePhrases(
      "consulta(s), consulte, consultar, atendimento, cita(s), see, talk to, speak to, speak with, appointment(s), visit(s), consultation(s), fale com, habla con, passe com, atende, atiende",
    ),
    online: parsePhrases("online, on line, en linea, virtual"),
    treatment: parsePhrases(
      "diagnostico(s), receita, receta, tratamento(s), tratamiento(s), dose, dosis, diagnosis, prescription(s), treatment(s), sintomas, symptoms",
    ),
    inChat: parsePhrases(
      "aqui no whatsapp, por aqui mesmo, neste chat, nesta conversa, pelo chat, pelo whatsapp, en este chat, en este mismo chat, por este chat, por chat, por whatsapp, in this chat, right here in this chat, over chat, by chat, on whatsapp, over whatsapp, here in chat",
    ),
  },
  patterns: [
    "visit any{0,4} doctor any{0,3} remote",
    "visit [remote online] any{0,3} doctor",
    "doctor any{0,2} visit? any{0,2} remote",
    "doctor any{0,6} treatment any{0,6} inChat",
    "inChat any{0,4} [.,]? any{0,4} doctor any{0,6} treatment",
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

const knownNames = parsePhrases(
  "whatsapp, meta, facebook, instagram, google, apple, microsoft, amazon, netflix, paypal, mercado livre, mercado libre, mercadolivre, mercadolibre, mercado pago, shopee, santander, caixa, fedex, dhl, chase",
);

const bankNames = parsePhrases(
  "nubank, itau, bradesco, banco do brasil, caixa economica, caixa economica federal, bbva, banorte, citibanamex, bancolombia, banco de mexico, bank of america, chase bank, wells fargo",
);

/** Spellings of a name with one letter twice, or with "m" and "n" exchanged. */
const listMisspellings = (name: string): string[] =>
  Array.from(name, (letter, index) => {
    const other = letter === "m" ? "n" : letter === "n" ? "m" : `${letter}${letter}`;
    return [other, `${letter}${letter}`].map((piece) => name.slice(0, index) + piece + name.slice(index + 1));
  }).flat();

/** Senders that introduce themselves as a desk of a well-known business or authority. */
export const introductions: WordingPattern = {
  words: {
    self: parsePhrases(
      "sou, sou da, sou do, soy, soy del, soy de, te escribe, le escribe, le hablamos, te hablamos, mensagem, mensagem da, mensagem do, mensaje de, mensaje del, im from, i am from, message from, aviso, alerta, falamos, falo",
    ),
    // Also before a name alone: "This is the IRS".
    selfIs: parsePhrases(
      "aqui e, aqui e da, aqui e do, aqui fala, somos, somos a, somos o, te habla, le habla, habla el, habla la, we are, were, this is",
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
    "(?<=[.,]) welcome? office link{1,2} [known bank authority misspelled] (?=any? (?:[.,:] | (?!any)))",
    "(?<=[.,]) [known bank authority misspelled] office any? speaking",
    "(?<=[.]) [known bank authority misspelled] office (?=: any)",
    "(?<=[.]) known official (?=: account)",
    "(?<=[.]) [bank authority] informs",
    "(?<=[.]) authority (?=: (?:any? yours | account | undelivered))",
  ],
};
