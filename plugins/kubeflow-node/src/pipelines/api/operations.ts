import type { components, paths } from '../api.generated';

/** The messages of the API, by name. */
export type Schemas = components['schemas'];

export type Method = 'get' | 'post' | 'delete';

/** Paths of the generated API that have this method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends object ? P : never;
}[keyof paths];

type OperationOf<M extends Method, P extends PathOf<M>> = NonNullable<
  paths[P][M]
>;

type ParametersOf<M extends Method, P extends PathOf<M>> = OperationOf<
  M,
  P
> extends { parameters: infer Parameters }
  ? Parameters
  : never;

type Given<T> = [NonNullable<T>] extends [never]
  ? Record<string, never>
  : NonNullable<T>;

/** Values for the `{…}` of the path. */
export type PathParameters<M extends Method, P extends PathOf<M>> = Given<
  ParametersOf<M, P> extends { path: infer Values } ? Values : never
>;

export type Query<M extends Method, P extends PathOf<M>> = Given<
  ParametersOf<M, P> extends { query?: infer Values } ? Values : never
>;

/** The JSON body of a request; never for the uploads, whose body is a form. */
export type Body<M extends Method, P extends PathOf<M>> = OperationOf<
  M,
  P
> extends { requestBody: { content: { 'application/json': infer Message } } }
  ? Message
  : never;

/** The JSON of an answer of status 200. */
export type Answer<M extends Method, P extends PathOf<M>> = OperationOf<
  M,
  P
> extends {
  responses: { 200: { content: { 'application/json': infer Message } } };
}
  ? Message
  : never;
