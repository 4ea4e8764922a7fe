import { parsePhrases } from "../text/phrases";
import { askForms, otherForms } from "./asking";

// Words of the WhatsApp Business Messaging Policy's identifiers (payment cards, financial accounts, personal ID cards, other sensitive
// identifiers), with the documents of the Americas, Spain, Portugal, the United Kingdom, India and others. Excludes CNPJ, CIF and other numbers
// of companies, customer accounts, and Pix keys (public).

export type Identifier =
  | "the number of a payment card"
  | "the security code of a card"
  | "a password or PIN"
  | "a one-time code"
  | "a bank account"
  | "a personal ID number";

/** Removes from a list the words that an earlier list has. */
function except(words: readonly string[], ...taken: readonly (readonly string[])[]): readonly string[] {
  const known = new Set(taken.flat());
  return [...new Set(words)].filter((word) => !known.has(word));
}

const commandPhrases = parsePhrases(
  "diga, digam, digame, diganos, dime, dinos, decime, decinos, diz, me diz, dame, danos, denos, deme, me da, me das, nos da, nos das, nos de, me de, me darias, nos darias, pon, ponga, ponme, ponnos, haznos llegar, hazme llegar, haganos llegar, hagame llegar, hacernos llegar, hacerme llegar, nos haga llegar, regalame, regalanos, regaleme, regalenos, me regala, me regalas, nos regala, nos regalas, ayudanos con, ayudame con, ayudenos con, ayudeme con, me ayudas con, me ayuda con, nos ayudas con, colaborame con, colaboranos con, colabóreme con, me colabora con, me colaboras con, can i have, could i have, may i have, can i get, could i get, may i get, can we have, could we have, may we have, can we get, could we get, may we get, let me have, let us have, let me know, let us know, me confirma, nos confirma, me fala, nos fala, nos diz, me passa, me passe, nos passa, nos passe, passa ai, passa aqui, pasame, pasanos, paseme, pasenos, me pasas, nos pasas, me pasa, nos pasa, me passar, nos passar, me pasar, pasarme, pasarnos, pasandonos, facilitanos, facilitame, facilitenos, facilitarnos, bora mandar, cola, cole, cola ele, faculte, facultar, faculte nos, pegalo, pegala, pegalos, copialo, joga, jogue, me conta, nos conta, me conte, nos conte, cuentame, cuentanos, contame, contanos, me arruma, me arranja, me descola, can i grab, could i grab, can we grab, lets get, let me get, let me grab, mnda, manad, evnie, enive, me falar, me dizer, nos dizer, nos falar, me contar, nos lo dices, me lo dices, nos lo pasas, me lo pasas, nos lo mandas, me lo mandas, me lo envias, nos lo envias, me ve ai, me ve, leeme, leenos, leame, copiame, copianos, copieme, mind if i grab, mind if i take, mind if we take, adiante, adianta, adelantanos, adelantame, dile a, digale a, mandale a, enviale a, pasale a, enviele a, mandele a, escribile a, escribele a, escribale a, indicale a, dale a, leia pra mim, leia para mim, le pra mim, leia aqui, copia aqui, copie aqui, copia y pega, copie y pegue, copie e cole, copia e cola, copy and paste, pega aqui, pass me, pass us, pass along, pass on, posso pegar, posso anotar, puedo tomar, puedo anotar, can i take, could i take, may i take, poste aqui, digas, digan, digais, me digas, nos digas, me digam, nos digam, chama com, chame com, me chama com, me manda, nos manda, me envia, nos envia, me mandas, nos mandas, me envias, nos envias, escaneie, escaneia, escanea, escanee, escaneanos, fotografe, fotografa, gimme, hook me up with, hook us up with, leerme, leernos, apuntame, apuntanos, apuntarme, apuntarnos, tirame, tiranos, tireme, tirenos, soltame, me los dices, me las dices, me la dices, me los pasas, me las pasas, me la pasas, me los mandas, me las mandas, me la mandas, me los envias, me las envias, me la envias, nos la mandas, nos los mandas, nos la pasas, nos los pasas, faca nos chegar, facam nos chegar, faz nos chegar, fazer nos chegar, nos fazer chegar, nos faca chegar, nos faz chegar, haznos saber, chama aqui com, chame aqui com, chama a gente com, chama no zap com, chama no whats com",
);

const listed = {
  // Structure of a sentence.
  article: parsePhrases(
    "o, a, os, as, um, uma, uns, umas, el, la, los, las, un, una, unos, unas, the, an, any, this, these, esse, essa, este, esta, ese, esa, estes, estas, aquele, aquel, toda, todo, both, ambos",
  ),
  possessive: parsePhrases(
    "seu, sua, seus, suas, teu, tua, teus, tuas, tu, tus, su, sus, vuestro, vuestra, vuestros, your, ur, yr",
  ),
  own: parsePhrases("meu, minha, meus, minhas, mi, mis, my"),
  our: parsePhrases("nosso, nossa, nossos, nossas, nuestro, nuestra, nuestros, nuestras, our"),
  of: parsePhrases(
    "de, do, da, dos, das, del, of, d, que consta no, que esta no, que esta na, from, que aparece en, que figura en",
  ),
  and: parsePhrases(
    "e, y, and, ou, or, mais, mas el, mas la, mas tu, plus, junto com, junto con, as well as, along with, together with, alem do, alem da, ademas de, bem como, asi como",
  ),
  with: parsePhrases(
    "com, con, with, c, w, including, incluindo, incluyendo, segurando, sosteniendo, sujetando, holding, ao lado do, junto a",
  ),
  without: parsePhrases(
    "sem, sin, without, nao, not, never, nunca, jamais, jamas, nem, ni, exceto, except, excepto, menos, mas, but, pero, salvo, instead of, em vez de, en vez de",
  ),
  for: parsePhrases("para, pra, pro, pros, pras, p, to, for, a fim de, so that, so your, so you, so we, so they"),
  in: parsePhrases(
    "em, en, no, na, nos nossos, on, at, in, nas, pelo, pela, via, through, al, ao, por, numa, num site, into, onto",
  ),
  that: parsePhrases("que, q, what, which"),
  where: parsePhrases("where, onde, donde, como, how, who, quem, quien, cujo, cuyo"),
  if: parsePhrases("se, si, if, whether, caso, porque, because, antes de, before"),
  when: parsePhrases(
    "quando, cuando, when, after, depois de, despues de, once, as soon as, assim que, en cuanto, unless, a menos que, a no ser que",
  ),
  about: parsePhrases("sobre, about, acerca, regarding, referente, a respeito, relativo, relacionado, concerning"),
  filler: parsePhrases(
    "aqui, ai, aca, por aqui, por ca, por aca, here, over here, right here, por favor, pfv, pfvr, porfa, please, pls, plz, kindly, gentilmente, agora, agora mesmo, ahora, ahora mismo, ahorita, ja, ya, hoje, hoy, now, right now, right away, today, logo, imediatamente, immediately, urgente, urgentemente, simply, tambem, tambien, also, ainda, first, primeiro, primero, antes, pra gente, para a gente, a gente aqui, para nos, pra nos, pra mim, para mim, para mi, para nosotros, to us, to me, de volta, neste chat, nesse chat, nesta conversa, no chat, aqui no chat, aqui no whatsapp, no whatsapp, no whats, no zap, no privado, no inbox, no pv, en este chat, por este chat, por este medio, por chat, por interno, por privado, por whatsapp, via whatsapp, on whatsapp, in this chat, in the chat, in chat, on this chat, to this number, to this message, to this chat, to this text, a este mensaje, a esta mensagem, esta mensagem, este mensaje, para este numero, a este numero, via mensagem, por mensaje, em seguida, a continuacion, below, abaixo, mesmo, direto, directly, rapidinho, rapidito, in a sec, in a second, in a minute, in a moment, in a few seconds, in a bit, em instantes, em segundos, en unos segundos, en unos instantes, en un momento, en un ratito, em breve, en breve, rapido, se faz favor, por gentileza, por amabilidad, if you could, if you can, if you would, if possible, si pudieras, si puedes, si nos puedes, si me puedes, si pudiera, si es posible, se puder, se puderes, se pudesse, se possivel, se for possivel, porfis, porfavor, quickly, asap, back to us, us back, conmigo, comigo, conosco, con nosotros, with me, with us, we kindly ask you to, we ask you to, we ask that you, we request that you, we request you to, kindly asking you to, se ruega, se solicita, se pide, se debe, se deben, se puede, favor de, le agradeceria que, te agradeceria que, agradeceria que, agradeceriamos que",
  ),
  only: parsePhrases("so, apenas, somente, solo, solamente, just, only"),
  pronoun: parsePhrases("me, nos, us, mim, gente"),
  you: parsePhrases("you, voce, vc, voces, vcs, usted, ustedes"),
  toYou: parsePhrases("lhe, lhes, te, le, les, ti, a voce, a usted"),
  business: parsePhrases(
    "we, i, they, well, ill, wed, theyll, will, shall, vamos, vou, voy, iremos, acabamos de, acabei de, acabo de, podemos, podremos, puedo, posso, pode ser, a gente, nossa equipe, nosso time, nuestro equipo, our team, o sistema, nosso sistema, el sistema, nuestro sistema, the system, our system, o banco, el banco, the bank, eu, yo, nosotros, itll",
  ),
  person: parsePhrases(
    "motorista, motoristas, entregador, entregadores, motoboy, motoboys, ajudante, ajudantes, pessoas, pessoa, candidatos, candidato, profissionais, conductor, conductores, chofer, choferes, repartidor, repartidores, mensajeros, personas, gente con, people, driver, drivers, rider, riders, courier, couriers, candidates, staff, colaboradores, personal",
  ),
  third: parsePhrases(
    "alguem, alguem que, alguien, alguien que, someone, someone who, somebody, anyone, anybody, whoever, ninguem, nadie, no one, golpista, golpistas, estafador, estafadores, scammer, scammers, fraudsters, bandidos, ladrones, delincuentes, desconhecidos, desconocidos, strangers, terceiros, terceros, mensagens, mensajes, messages, links, ligacoes, llamadas, calls, sites",
  ),
  demand: parsePhrases(
    "pede, pedem, pedindo, pedirem, pediu, pedir, peca, pecam, pide, piden, pidiendo, pida, pidan, pedira, pediran, ask, asks, asking, asked, requests, requesting, solicite, solicitem, solicitando, solicita, exige, exigem, exija, finge, fingem, finjan, tells, says, dice, dicen, disser, diga que, diz que",
  ),
  place: parsePhrases(
    "app, aplicativo, aplicacion, site, sitio, web, website, page, pagina, portal, maquininha, maquina, terminal, loja, tienda, store, shop, caixa, caja, checkout, counter, desk, recepcao, recepcion, reception, front desk, balcao, mostrador, agencia mais proxima, sucursal, branch, oficina, escritorio, office, portaria, entrada, porteria, link, enlace, https, http, www, formulario, form, plataforma, platform, carrinho, carrito, cart, atm, cajero automatico, caixa eletronico, unidade, clinica, hotel, door, teclado, keypad, dia, day, retirada, check in, ambiente seguro, area do cliente, area de clientes, cuenta en linea, site seguro, settings, configuracoes, ajustes",
  ),
  /** Occasions to show a document. */
  visit: parsePhrases(
    "el dia, no dia, on the day, ao chegar, al llegar, when you arrive, on arrival, upon arrival, na chegada, na retirada, na entrega, en la entrega, al entregar, on delivery, at delivery, at pick up, at pickup, in person, presencialmente, pessoalmente, en persona, para retirar, to pick up, para entrar, para embarcar, para abordar, to board, to enter",
  ),
  access: parsePhrases(
    "acesse, acessa, entre, entra, entrar, go to, visit, abra, abre, abrir, open, log in to, log into, logue, ve a, ingresa a, ingrese a, accede a, acceda a, baixe, baixa, descarga, download, clique, haz clic, click, tap",
  ),

  // Asking.
  command: [...askForms.command, ...commandPhrases],
  present: [
    ...askForms.present,
    ...parsePhrases(
      "send, share, enter, tell, give, provide, submit, reply, respond, answer, confirm, forward, paste, upload, attach, supply, key in, fill in, hand over, verify your, read out, read back, read it back, read, dm, whatsapp us, type in, punch in, revert, text back, fill out, furnish, jot down, message it, paste it, key it in, write down, spell out, supply us",
    ),
  ],
  infinitive: [
    ...askForms.infinitive,
    ...parsePhrases(
      "adiantar, adelantar, dizer, dizendo, decir, decirme, decirnos, diciendo, diciendome, diciendonos, darme, darnos, dandonos, dandome, poner, poniendo, sending, sharing, entering, telling, giving, providing, submitting, replying, responding, confirming, forwarding, pasting, uploading, attaching, typing, texting, dropping, popping, leaving, writing, posting, uploading, messaging",
    ),
  ],
  loose: [
    ...except(askForms.loose, commandPhrases, parsePhrases("brinde")),
    ...parsePhrases(
      "text, message, email us, type, list, write, drop, leave, state, include, input, put, pop, shoot, ping, dictate, flick, chuck, bung, fling, pop over, pop across, shoot over, ping over, drop over, send over, send across, fire over, fire across, sling",
    ),
  ],
  /** Asks if a photo follows. */
  capture: parsePhrases(
    "tire, tire uma, tire um, tira uma, tira um, tirar uma, tira, saca una, sacale una, saquele una, saque una, toma una, tomale una, tome una, hazle una, haz una, haga una, hazte una, tomate una, tomese una, take a, snap a, faca uma, faz uma, bate uma, bata uma",
  ),
  question: parsePhrases(
    "qual, qual e, qual eh, qual seria, quais, quais sao, me diz qual e, cual, cual es, cual seria, cuales son, what is, whats, what are, wats, which is, what was, cual era, qual foi, cual fue, quais foram",
  ),
  need: parsePhrases(
    "preciso, precisamos, precisaremos, precisarei, precisaria, precisariamos, a gente precisa, a gente vai precisar, vamos precisar, vou precisar, necesito, necesitamos, necesitaremos, necesitare, necesitariamos, vamos a necesitar, voy a necesitar, requerimos, requiero, ocupo, ocupamos, we need, we ll need, well need, i need, ill need, id need, wed need, we will need, i will need, we do need, we also need, we still need, we just need, i just need, we only need, i only need, just need, only need, still need, all we need is, all i need is, all we need are, need to have, were going to need, we require, pedimos, peco, te pido, le pido, te pedimos, le pedimos, solicitamos, solicito, exigimos, queremos, we ask for, we ask you for, were asking for, i am asking for, we request, so falta, so faltam, falta so, falta apenas, falta, faltam, faltou, falta que, queda pendiente que, queda pendiente, all thats missing is, all thats left is, whats missing is, aguardamos, aguardo, no aguardo, ficamos no aguardo, fico no aguardo, estamos esperando, estamos aguardando, aguardando, quedamos a la espera, quedo a la espera, quedo pendiente, quedamos pendientes, esperamos recibir, looking forward to receiving, looking forward to your, awaiting, waiting for, were waiting for, gostaria de saber, queria saber, quero saber, quisiera saber, me gustaria saber, necesito saber, preciso saber, id like to know, i need to know, we need to know, i want to know, necesitaria, precisavamos, precisava, necesitabamos, quisieramos, quisiera, quisieramos contar con, queriamos, gostariamos de ter, gostariamos de receber, gostaria de ter, nos gustaria recibir, nos gustaria tener, wed like, we would like, wed love, we would need, i would need, agradeciamos, solo falta, solo faltan, solo nos falta, nos falta, nos faltan, solo me falta, basta, bastara, bastaria, alcanza con, e so, es necesario, e necessario, sera necessario, sera necesario, seria bom ter, solicitamos o envio, solicito o envio, pedimos o envio, peco o envio, solicitamos el envio, pedimos el envio, pedimos a gentileza, solicitamos a gentileza, pedimos la gentileza, be grateful for, be grateful to receive, be most grateful for, be most grateful to receive, be very grateful for, be glad to receive, be glad of, appreciate receiving, would appreciate, agradeceriamos recibir, agradeceremos recibir, ficariamos gratos por, trouble you for, bother you for, a gente so precisa, a gente so vai precisar, queremos pedir, quisieramos pedir, quiero pedir, quero pedir, gostariamos de pedir, gostaria de pedir, queremos solicitar, quisieramos solicitar, gostariamos de solicitar, nomas necesito, nomas necesitamos",
  ),
  /** Words with which customers give data. */
  give: parsePhrases(
    "segue, segue aqui, aqui esta, aqui va, aqui vai, ahi va, te mando, te paso, te envio, les paso, les mando, les envio, quero informar, quero enviar, quero passar, quiero enviar, quiero dar, quiero pasar, here is, heres, here are, this is, sending my, i want to send, i want to share, este e, este es, envio, mando, informo, paso, here it is, here they are, here you go, se lo paso, se lo mando, se los paso, te lo paso, te lo mando, ya te lo paso, ya se lo paso, vou mandar aqui, vou mandar, vou passar, ja mando, ja passo, ya lo mando, ill send it, sending it",
  ),
  required: parsePhrases(
    "necessario, necessaria, obrigatorio, obrigatoria, necesario, necesaria, obligatorio, obligatoria, required, needed, mandatory, must be sent, is a must, devem ser enviados, deve ser enviado, debe enviarse, deben enviarse, fundamental, imprescindivel, imprescindible, indispensavel, indispensable",
  ),
  be: parsePhrases("is, are, sera, serao, seran, sao, son, es, eh, fica, esta sendo, will be, sigue siendo"),
  it: parsePhrases("it, lo, ele, ela, eles, elas, ellos, ellas, them"),

  // Data.
  data: parsePhrases(
    "numero, numeros, numeritos, numerinhos, number, numbers, numro, nmero, num, nro, nr, n, dados, datos, details, detail, detalhes, detalles, data, info, information, informacoes, informacao, informacion, numeracao, numeracion, foto, fotos, fotocopia, fotocopias, photocopy, fotografia, fotinha, fotito, fotinho, selfie, selfies, copia, copias, imagem, imagen, print, scan, scans, scanned copy, scanned, xerox, escaneado, digitalizado, picture, pictures, pic, pics, photo, photos, photograph, image, images, copy, copies, screenshot, captura, pantallazo, snap, snapshot, frente, verso, front, both sides, ambos lados, ambas caras, las dos caras, os dois lados, dois lados, los dos lados, frente e verso, frente y reverso, frente y dorso, anverso, reverso, front and back, frente e o verso, atras, arquivo, pdf, homoclave",
  ),
  digit: parsePhrases("digito, digitos, digit, digits, cifra, cifras, figure, figures, algarismos"),
  amount: parsePhrases(
    "3, 4, 5, 6, 7, 8, 14, 15, 16, tres, three, quatro, cuatro, four, cinco, five, seis, six, sete, siete, seven, oito, ocho, eight, dezesseis, dieciseis, sixteen",
  ),
  partial: parsePhrases(
    "ultimos, ultimas, last, final, finais, finales, terminacao, terminacion, ending, primeiros, primeras, primeros",
  ),
  code: parsePhrases("codigo, codigos, code, codes, cod, cods, codgo, cdigo, codio, codigoo, codig, codgio"),
  token: parsePhrases("token, tokens, itoken"),
  otp: parsePhrases(
    "otp, otps, totp, 2fa, one time code, one time password, one time passcode, one time pin, onetime code, single use code, codigo de uso unico, codigo otp, senha de uso unico, clave de un solo uso, codigo de un solo uso, senha descartavel, contrasena de un solo uso",
  ),
  sms: parsePhrases(
    "sms, torpedo, msg de texto, mensagem de texto, mensaje de texto, text message, authenticator, authenticator app, google authenticator, autenticador, app autenticador, by text, via text, por texto",
  ),
  channel: parsePhrases(
    "celular, cel, telefone, fone, phone, mobile, handset, movil, telefono, whatsapp, zap, e mail, email, correo, inbox, mensagem, mensaje, ligacao, llamada, call, tela, pantalla, screen",
  ),
  verify: parsePhrases(
    "verificacao, verificacion, verification, verificasao, verifcacao, verificaçao, verifcation, verificaton, confirmacao, confirmacion, confirmation, autenticacao, autenticacion, authentication, validacao, validacion, dois fatores, duas etapas, dos pasos, two factor, two step, 2 factor, 2 step, auth, autorizacao, autorizacion, authorization",
  ),
  security: parsePhrases("seguranca, seguridad, security, seguranza, seg"),
  arrive: parsePhrases(
    "receber, recibir, recebendo, recibiendo, receiving, chegou, chega, chegar, chegara, recebidos, recebidas, recibidos, recibidas, enviados, enviadas, enviou, mandou, recebeu, chegaram, llegaron, recebida, recebido, recebeste, receberam, receberá, recibiste, recibio, recibido, recibira, recibiras, recibieron, llego, llega, llegara, llegado, llegue, receive, received, recieved, get, got, gotten, sent, texted, messaged, emailed, enviamos, mandamos, enviei, mandei, enviado, enviada, mandado, enviaram, mandaram, enviaron, mandaron, apareceu, aparece, aparecer, aparecio, appears, appeared, shows up, caiu, popped, came, arrived, arrives, comes, recebe, recebera, chegando, vieram, veio, vino, vinieron, popped up, pops up, salio, saldra, cae, cayo, llegar, llegarte, llegarle, llegando, about to pop up, about to arrive, about to come, about to land, about to get, is on its way, on its way, is on the way, will land, landed, te va a entrar, le va a entrar, va a entrarte, te entra, te entro, te acaba de entrar, vai cair, vai entrar, vai aparecer, va a caer, va a aparecer, foi pro seu, foi para o seu, foi parar no seu, se fue a tu, llego a tu",
  ),
  /** Verbs about an example that the customer chose. */
  liked: parsePhrases("gusto, gusta, guste, gustaron, gostou, goste, liked, like"),
  coupon: parsePhrases(
    "desconto, descontos, descuento, descuentos, discount, cupom, cupon, coupon, coupons, promocional, promo, promocao, promocion, promotion, promotional, voucher, vale, convite, invite, invitation, invitacion, indicacao, referral, referido, afiliado, affiliate, brinde, regalo, presente, gift, palabra clave, palabra secreta, palavra chave, palavra secreta, codigo secreto da promocao, newsletter, panfleto, folheto, flyer, folleto, revista, voucher code, oferta, offer, gift card, gift cards, giftcard",
  ),
  promo: parsePhrases(
    "postal, zip, post, pedido, order, compra, purchase, rastreio, rastreamento, rastreo, seguimiento, tracking, barras, bar, barcode, qr, produto, producto, product, item, cliente, clientes, customer, client, reserva, booking, reservation, reservacion, pais, country, area, ddd, imovel, inmueble, property, listing, catalogo, catalog, referencia, reference, ref, curso, course, matricula, pieza, parte, part, modelo, model, dress, vestimenta, conduta, conducta, source, fonte, fuente, raffle, evento, event, ingresso, ticket, boleto, fatura, factura, invoice, vaga, job, vacante, user, member, membro, miembro, socio, player, game, jogador, jugador, transaction, transacao, transaccion, vehicle, veiculo, vehiculo, erro, error, fault, falha, carro, coche, auto, moto, car, chasis, chassi, student, aluno, alumno, employee, funcionario, empleado, empresa, company, negocio, business, da loja, etiqueta, label, box, embalagem, envase, recibo, receipt, nota fiscal, nota, rua, tag, pet, mesa, table, color, cor, protocolo, protocol, guia, entrega, delivery, shipment, encomenda, paquete, package, parcel, etica, etico, civil, penal, ethics, defesa, seguro, policy, apolice, poliza, insurance",
  ),
  local: parsePhrases(
    "wi fi, wifi, do wi fi, rede, network, fila, turno, preferencial, atendimento, ticket de atencion, location, localizacao, ubicacion, sorteio, sorteo, quarto, room, puerta, portao, gate, totem",
  ),
  password: parsePhrases(
    "senha, senhas, cenha, senah, senia, contrasena, contrasenas, contrasenia, contracena, constrasena, contrasea, password, passwords, pasword, passwrod, pasword, passwrd, passcode, passcodes, pass code, passwd, pwd, palavra passe, palavra chave secreta, passphrase, nip, codigo pin, pin code, pin number, pin secreto, clave secreta, clave dinamica, clave bancaria, clave de cajero, clave de internet, clave de acceso, clave unica, claveunica, clave fiscal, clave web, clave digital, clave de ingreso, clave de la tarjeta, clave de transferencia, clave de transferencias, clave personal, senha eletronica, senha bancaria, codigo secreto, secret code, pw, pswd, psw",
  ),
  pin: parsePhrases("pin, pins, clave, claves"),
  /** Passwords that only the customer of an account has. */
  ownPassword: parsePhrases(
    "senha atual, senha antiga, clave actual, clave anterior, contrasena actual, contrasena anterior, current password, old password, contra de la cuenta, contra de tu cuenta, contra de tu perfil",
  ),
  /** "The password you sign in with". */
  signIn: parsePhrases(
    "you sign in with, you log in with, you login with, you log on with, you use to sign in, you use to log in, que voce usa para entrar, que vc usa pra entrar, com que voce entra, com a qual voce entra, con la que entras, con la que ingresas, que usas para entrar, que usa para entrar, con la que inicias sesion",
  ),
  /** Calls that read out a code. */
  recording: parsePhrases(
    "gravacao, grabacion, llamada grabada, llamada automatica, ligacao automatica, ligacao gravada, automated call, recorded call, automatic call, robot call, recording",
  ),
  aloud: parsePhrases(
    "por audio, em audio, num audio, en audio, en un audio, por nota de voz, en nota de voz, en una nota de voz, por voz, por mensagem de voz, por mensaje de voz, in a voice note, by voice note, over voice note, as a voice note, in a voice message",
  ),
  generate: parsePhrases("gera, gere, gerar, genera, genere, generar, generas, generate"),
  each: parsePhrases("cada, each, every, todos, todas, all"),
  seed: parsePhrases(
    "seed phrase, recovery phrase, secret phrase, frase de recuperacao, frase de recuperacion, frase semilla, frase secreta, palavras de recuperacao, palabras de recuperacion, chave privada, clave privada, private key",
  ),
  login: parsePhrases(
    "login, usuario y, usuario e, user name, username, user id, userid, login id, usuario, utilizador",
  ),
  credential: parsePhrases(
    "credenciais de acesso, credenciales de acceso, credenciais, credenciales, credentials, dados de acesso, datos de acceso, dados de login, login details, login info, login information, logins, acesso e senha, login credentials, sign in details",
  ),
  bank: parsePhrases(
    "banco, bank, bancario, bancaria, bancarios, bancarias, banca, banking, internet banking, online banking, home banking, mobile banking, homebanking, corrente, corriente, poupanca, ahorros, ahorro, savings, checking, current, gov br, govbr, conta gov, inss, caixa tem, nubank, banca en linea, banca movil, banca online, banca por internet, cajero, atm card, paypal, mercado pago, picpay",
  ),
  service: parsePhrases(
    "instagram, insta, facebook, face, netflix, gmail, google, google account, hotmail, outlook, icloud, apple, apple id, tiktok, uber, ifood, spotify, mercado livre, mercado libre, shopee, amazon, skype, zoom, correios, linkedin, twitter, x account, paypal account, binance, perfil, profile, wallet, billetera, monedero, mobile money, m pesa, mpesa, yape, nequi, daviplata",
  ),
  account: parsePhrases("conta, contas, cuenta, cuentas, account, accounts, acct, cta"),
  agency: parsePhrases("agencia, ag, agencias, sort code, routing, routing number, branch code, aba number"),
  iban: parsePhrases(
    "iban, nib, clabe, cbu, cvu, numero de clabe, clabe interbancaria, cuenta clabe, codigo cci, cci, ifsc, swift",
  ),
  payout: parsePhrases(
    "deposito, depositar, depositarte, depositarle, transferencia, transferir, transferirte, reembolso, refund, reintegro, payout, pagamento, premio, prize, salario, transfer, restituicao, devolucion, estorno, adiantamento",
  ),
  card: parsePhrases("cartao, tarjeta, targeta, trajeta, card, cartaum, tarj, plastico"),
  cards: parsePhrases("cartoes, tarjetas, cards"),
  cardKind: parsePhrases("credito, credit, debito, debit, visa, mastercard, amex, elo, bancario card"),
  loyalty: parsePhrases(
    "convenio, do convenio, plano, plano de saude, fidelidade, fidelidad, loyalty, membership, rewards, library, visita, visitas, embarque, boarding, sanitaria, saude, salud, vacina, vacinacao, vacunacion, vacunas, vaccination, vaccine, sim, memoria, memory, sd, report, transporte, transport, bilhete unico, presentacion, business card, cnpj, aniversario, birthday, natal, christmas, postcard, puntos, pontos, points, estudiantil, menu card, play, desafio, score, pokemon, citizen",
  ),
  back: parsePhrases(
    "tras, atras do, verso do, reverso de, dorso, parte de tras, parte de atras, parte trasera, back, rear, other side",
  ),
  cardCode: parsePhrases(
    "cvv, cvv2, cvc, cvc2, csc, ccv, cvn, codigo de seguranca, codigo de seguridad, codigo de seg, cod de seguranca, cod de seguridad, numero de seguranca, numero de seguridad, security code, card verification value, codiguito de atras, codigo de atras, codigo de tras, codiguinho de tras, codigozinho de tras, numeritos de atras, numerinhos de tras",
  ),
  id: parsePhrases(
    "cpf, rg, cnh, dni, dnie, nie, curp, rfc, cuil, cuit, nif, ssn, itin, bvn, tfn, aadhaar, aadhar, adhaar, adhar, aadhaar number, cedula, cedulas, cedula de identidad, cedula de ciudadania, numero de cedula, national insurance number, ni number, social security number, ssn number, social security no, social insurance number, social security card, numero de seguro social, numero de seguridad social, numero del seguro social, nss, titulo de eleitor, titulo eleitoral, pis, nis, carteira de identidade, carteira de motorista, carteira de habilitacao, carteira nacional de habilitacao, carteira de trabalho, carteira profissional, ctps, licencia de conducir, licencia de conduccion, licencia de manejo, licencia de manejar, permiso de conducir, carnet de conducir, carne de conducir, carnet de identidad, carne de identidad, carta de conducao, drivers license, drivers licence, driver license, driver licence, driving licence, driving license, drivers lisence, driver s license, drivers licenses, cartao de cidadao, documento de identidade, documento de identidad, documento de identificacao, documento de identificacion, doc de identidade, doc de identidad, documentos de identidade, documentos de identidad, identity document, identity card, id card, id cards, national id, national id card, government id, government issued id, photo id, state id, voter id, identificacion oficial, ine, credencial de elector, credencial para votar, clave de elector, documento oficial com foto, documento con foto, documento com foto, doc com foto, documento oficial, documentos pessoais, documentos personales, docs pessoais, documento pessoal, pan card, pan number, tarjeta de identidad, emirates id, id number, id numbers, id no, identity number, identification number, document number, tax id, nin, nino, rg ou cnh, rne, rnm, dui, dpi, cartao do sus, cartao sus, numero do sus, carteirinha do sus, cns, medicare number, medicaid number, nhs number, nric, nric number, mykad, hkid, ic number, sin number, your sin, pps number, ppsn, pps no, tax file number, numero de contribuinte, numero de utente, bilhete de identidade, numero do bi, do bi, niss, rut, seguridad social, seguranca social, national identity card, national identity number, titulo de residencia, cedula de extranjeria, pan numbers, titulo de votante, bsn, pesel, codice fiscale, tie, national insurance no, national insurance, passport number, passport details, passport no, passport info, passport information, numero de pasaporte, numero de documento, numero do documento, cepefe, ce pe efe, crnm, cadastro de pessoa fisica, cadastro de pessoas fisicas, identity documents, identification documents, identificacion del tutor, identificacion del titular, identificacion de los padres, documento dos responsaveis",
  ),
  document: parsePhrases(
    "passaporte, pasaporte, pasaportes, passaportes, passport, passports, documento, documentos, doc, docs, docto, document, ids, identificacion, identificacao, habilitacao, carnet, licencia, licence, license, lisence, run, ife, social security, seguro social, social, carteira, ci, cc, ssn card",
  ),
  identity: parsePhrases("identidade, identidad, identification, identity"),
  idWord: parsePhrases("id"),
  attribute: parsePhrases(
    "category, class, status, size, renewal, application, applications, services, service, holder, holders, check, expiry date, validity, benefits, categoria, validade, vencimento, expiry, expiration, caducidad, vigencia, tipo, bandeira, marca, appointment, visual, corporativa, design, designs, template, layout, printing, badge, badges, vencida, vencido, suspensa",
  ),
} as const satisfies Readonly<Record<string, readonly string[]>>;

const taken = Object.values(listed);

/** Classes of words and phrases, for the patterns in requests/. */
export const wordClasses = {
  ...listed,
  other: except(
    [
      ...otherForms,
      ...parsePhrases(
        "saber, saberes, traga, tragam, traz, trazer, trae, traigan, bring, bringing, carry, show, present your, have, has, had, having, keep, tenha, tem, ter, tiver, tenha em maos, ten, tenga, tengan, crea, sign, apply, order, store, reset, recover, change, changing, update, renew, renewing, check, use, using, win, earn, know, see, learn, book, schedule, pay, buy, access, collect, pick, pick up, want, activate, block, unblock, unlock, cancel, transfer, deposit, find, make, manage, set, set up, remember, replace, save, choose, redeem, protect, forgot, forgotten, forget, lost, need, needs, precisa, precisar, necesitas, necesita, quer, quiser, quieres, quiere, esqueceu, esqueci, olvidaste, olvide, perdeu, perdiste, faz, faca, facemos, fazemos, hacemos, haz, haga, hace, ganhe, generate, issue, apply for, obtain, help, ajudamos, ajuda, ayudamos, ayuda, trocar, cuide, protege, proteja, print your, imprima, imprime, plastifique, imprimimos, saque, saca, sacar, tire, tirar, tira, conheca, veja, saiba, confira, aprenda, garanta, come, join, start, comece, empieza, solicite, solicita, translate, traducimos, traduzimos, apostille, sell, vendemos, cadastre, accept, aceitamos, aceptamos, leave with, stop by, ensure, secure your, wash, fix, design, diseñamos, guarda, conserva",
      ),
    ],
    ...taken,
  ),
};
