import type { ManifestObject } from '../manifest';
import { inStoredForm } from './storedForm';

const secret = (rest: object, kind = 'Secret') =>
  ({
    apiVersion: 'v1',
    kind,
    metadata: { name: 's' },
    ...rest,
  } as ManifestObject);

describe('inStoredForm', () => {
  it('encodes stringData, which wins over data', () => {
    expect(
      inStoredForm(
        secret({
          data: { a: 'QQ==', b: 'Qg==' },
          stringData: { b: 'ü', c: '' },
        }),
      ),
    ).toEqual(secret({ data: { a: 'QQ==', b: 'w7w=', c: '' } }));
  });

  it.each([
    secret({ data: { a: 'QQ==' } }),
    secret({ stringData: { a: 1 } }),
    secret({ stringData: 'x' }),
    secret({ stringData: { a: 'x' }, data: { b: 1 } }),
    secret({ stringData: { a: 'x' } }, 'ConfigMap'),
  ])('leaves %j as it is', object => {
    expect(inStoredForm(object)).toBe(object);
  });
});
