import type { ManifestObject } from '../manifest';

const isTexts = (value: unknown): value is Readonly<Record<string, string>> =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every(member => typeof member === 'string');

/**
 * A Secret's `stringData` as the `data` that the server makes of it. Of what is written as `stringData` the server
 * records no owner, so that nobody could tell later who changed a password. A form that the server would refuse
 * stays as it is.
 */
export const inStoredForm = (object: ManifestObject): ManifestObject => {
  const { stringData, ...rest } = object;
  const isSecret = object.kind === 'Secret' && object.apiVersion === 'v1';
  const data = rest.data ?? {};
  if (!isSecret || !isTexts(stringData) || !isTexts(data)) return object;
  const encoded = Object.entries(stringData).map(([name, text]) => [
    name,
    Buffer.from(text).toString('base64'),
  ]);
  return {
    ...rest,
    data: { ...data, ...Object.fromEntries(encoded) },
  } as ManifestObject;
};
