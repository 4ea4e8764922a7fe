import { GraphFailure } from "../graph/error";
import { parseFields, type FieldSelection } from "../graph/fields";
import { ok, type GraphAnswer, type GraphRequest } from "../graph/request";
import type { JsonObject } from "../json";

/** Source: Graph API, "Read-After-Write": a write that asks for fields is answered with the object. When that fails, the write stays done. */
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
