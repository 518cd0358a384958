import type { HttpSend } from '../../http/http';

/** Sends below `base`, such as `/pipeline`; the service proxy and Kubeflow's gateway have one. */
export const sendBelow = (send: HttpSend, base: string): HttpSend => {
  const prefix = base.replace(/\/+$/, '');
  return request => send({ ...request, path: `${prefix}${request.path}` });
};
