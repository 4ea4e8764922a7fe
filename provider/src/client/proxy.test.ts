import { inspect } from "node:util";
import { findProxy, findProxyProblem, ProxyFailure } from "./proxy";

const meta = "https://graph.facebook.com";
function basic(credentials: string): string {
  return `Basic ${Buffer.from(credentials).toString("base64")}`;
}

test.each([
  [{}, undefined],
  [{ HTTPS_PROXY: "http://a:1" }, "a:1 (HTTPS_PROXY)"],
  [{ https_proxy: "http://a:1" }, "a:1 (https_proxy)"],
  [{ HTTPS_PROXY: "http://a:1", https_proxy: "http://b:2" }, "b:2 (https_proxy)"],
  [{ HTTPS_PROXY: "http://a:1", https_proxy: " " }, "a:1 (HTTPS_PROXY)"],
  [{ ALL_PROXY: "http://a:1" }, "a:1 (ALL_PROXY)"],
  [{ all_proxy: "http://a:1", ALL_PROXY: "http://b:2" }, "a:1 (all_proxy)"],
  [{ all_proxy: "http://a:1", HTTPS_PROXY: "http://b:2" }, "b:2 (HTTPS_PROXY)"],
  [{ HTTP_PROXY: "http://a:1", http_proxy: "http://a:1" }, undefined],
  [{ HTTPS_PROXY: "http://a:1", NO_PROXY: "graph.facebook.com" }, undefined],
  [{ HTTPS_PROXY: "http://a:1", no_proxy: ".facebook.com" }, undefined],
  [{ HTTPS_PROXY: "http://a:1", no_proxy: "example.com", NO_PROXY: "*" }, "a:1 (HTTPS_PROXY)"],
  [{ HTTPS_PROXY: "http://a:1", no_proxy: "", NO_PROXY: "*" }, undefined],
  [{ HTTPS_PROXY: "socks5://a:1", NO_PROXY: "*" }, undefined],
])("%j selects the proxy %j", (environment, label) => {
  expect(findProxy(meta, environment)?.label).toBe(label);
});

test.each(["http://127.0.0.1:8080", "https://localhost", "https://127.1.2.3", "http://[::1]:80"])(
  "connects to %s without a proxy, even a malformed one",
  (baseUrl) => {
    const environment = { https_proxy: "not a proxy", http_proxy: "http://a:1", all_proxy: "http://a:1" };
    expect(findProxy(baseUrl, environment)).toBeUndefined();
    expect(findProxyProblem(baseUrl, environment)).toEqual([]);
  },
);

test.each([
  ["http://proxy.example", { isSecure: false, host: "proxy.example", port: 80 }],
  ["https://proxy.example", { isSecure: true, host: "proxy.example", port: 443 }],
  ["HTTP://Proxy.Example:3128/", { isSecure: false, host: "proxy.example", port: 3128 }],
  ["proxy.example:3128", { isSecure: false, host: "proxy.example", port: 3128 }],
  ["  http://10.0.0.1:3128  ", { host: "10.0.0.1", port: 3128, label: "10.0.0.1:3128 (HTTPS_PROXY)" }],
  ["http://[::1]:3128", { host: "::1", port: 3128, label: "[::1]:3128 (HTTPS_PROXY)" }],
  ["http://proxy.example:3128", { authorization: undefined }],
  [
    "http://maria:secret@proxy.example",
    { authorization: basic("maria:secret"), label: "proxy.example:80 (HTTPS_PROXY)" },
  ],
  ["maria:secret@proxy.example:3128", { authorization: basic("maria:secret"), port: 3128 }],
  ["http://maria@proxy.example", { authorization: basic("maria:") }],
  ["http://:secret@proxy.example", { authorization: basic(":secret") }],
  ["http://jo%C3%A3o:%40%3A%2F%25@proxy.example", { authorization: basic("joão:@:/%") }],
  ["http://CORP%5Cmaria:se@cret@proxy.example", { authorization: basic("CORP\\maria:se@cret") }],
])("accepts %j", (value, expected) => {
  expect(findProxy(meta, { HTTPS_PROXY: value })).toMatchObject({ variable: "HTTPS_PROXY", ...expected });
});

test.each([
  ["http://maria:secret@", /^HTTPS_PROXY: is not a proxy address\. Set HTTPS_PROXY to http:\/\/host:port/],
  ["http://maria:secret@proxy.example:port", /is not a proxy address/],
  ["http://maria:sec/ret@proxy.example:3128", /is not a proxy address/],
  ["http://maria:secret@proxy.example:99999", /is not a proxy address/],
  ["http://", /is not a proxy address/],
  ["maria secret", /is not a proxy address/],
  ["http://maria:123#secret@proxy.example:3128", /contains more than a proxy address/],
  ["http://maria:123?secret@proxy.example:3128", /contains more than a proxy address/],
  ["maria:secret@http://proxy.example", /contains more than a proxy address/],
  ["http://maria:secret@proxy.example/proxy.pac", /contains more than a proxy address/],
  ["http://maria:50%secret@proxy.example", /has credentials that are not percent-encoded/],
  ["http://maria%ff:secret@proxy.example", /has credentials that are not percent-encoded/],
  [
    "socks5://maria:secret@proxy.example:1080",
    /names a SOCKS proxy, which is not supported\. .* list graph\.facebook\.com in NO_PROXY/,
  ],
  ["socks5h://maria:secret@proxy.example", /names a SOCKS proxy/],
  ["socks4://proxy.example", /names a SOCKS proxy/],
  ["ftp://maria:secret@proxy.example", /neither http:\/\/ nor https:\/\//],
  ["file:///etc/maria", /neither http:\/\/ nor https:\/\//],
])("rejects %j without repeating it", (value, problem) => {
  const environment = { HTTPS_PROXY: value };
  const [line = "", ...more] = findProxyProblem(meta, environment);
  expect(line).toMatch(problem);
  expect(line).not.toMatch(/maria|secret|example/);
  expect(more).toEqual([]);
  let failure: unknown;
  try {
    findProxy(meta, environment);
  } catch (error) {
    failure = error;
  }
  expect(failure).toBeInstanceOf(ProxyFailure);
  expect(failure).toMatchObject({ outcome: { kind: "not_sent", mayRepeat: false } });
  expect(inspect(failure)).not.toMatch(/maria|secret|proxy\.example/);
});
