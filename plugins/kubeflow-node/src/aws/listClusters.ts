import {
  isKubeflowError,
  KubeflowError,
  type ClusterId,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { concurrently } from '../http/concurrently';
import { callAws, type AwsCallOptions } from './callAws';
import type { CredentialsProvider } from './credentials';
import { describeCluster, withEksClient } from './describeCluster';
import type { EksCluster } from './eksCluster';
import { namesOnPages } from './namesOnPages';

export interface ListedAccount {
  /** Twelve digits. */
  readonly account: string;
  readonly credentials: CredentialsProvider;
}

export interface ListClustersOptions extends AwsCallOptions {
  readonly regions: readonly string[];
  readonly accounts: readonly ListedAccount[];
  /** Calls at a time, over everything; default 8. */
  readonly concurrency?: number;
}

/** One cluster of a listing: described, or why not. */
export interface ListedCluster {
  readonly id: ClusterId;
  readonly cluster?: EksCluster;
  readonly error?: KubeflowError;
}

/** What one account has in one region, or why that is unknown. */
export interface RegionListing {
  readonly account: string;
  readonly region: string;
  readonly clusters: readonly ListedCluster[];
  readonly error?: KubeflowError;
}

interface Place extends ListedAccount {
  readonly region: string;
}

const namesIn = (
  { account, region, credentials }: Place,
  options: ListClustersOptions,
): Promise<string[]> =>
  withEksClient(region, { ...options, credentials }, async client => {
    const { ListClustersCommand } = await import('@aws-sdk/client-eks');
    return namesOnPages(async paging => {
      const { clusters: names, nextToken } = await callAws(
        abortSignal =>
          client.send(new ListClustersCommand(paging), { abortSignal }),
        { subject: `${account}/${region}`, action: 'eks:ListClusters', region },
        options,
      );
      return { names, nextToken };
    });
  });

const errorOf = (error: unknown, subject: string): KubeflowError =>
  isKubeflowError(error)
    ? error
    : new KubeflowError('ServiceUnavailableError', {
        subject,
        fact: `the listing failed: ${(error as Error)?.message ?? error}`,
        reason: 'ListingFailed',
        cause: error,
      });

/**
 * The clusters of every account in every region, each described. One account, region or cluster that
 * fails is an outcome of its own and takes nothing away from the others.
 *
 * @returns One entry for each account and region, in the order given.
 * @throws Only the reason of `signal`.
 */
export const listClusters = async (
  options: ListClustersOptions,
): Promise<RegionListing[]> => {
  const { accounts, regions, concurrency = 8, signal } = options;
  const places: Place[] = accounts.flatMap(account =>
    regions.map(region => ({ ...account, region })),
  );
  const listings = await concurrently(places, concurrency, async place => {
    try {
      return { place, names: await namesIn(place, options) };
    } catch (cause) {
      signal?.throwIfAborted();
      const error = errorOf(cause, `${place.account}/${place.region}`);
      return { place, names: [], error };
    }
  });
  const wanted = listings.flatMap(({ place, names }) =>
    names.map(name => ({ place, name })),
  );
  const described = await concurrently(wanted, concurrency, async item => {
    const { account, region, credentials } = item.place;
    const id = { account, region, name: item.name };
    try {
      const cluster = await describeCluster(id, { ...options, credentials });
      return { id, cluster };
    } catch (error) {
      signal?.throwIfAborted();
      return { id, error: errorOf(error, `${region}/${item.name}`) };
    }
  });
  return listings.map(({ place: { account, region }, error }) => ({
    account,
    region,
    error,
    clusters: described.filter(
      ({ id }) => id.account === account && id.region === region,
    ),
  }));
};
