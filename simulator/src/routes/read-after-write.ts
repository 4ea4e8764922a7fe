import { GraphFailure } from "../graph/error";
import { parseFields, type FieldSelection } from "../graph/fields";
import { ok, type GraphAnswer, type GraphRequest } from "../graph/request";
import type { JsonObject } from "../json";
import type { SimulatorContext } from "../state/simulator-context";

/** Answers a write of a creative, ad set or ad; with `fields`, returns the object. */
export function answerAdWrite(
  { wire }: SimulatorContext,
  request: GraphRequest,
  usual: JsonObject,
  read: (fields: readonly FieldSelection[]) => JsonObject,
): GraphAnswer {
  return wire.adReadAfterWrite ? answerWrite(request, usual, read) : ok(usual);
}

/** Answers a write; with `fields`, returns the object. If that read fails, the write stays. Source: Graph API, "Read-After-Write". */
export function answerWrite(
  request: GraphRequest,
  usual: JsonObject,
  read: (fields: readonly FieldSelection[]) => JsonObject,
): GraphAnswer {
  try {
    const fields = parseFields(request.params["fields"]);
    return ok(fields === null ? usual : read(fields));
  } catch (error) {
    if (error instanceof GraphFailure) throw new GraphFailure({ ...error.error, originalResponse: usual });
    throw error;
  }
}
