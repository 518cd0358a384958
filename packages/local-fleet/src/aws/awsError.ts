/** An error answer of AWS: `code` is the service's own name for it. */
export class AwsError extends Error {
  constructor(readonly status: number, readonly code: string, message: string) {
    super(message);
  }
}
