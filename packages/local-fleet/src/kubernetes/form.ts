import type { Resource } from './resources';

/** The form that a client wants objects in. */
export type Form = 'object' | 'table' | 'metadata';

/** How answers about one request's objects look. */
export interface Presentation {
  readonly resource: Resource;
  readonly form: Form;
  /** `includeObject` of a table: what of each object a row carries. */
  readonly includeObject: string;
  /** Milliseconds since 1970, for ages. */
  readonly now: number;
}
