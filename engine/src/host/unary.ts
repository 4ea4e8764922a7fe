import type { ServiceError } from "@grpc/grpc-js";

/** A call of a generated client, waiting for where to say how it ended. */
export type Call<T> = (done: (error: ServiceError | null, response: T) => void) => void;

/** One gRPC call as a promise; `failure` says in whose words it fails. */
export function callUnary<T>(call: Call<T>, failure: (error: ServiceError) => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error === null ? resolve(response) : reject(failure(error))));
  });
}
