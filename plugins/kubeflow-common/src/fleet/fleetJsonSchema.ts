import * as z from 'zod';
import { fleetFileSchema } from './fleetFileSchema';

let schema: object | undefined;

/**
 * JSON Schema (draft 2020-12) of the fleet file, for editors. It knows less than
 * `parseFleetFile`: whether regions exist, roles match their accounts and clusters repeat, it
 * cannot say.
 */
export const fleetJsonSchema = (): object => {
  schema ??= {
    ...z.toJSONSchema(fleetFileSchema, { io: 'input' }),
    title: 'Kubeflow Fleet file',
  };
  return schema;
};
