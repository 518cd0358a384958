import type { Kubectl } from './applyKubectl';
import type { Measured, SampleTable } from './applySamples';
import type { BenchReport, Goal } from './report';

/** What a deploy that changes nothing sends. */
export interface Unchanged {
  readonly requests: number;
  readonly writes: number;
  /** Of the manifests. */
  readonly kinds: number;
}

/** The ratios with a goal first; the others, and those to the second peer, are only told. */
export function applyReport(
  table: SampleTable,
  {
    peers,
    unchanged,
  }: { readonly peers: readonly Kubectl[]; readonly unchanged: Unchanged },
): BenchReport {
  const [first, second] = peers;
  const ratio = (
    objects: number,
    roundTripMs: number,
    {
      state = 'fresh',
      peer = first,
    }: { readonly state?: Measured['state']; readonly peer?: Kubectl } = {},
  ) => table.ratio({ objects, roundTripMs, state, subject: peer?.name ?? '' });
  const toSecond: readonly Goal[] = second
    ? [80, 20, 0].map(roundTripMs => ({
        name: `ratio72at${roundTripMs}toSecondPeer`,
        value: ratio(72, roundTripMs, { peer: second }),
      }))
    : [];
  return {
    unit: 'ms',
    samples: table.samples(),
    goals: [
      { name: 'ratio72at80', value: ratio(72, 80), atLeast: 12 },
      { name: 'ratio72at20', value: ratio(72, 20) },
      { name: 'ratio72at0', value: ratio(72, 0), atLeast: 6 },
      ...toSecond,
      { name: 'ratio636at80', value: ratio(636, 80), atLeast: 12 },
      { name: 'ratio636at20', value: ratio(636, 20) },
      { name: 'ratio636at0', value: ratio(636, 0) },
      {
        name: 'ratio72at80unchanged',
        value: ratio(72, 80, { state: 'unchanged' }),
      },
      {
        name: 'ratio636at80unchanged',
        value: ratio(636, 80, { state: 'unchanged' }),
      },
      { name: 'unchangedWrites', value: unchanged.writes, atMost: 0 },
      {
        name: 'unchangedRequests',
        value: unchanged.requests,
        atMost: unchanged.kinds + 5,
      },
    ],
    notes: notes(peers),
  };
}

const notes = ([first, second]: readonly Kubectl[]) => [
  `ratios to ${first?.name} of the PATH${
    second
      ? `; the second peer is ${second.name}, of the API server's version`
      : ''
  }: versions differ by the processor time they take`,
  'kubectl apply --server-side on a new runner (no discovery cache), its process from start to end',
  'ours: a new process each time, from reading the files to the result, its own start not counted; in one pass, and with inventory, lease and revision',
  "636 objects: kubectl's two passes, for the first ends with custom resources whose definitions came too late; the pause that scripts make between them is not counted",
  'one etcd and one kube-apiserver, nothing else: both end when everything is written, neither waits for pods',
  '636 objects: Services have endpoints and webhooks their certificate at once, for ours has workloads come after the webhooks that their pods meet; kubectl looks at neither',
  "636 objects: ours waits for Istio's injector before what it injects; a stand-in gives it its endpoint and certificate at once",
];
