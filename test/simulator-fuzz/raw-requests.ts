import * as fc from "fast-check";
import type { Raw } from "./exchange";

const requestLine = fc.constantFrom(
  "GET / HTTP/1.1",
  "GET /% HTTP/1.1",
  "POST /reset HTTP/1.1",
  "POST /v25.0/me HTTP/1.1",
  "GET http://127.0.0.1/state HTTP/1.1",
  "GET http://evil.example/state HTTP/1.1",
  "GET http:// HTTP/1.1",
  "GET * HTTP/1.1",
  "CONNECT graph.facebook.com:443 HTTP/1.1",
  "BREW /coffee HTTP/1.1",
  "GET / HTTP/9.9",
  "GET / HTTP/1.0",
  "GET /\u00ff\u0001 HTTP/1.1",
  "PRI * HTTP/2.0",
  "",
);

const header = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom("Host: 127.0.0.1", "Host: evil.example", "Host: ", "Host: [::1", "Host: a@b/c"),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "Content-Length: 5",
      "Content-Length: 99999999999",
      "Content-Length: -1",
      "Content-Length: 5, 6",
      "Transfer-Encoding: chunked",
      "Transfer-Encoding: gzip, chunked",
      "Expect: 100-continue",
      "Expect: nonsense",
      "Upgrade: websocket",
      "Connection: upgrade",
      "Connection: close",
      "Content-Type: multipart/form-data; boundary=",
      'Content-Type: multipart/form-data; boundary="',
      "Content-Type: multipart/form-data; boundary=x",
      "Content-Type: application/json",
      "Content-Encoding: gzip",
      `X-Long: ${"x".repeat(20_000)}`,
      "no colon",
      ": no name",
      "X-A: \u0000",
    ),
  },
);

const payload = fc.oneof(
  fc.constantFrom(
    "",
    "hello",
    "5\r\nhello\r\n0\r\n\r\n",
    "zz\r\n",
    "FFFFFFFFFFFFFFFF\r\nx",
    "5;a=b\r\nhel",
    "--x\r\nContent-Dispo",
  ),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
);

const message = fc
  .tuple(requestLine, fc.array(header, { maxLength: 5 }), payload)
  .map(([line, headers, body]) => `${[line, ...headers].join("\r\n")}\r\n\r\n${body}`);

/** Bytes that no HTTP library would send. The client then closes its side of the connection. */
export const rawRequest: fc.Arbitrary<Raw> = fc.record({
  port: fc.constantFrom("graph", "control"),
  bytes: fc
    .oneof(
      message,
      fc.tuple(message, message).map(([one, other]) => one + other),
      payload,
    )
    .map((text) => Buffer.from(text, "latin1")),
});
