/** `kind: Status` of the API server, as far as it is used here. */
export interface KubernetesStatus {
  readonly kind: 'Status';
  readonly message?: string;
  readonly reason?: string;
  readonly code?: number;
  readonly details?: {
    readonly name?: string;
    readonly kind?: string;
    readonly retryAfterSeconds?: number;
    readonly causes?: readonly StatusCause[];
  };
}

export interface StatusCause {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null ? (value as Fields) : undefined;

/** A message may repeat the object that was sent, of any size. */
const LONGEST_TEXT = 4_000;

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : undefined;

const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : undefined;

const MOST_CAUSES = 100;

const causeOf = ({ reason, message, field }: Fields): StatusCause => ({
  reason: textOf(reason),
  message: textOf(message),
  field: textOf(field),
});

const causesOf = (value: unknown): readonly StatusCause[] =>
  (Array.isArray(value) ? value.slice(0, MOST_CAUSES) : []).flatMap(cause => {
    const fields = fieldsOf(cause);
    return fields ? [causeOf(fields)] : [];
  });

/**
 * A Status as far as its fields are of the right types: who answers may only resemble an API server.
 * Undefined for what is no Status.
 */
export const statusOf = (value: unknown): KubernetesStatus | undefined => {
  const fields = fieldsOf(value);
  if (fields?.kind !== 'Status') return undefined;
  const details = fieldsOf(fields.details);
  return {
    kind: 'Status',
    message: textOf(fields.message),
    reason: textOf(fields.reason),
    code: numberOf(fields.code),
    details: details && {
      name: textOf(details.name),
      kind: textOf(details.kind),
      retryAfterSeconds: numberOf(details.retryAfterSeconds),
      causes: causesOf(details.causes),
    },
  };
};

/** The Status that an answer carries; undefined when it is something else, such as a proxy's page. */
export const parseStatus = (text: string): KubernetesStatus | undefined => {
  try {
    return statusOf(JSON.parse(text));
  } catch {
    return undefined;
  }
};
