import {
  json,
  startTestServer,
  type TestServer,
} from '../../http/testing/testServer';

/** One cluster as EKS's API would describe it; `status` defaults to ACTIVE. */
export interface FakeCluster {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly status?: string;
  readonly endpoint?: string;
  readonly ca?: string;
  readonly publicAccess?: boolean;
  readonly nodegroups?: readonly object[];
  readonly addons?: readonly string[];
}

export interface FakeEksOptions {
  readonly clusters: readonly FakeCluster[];
  /** `<account>/<region>` that answers AccessDenied. */
  readonly denied?: readonly string[];
  /** `<region>/<name>` whose DescribeCluster answers 500 for ever. */
  readonly broken?: readonly string[];
  readonly pageSize?: number;
}

/** The access key id says the account, as `AKIA-<account>`. */
export const keysOf = (account: string) => async () => ({
  accessKeyId: `AKIA-${account}`,
  secretAccessKey: 'secret',
});

const describe = (cluster: FakeCluster) => ({
  cluster: {
    name: cluster.name,
    arn: `arn:aws:eks:${cluster.region}:${cluster.account}:cluster/${cluster.name}`,
    status: cluster.status ?? 'ACTIVE',
    version: '1.33',
    endpoint: cluster.endpoint,
    certificateAuthority: cluster.ca && {
      data: Buffer.from(cluster.ca).toString('base64'),
    },
    resourcesVpcConfig: {
      endpointPublicAccess: cluster.publicAccess ?? true,
      endpointPrivateAccess: true,
      publicAccessCidrs: ['0.0.0.0/0'],
    },
    tags: { team: 'ml' },
    createdAt: 1_700_000_000,
  },
});

/** One page of names under the key of its call, as EKS answers a list. */
const page = (
  key: 'clusters' | 'addons' | 'nodegroups',
  names: readonly string[],
  { start, size }: { readonly start: number; readonly size: number },
) => ({
  [key]: names.slice(start, start + size),
  nextToken: start + size < names.length ? String(start + size) : undefined,
});

type Paging = Parameters<typeof page>[2];

/** What EKS says of a cluster below its address: its add-ons, its node groups, one of these, or itself. */
const within = (cluster: FakeCluster, path: string, paging: Paging) => {
  const [, , , part, group] = path.split('/');
  const groups = (cluster.nodegroups ?? []) as { nodegroupName: string }[];
  if (part === 'addons') return page('addons', cluster.addons ?? [], paging);
  if (part !== 'node-groups') return describe(cluster);
  const names = groups.map(({ nodegroupName }) => nodegroupName);
  return group
    ? { nodegroup: groups[names.indexOf(group)] }
    : page('nodegroups', names, paging);
};

/** A fake EKS of several accounts and regions, told apart by the signature's scope. */
export const startFakeEks = (options: FakeEksOptions): Promise<TestServer> =>
  startTestServer((request, response, socket) => {
    const { authorization = '' } = request.headers;
    const [, account = '', region = ''] =
      /Credential=AKIA-(\d+)\/\d+\/([^/]+)\//.exec(authorization) ?? [];
    const url = new URL(request.url, 'http://eks');
    const [, , name = ''] = url.pathname.split('/');
    const fail = (status: number, type: string, message = 'no') =>
      json({ message }, status, { 'x-amzn-errortype': type })(
        request,
        response,
        socket,
      );
    const answer = (body: unknown) => json(body)(request, response, socket);
    const mine = options.clusters.filter(
      cluster => cluster.account === account && cluster.region === region,
    );
    const paging = {
      start: Number(url.searchParams.get('nextToken') ?? 0),
      size: options.pageSize ?? 100,
    };
    if (options.denied?.includes(`${account}/${region}`)) {
      return fail(
        403,
        'AccessDeniedException',
        'not authorized to perform: eks:ListClusters',
      );
    }
    if (url.pathname === '/clusters') {
      const names = mine.map(cluster => cluster.name);
      return answer(page('clusters', names, paging));
    }
    if (options.broken?.includes(`${region}/${name}`)) {
      return fail(500, 'ServerException');
    }
    const cluster = mine.find(one => one.name === name);
    return cluster
      ? answer(within(cluster, url.pathname, paging))
      : fail(
          404,
          'ResourceNotFoundException',
          `No cluster found for name: ${name}.`,
        );
  });
