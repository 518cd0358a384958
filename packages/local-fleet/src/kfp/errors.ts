/** gRPC status codes that KFP uses, and the HTTP status that its gateway makes of each. */
const HTTP_STATUS: Readonly<Record<number, number>> = {
  2: 500,
  3: 400,
  5: 404,
  6: 409,
  7: 403,
  9: 400,
  10: 409,
  12: 501,
  13: 500,
  14: 503,
  16: 401,
};

/**
 * KFP's `UserError`: `message` is the whole chain of reasons, `external` the short text of `details[0]`,
 * which is "Internal Server Error" for every code 13. Without `external` there are no details (gateway errors).
 */
export class ApiError extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly external?: string,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** The same error one caller further up. */
  wrap(context: string): ApiError {
    return new ApiError(
      this.code,
      `${context}: ${this.message}`,
      this.external,
    );
  }

  get status(): number {
    return HTTP_STATUS[this.code] ?? 500;
  }

  /** Body of a gateway answer. */
  get body(): Record<string, unknown> {
    return {
      code: this.code,
      message: this.message,
      ...(this.external !== undefined && {
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.Status',
            code: this.code,
            message: this.external,
          },
        ],
      }),
    };
  }
}

/** gRPC InvalidArgument: HTTP 400 with code 3. */
export const invalidInput = (message: string): ApiError =>
  new ApiError(3, `Invalid input error: ${message}`, message);

/** `Invalid input` with a cause: the chain ends in the cause, the short text is `message`. */
export const invalidInputBecause = (message: string, cause: string): ApiError =>
  new ApiError(3, `InvalidInputError: ${message}: ${cause}`, message);

/** HTTP 404 with code 5; `type` is the name of KFP's model, such as `Run`. */
export const notFound = (type: string, name: string): ApiError =>
  new ApiError(
    5,
    `ResourceNotFoundError: ${type} ${name} not found`,
    `${type} ${name} not found`,
  );

/** HTTP 409 with code 6. */
export const alreadyExists = (message: string): ApiError =>
  new ApiError(6, `Already exist error: ${message}`, message);

/** gRPC Aborted: HTTP 409 with code 10. */
export const aborted = (message: string, cause: string): ApiError =>
  new ApiError(10, `BadRequestError: ${message}: ${cause}`, message);

/** HTTP 400 with code 9. */
export const failedPrecondition = (message: string, cause: string): ApiError =>
  new ApiError(9, `FailedPreconditionError: ${message}: ${cause}`, message);

/** HTTP 500 with code 13: the reason is in `message` only. */
export const internal = (message: string, cause: string): ApiError =>
  new ApiError(
    13,
    `InternalServerError: ${message}: ${cause}`,
    'Internal Server Error',
  );

/** What the gateway itself says, without details. */
export const gatewayError = (code: number, message: string): ApiError =>
  new ApiError(code, message);

/** Runs `work`; an {@link ApiError} leaves with `context` in front, anything else as it came. */
export const wrapping = async <T>(
  context: string,
  work: () => T | Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw error instanceof ApiError ? error.wrap(context) : error;
  }
};

/** {@link wrapping} for work that is not asynchronous. */
export const wrappingSync = <T>(context: string, work: () => T): T => {
  try {
    return work();
  } catch (error) {
    throw error instanceof ApiError ? error.wrap(context) : error;
  }
};
