import { tellSharedReasons } from './sharedReasons';
import { change } from './testing/installations';

const MADE =
  'namespace kubeflow is made by this deploy, so it was not compared';

describe('tellSharedReasons', () => {
  it('tells once what is the reason of three and more objects', () => {
    const told = tellSharedReasons([
      { ...change('created'), reason: MADE },
      { ...change('skipped'), reason: 'kept' },
      { ...change('created'), reason: MADE },
      { ...change('created'), reason: MADE },
    ]);
    expect(told.notes).toEqual([`3 objects: ${MADE}`]);
    expect(told.changes.map(({ reason }) => reason)).toEqual([
      undefined,
      'kept',
      undefined,
      undefined,
    ]);
  });

  it('leaves the reasons of a few beside them', () => {
    const changes = [
      { ...change('created'), reason: MADE },
      { ...change('created'), reason: MADE },
      change('deleted'),
    ];
    expect(tellSharedReasons(changes)).toEqual({ changes, notes: [] });
  });
});
