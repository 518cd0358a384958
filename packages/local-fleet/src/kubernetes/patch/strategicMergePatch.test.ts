import { coreSchema } from '../schema/coreSchema';
import { strategicMergePatch } from './strategicMergePatch';

const POD_SPEC = coreSchema('core.v1.PodSpec');
const live = {
  containers: [
    { name: 'a', image: 'a:1', env: [{ name: 'X', value: '1' }] },
    { name: 'b', image: 'b:1' },
  ],
  tolerations: [{ key: 'gpu' }],
  nodeSelector: { zone: 'a' },
};
const patched = (patch: object) => strategicMergePatch(POD_SPEC, live, patch);

describe('strategicMergePatch', () => {
  it('merges list elements by their merge key and adds new ones', () => {
    expect(
      patched({
        containers: [
          { name: 'a', image: 'a:2' },
          { name: 'c', image: 'c:1' },
        ],
      }),
    ).toMatchObject({
      containers: [
        { name: 'a', image: 'a:2', env: [{ name: 'X', value: '1' }] },
        { name: 'c', image: 'c:1' },
        { name: 'b', image: 'b:1' },
      ],
    });
  });

  it('deletes an element, replaces a list and replaces an atomic list', () => {
    expect(
      patched({ containers: [{ name: 'a', $patch: 'delete' }] }),
    ).toMatchObject({ containers: [{ name: 'b' }] });
    expect(
      patched({
        containers: [{ $patch: 'replace' }, { name: 'z', image: 'z' }],
      }),
    ).toMatchObject({ containers: [{ name: 'z', image: 'z' }] });
    expect(patched({ tolerations: [{ key: 'spot' }] })).toMatchObject({
      tolerations: [{ key: 'spot' }],
    });
  });

  it('orders by $setElementOrder and keeps only $retainKeys', () => {
    expect(
      patched({
        '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }],
      }),
    ).toMatchObject({ containers: [{ name: 'b' }, { name: 'a' }] });
    expect(
      patched({ nodeSelector: { $retainKeys: ['arch'], arch: 'arm64' } }),
    ).toMatchObject({ nodeSelector: { arch: 'arm64' } });
  });

  it('removes fields that are null and entries of $deleteFromPrimitiveList', () => {
    expect(patched({ tolerations: null })).not.toHaveProperty('tolerations');
    expect(
      strategicMergePatch(
        coreSchema('meta.v1.ObjectMeta'),
        { finalizers: ['a', 'b'] },
        { '$deleteFromPrimitiveList/finalizers': ['a'] },
      ),
    ).toEqual({ finalizers: ['b'] });
  });

  it('refuses an element without its merge key', () => {
    expect(() => patched({ containers: [{ image: 'x' }] })).toThrow(
      'does not contain declared merge key: name',
    );
  });
});
