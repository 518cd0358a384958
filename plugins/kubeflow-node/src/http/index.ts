export type { TlsMaterial } from './agent';
export { concurrently } from './concurrently';
export { withDeadline, type Deadline } from './deadline';
export type {
  HttpRequest,
  HttpResponse,
  HttpSend,
  HttpStream,
  HttpTransport,
} from './http';
export {
  createTransport,
  type TransportDefaults,
  type TransportOptions,
} from './transport';
