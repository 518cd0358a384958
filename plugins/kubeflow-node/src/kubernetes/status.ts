import type { HttpResponse } from '../http/http';

/** `kind: Status` of the API server, as far as it is used here. */
export interface KubernetesStatus {
  readonly kind: 'Status';
  readonly message?: string;
  readonly reason?: string;
  readonly code?: number;
  readonly details?: {
    readonly name?: string;
    readonly kind?: string;
    readonly group?: string;
    readonly retryAfterSeconds?: number;
    readonly causes?: readonly StatusCause[];
  };
}

export interface StatusCause {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}

/** The Status that an answer carries; undefined when it is something else, such as a proxy's page. */
export const parseStatus = (text: string): KubernetesStatus | undefined => {
  try {
    const value = JSON.parse(text) as Partial<KubernetesStatus> | null;
    return value?.kind === 'Status' ? (value as KubernetesStatus) : undefined;
  } catch {
    return undefined;
  }
};

/** True for an answer that is a page for people, such as the form of a login proxy. */
export const isHtml = ({
  headers,
  text,
}: Pick<HttpResponse, 'headers' | 'text'>): boolean =>
  headers['content-type']?.includes('html') === true ||
  /^\s*<(!doctype|html)/i.test(text.slice(0, 200));
