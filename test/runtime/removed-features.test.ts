import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import axios from "axios";
import { findRemovedFeatures } from "../support/removed-features";

const request = { method: "GET", url: "/v26.0/1?fields=id,creative{id}", headers: {}, body: "" };

test.each([
  ["ids", { url: "/v26.0/?ids=1,2" }],
  ["date_format", { url: "/1?date_format=U" }],
  ["pretty", { url: "/1?pretty=1" }],
  ["debug", { url: "/1?debug=all" }],
  ["method", { url: "/1?method=delete" }],
  ["method", { method: "POST", body: '{"method":"delete"}' }],
  ["method", { method: "POST", body: "method=delete&id=1" }],
  ["callback", { url: "/1?callback=f" }],
  ["field alias", { url: "/1?fields=name.as(title)" }],
  ["If-None-Match", { headers: { "if-none-match": '"1"' } }],
  ["asynchronous batch", { method: "POST", url: "/", body: "asyncbatch=[]" }],
])("finds %s in %j", (feature, changes) => {
  expect(findRemovedFeatures({ ...request, ...changes })).toEqual([feature]);
});

test("finds nothing in an ordinary read or write", () => {
  expect(findRemovedFeatures(request)).toEqual([]);
  expect(findRemovedFeatures({ ...request, method: "POST", body: '{"name":"method","text":"ids"}' })).toEqual([]);
});

test("leaves the body of a watched request complete", async () => {
  const server = createServer((request, response) => request.pipe(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const text = JSON.stringify({ text: "a".repeat(300_000) });
    const { data } = await axios.post<string>(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, text, {
      responseType: "text",
      transformResponse: (body: string) => body,
      proxy: false,
    });
    expect(data).toBe(text);
  } finally {
    server.close();
  }
});
