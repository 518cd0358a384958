import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { hasReason } from '@kubeflow-fleet/plugin-kubeflow-common';
import {
  type Manifest,
  parseManifests,
} from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { upstreamManifests } from './deploy/upstreamManifests';
import { describeLive } from './liveLane';
import { localKubectl, type LocalKubectl } from './localKubectl.test.fixture';

interface Verdict {
  readonly yaml: string;
  readonly kubectl: readonly string[] | null;
}

const recorded: { readonly verdicts: readonly Verdict[] } = JSON.parse(
  fs.readFileSync(
    path.resolve(
      __dirname,
      '../../../../plugins/kubeflow-node/src/apply/manifests/testing/kubectlVerdicts.json',
    ),
    'utf8',
  ),
);

// Alone or one of many, it is the same document.
const JOINABLE =
  /^apiVersion: v1\nkind: A\n(?![^]*(?:^---|^\.\.\.|\ufeff))[^]*\n$/m;

const HEAD = 'apiVersion: v1\nkind: A\nmetadata: {name: x}\n';
// What numbers, booleans, null, dates and plain texts are made of.
const SCALAR_CHARACTERS = [...'0123456789+-._eExXobOB:yYnNtfT~<=/ '];
const TOKENS = [
  ...[' ', '  ', '\n', '\n  ', '\n    ', '\n- ', '- ', ': ', ':', ', '],
  ...['[', ']', '{', '}', '"', "'", ' # c', '|', '|-\n  ', '>\n  ', '>+\n  '],
  ...['&a ', '*a', '!!str ', '!x ', '? ', '~', 'a', 'b', 'no', '010', '1.5'],
  ...['\\n', '\\', '<<: ', '0x1', '\t', '\r\n', '\n\n', '"a": ', 'k: ', '""'],
];
const SEEDS = [
  'v: a\nw:\n  - b\n  - c: d\n    e: f\n',
  'v:\n  a: |\n    x\n     y\n\n    z\n  b: >-\n    p\n    q\n\n    r\n',
  'v: {a: b, c: [d, "e f", \'g\'], h: {}}\n',
  'v: &a\n  x: 1\nw:\n  <<: *a\n  z: *a\n',
  "v: \"a b\n  c\\\n  d\"\nw: 'it''s\n  ok'\n",
  'v:\n- - a\n  - b\n-\n  c\n- d\n',
  'v: [\n  {name: a, value: "b"},\n  {name: c}\n]\nw: plain text\n  over lines\n',
];

const MULTI_USER = path.join(
  path.dirname(upstreamManifests.pipelines),
  'multi-user-cert-manager.yaml',
);

/** Undefined: ours refuses the text. */
const ours = (text: string): readonly Manifest[] | undefined => {
  try {
    return parseManifests([{ path: 'a.yaml', content: Buffer.from(text) }]);
  } catch (error) {
    if (!hasReason(error, 'InvalidManifests')) throw error;
    return undefined;
  }
};

describeLive('manifests, for us and for the real kubectl', () => {
  let kubectl: LocalKubectl;

  beforeAll(async () => {
    kubectl = await localKubectl();
  }, 1_800_000);

  afterAll(() => kubectl?.remove());

  it('the recorded verdicts are still those of kubectl', async () => {
    const isJoinable = ({ yaml, kubectl: objects }: Verdict) =>
      objects?.length === 1 && JOINABLE.test(yaml);
    const joined = recorded.verdicts.filter(isJoinable);
    expect(joined.length).toBeGreaterThan(200);
    expect(
      await kubectl.read(joined.map(({ yaml }) => yaml).join('---\n')),
    ).toBe(
      await kubectl.read(
        joined.map(({ kubectl: objects }) => objects![0]).join('\n'),
      ),
    );
    for (const { yaml, kubectl: objects } of recorded.verdicts.filter(
      each => !isJoinable(each),
    ))
      expect({ yaml, refused: (await kubectl.read(yaml)) === null }).toEqual({
        yaml,
        refused: objects === null,
      });
  }, 300_000);

  it('plain scalars have the same meaning, and the same are refused', async () => {
    const scalar = fc.string({
      unit: fc.constantFrom(...SCALAR_CHARACTERS),
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(scalar, { maxLength: 25 }), async scalars => {
        const texts = scalars.map(each => `${HEAD}v: ${each}\n`);
        const accepted = scalars.filter((_each, index) => ours(texts[index]!));
        const refused = texts.filter(text => !ours(text));
        const text = `${HEAD}v:\n${accepted
          .map(each => `  - ${/^-? /.test(each) ? 'a' : each}\n`)
          .join('')}`;
        const read = ours(text);
        const real = read && (await kubectl.read(text));
        expect(read && (await kubectl.readBodies(read))).toBe(real);
        for (const each of refused)
          expect({ each, read: await kubectl.read(each) }).toEqual({
            each,
            read: null,
          });
      }),
      { numRuns: 20 },
    );
  }, 300_000);

  it('no text has another meaning for us than for kubectl', async () => {
    const change = fc.record({
      at: fc.nat(200),
      token: fc.constantFrom(...TOKENS),
      remove: fc.constantFrom(0, 0, 0, 1, 2),
    });
    let accepted = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...SEEDS),
        fc.array(change, { maxLength: 4 }),
        async (seed, changes) => {
          const text = changes.reduce((before, { at, token, remove }) => {
            const place = at % (before.length + 1);
            return (
              before.slice(0, place) + token + before.slice(place + remove)
            );
          }, seed);
          const read = ours(HEAD + text);
          const real = await kubectl.read(HEAD + text);
          if (!read || real === null) return;
          accepted += 1;
          expect(await kubectl.readBodies(read)).toBe(real);
        },
      ),
      { numRuns: 200 },
    );
    expect(accepted).toBeGreaterThan(20);
  }, 300_000);

  it.each(
    [...Object.values(upstreamManifests), MULTI_USER]
      .filter(file => fs.existsSync(file))
      .map(file => ({ name: path.basename(file), file })),
  )(
    'upstream’s $name has the same meaning',
    async ({ file }) => {
      const text = fs.readFileSync(file, 'utf8');
      const withoutRules = (json: string) =>
        parseManifests([{ path: file, content: Buffer.from(json) }]);
      // Aggregated ClusterRoles are sent without their rules, so those are left out on both sides.
      expect(await kubectl.readBodies(withoutRules(text))).toBe(
        await kubectl.readBodies(withoutRules((await kubectl.read(text))!)),
      );
    },
    120_000,
  );
});
