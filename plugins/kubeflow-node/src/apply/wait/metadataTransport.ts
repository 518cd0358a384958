import type { HttpRequest, HttpTransport } from '../../http/http';

const AS = 'g=meta.k8s.io;v=v1';
const LIST = `application/json;as=PartialObjectMetadataList;${AS}`;
const OBJECT = `application/json;as=PartialObjectMetadata;${AS}`;

const asking = (accept: string, request: HttpRequest): HttpRequest => ({
  ...request,
  headers: { ...request.headers, accept },
});

/**
 * The transport, its lists and watches asking for metadata only: a CustomResourceDefinition is up to a megabyte, its
 * metadata a few hundred bytes. A server that does not know the form answers with whole objects.
 */
export const metadataTransport = (transport: HttpTransport): HttpTransport => ({
  ...transport,
  send: request =>
    transport.send(asking(`${LIST}, application/json;q=0.5`, request)),
  stream: request =>
    transport.stream(asking(`${OBJECT}, application/json;q=0.5`, request)),
});
