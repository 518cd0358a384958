import { BinaryWriter } from '@bufbuild/protobuf/wire';

/** The form in which kubectl asks for OpenAPI v2. */
export const OPEN_API_V2_PROTOBUF =
  'application/com.github.proto-openapi.spec.v2@v1.0+protobuf';

/** How the answer names that form: with a `.`, since `@` is no character of a media type. */
export const OPEN_API_V2_CONTENT_TYPE =
  'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

const TITLE = 'Kubernetes (local fleet)';
const VERSION = 'v1';

/**
 * OpenAPI v2 without paths and types, because everything is in v3. kubectl falls back to it for kinds that
 * v3 does not know yet (a resource in the same file as its definition) and then validates nothing itself.
 */
export const openApiV2 = {
  swagger: '2.0',
  info: { title: TITLE, version: VERSION },
  paths: {},
  definitions: {},
};

/** The same document in protobuf. */
export const openApiV2Protobuf = (): Buffer => {
  const info = new BinaryWriter();
  info.tag(1, 2).string(TITLE).tag(2, 2).string(VERSION);
  const document = new BinaryWriter();
  const empty = new Uint8Array();
  document
    .tag(1, 2)
    .string('2.0')
    .tag(2, 2)
    .bytes(info.finish())
    .tag(8, 2)
    .bytes(empty)
    .tag(9, 2)
    .bytes(empty);
  return Buffer.from(document.finish());
};
