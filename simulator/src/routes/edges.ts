import type { Edges } from "../graph/fields";
import type { GraphAnswer, GraphRequest } from "../graph/request";
import { isList, isObject, type Json, type JsonObject } from "../json";
import type { SimulatorContext } from "../state/simulator-context";

type ListHandler = (context: SimulatorContext, request: GraphRequest, id: string) => GraphAnswer;

/** Creates the edges of a node, each with the response of `GET /<ID>/<EDGE>`. Like Graph, omits empty ones. */
export function createEdges(
  context: SimulatorContext,
  request: GraphRequest,
  id: string,
  lists: Readonly<Record<string, ListHandler>>,
): Edges {
  const reader = (edge: string, list: ListHandler) => (params: JsonObject) => {
    const { body } = list(context, { ...request, method: "GET", segments: [id, edge], params }, id);
    return isEmpty(body) ? undefined : body;
  };
  return new Map(Object.entries(lists).map(([edge, list]) => [edge, reader(edge, list)]));
}

function isEmpty(body: Json): boolean {
  const rows = isObject(body) ? body["data"] : body;
  return isList(rows) && rows.length === 0;
}
