/**
 * Services that redirect to any address. Short domains that lead to one service only (maps.app.goo.gl, youtu.be, forms.gle) are not listed:
 * people see where they will arrive.
 */
export const shorteners = [
  // Named in Meta's guidelines.
  ["bit.ly", "tinyurl.com", "goo.gl"],
  // Of social networks and mail services.
  ["t.co", "lnkd.in", "ow.ly", "buff.ly", "trib.al", "dlvr.it", "hubs.ly", "hubs.la", "mailchi.mp"],
  // International ones.
  [
    "bitly.com",
    "j.mp",
    "is.gd",
    "v.gd",
    "cutt.ly",
    "rebrand.ly",
    "shorturl.at",
    "rb.gy",
    "tiny.cc",
    "s.id",
    "l1nk.dev",
  ],
  ["t.ly", "t2m.io", "bl.ink", "short.io", "short.gy", "shrtco.de", "soo.gd", "adf.ly", "bc.vc", "clck.ru", "qr.ae"],
  ["tny.im", "urlz.fr", "x.gd", "da.gd", "u.to", "shorte.st", "snip.ly", "surl.li", "n9.cl", "acortar.link", "goo.su"],
  ["tr.ee", "linkly.link", "dub.sh", "kutt.it", "1url.cz", "2u.pw", "n.pr", "snipurl.com", "tinyurl.is", "l.ead.me"],
  // Brazilian ones.
  [
    "encurtador.com.br",
    "abre.ai",
    "encr.pw",
    "l1nq.com",
    "encurta.net",
    "abrir.link",
    "bityli.com",
    "me2.do",
    "migre.me",
  ],
].flat();
