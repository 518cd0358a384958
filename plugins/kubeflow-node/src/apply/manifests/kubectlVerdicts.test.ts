import { parseManifests } from './parseManifests';
import { canonicalJson } from './testing/canonicalJson';
import recorded from './testing/kubectlVerdicts.json';

interface Verdict {
  readonly yaml: string;
  /** The objects as kubectl would send them, canonical; null when it refuses the text. */
  readonly kubectl: readonly string[] | null;
  /** Where ours differs, and why. */
  readonly ours?: readonly string[] | null;
  readonly because?: string;
}

const verdicts: readonly Verdict[] = recorded.verdicts;

/** Null when the text is refused. */
const read = (yaml: string): readonly string[] | null => {
  try {
    return parseManifests([
      { path: 'a.yaml', content: new TextEncoder().encode(yaml) },
    ]).map(manifest => canonicalJson(manifest.object()));
  } catch (error) {
    expect(error).toMatchObject({
      name: 'InputError',
      reason: 'InvalidManifests',
    });
    return null;
  }
};

const named = (some: readonly Verdict[]) =>
  some.map(verdict => ({ ...verdict, text: JSON.stringify(verdict.yaml) }));

describe(`rows 4 to 10, the verdicts recorded from kubectl ${recorded.kubectl}`, () => {
  it('are many, and few of ours differ', () => {
    expect(verdicts.length).toBeGreaterThan(500);
    expect(verdicts.filter(({ because }) => because).length).toBeLessThan(40);
  });

  it.each(named(verdicts.filter(({ because }) => !because)))(
    'are ours for $text',
    ({ yaml, kubectl }) => {
      expect(read(yaml)).toEqual(kubectl);
    },
  );

  it.each(named(verdicts.filter(({ because }) => because)))(
    'differ for $text because $because',
    ({ yaml, ours, kubectl }) => {
      expect(read(yaml)).toEqual(ours);
      expect(ours).not.toEqual(kubectl);
    },
  );

  it('are never read as something else than what kubectl reads', () => {
    expect(
      verdicts.filter(
        ({ because, kubectl, ours }) => because && kubectl && ours,
      ),
    ).toEqual([]);
  });
});
