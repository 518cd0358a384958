import { KubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { Clock } from '../../clock';
import type { ResourceId } from '../manifest';
import { discover, type ReadJson } from './discovery';
import type { ServedKind } from './objectApi';
import type { ServedKindIndex } from './servedKindIndex';

/** Discovery is read anew at most so often for kinds that it did not know. */
const REFRESH_MS = 1_000;

/** Discovery of one cluster, read once and again when a kind is missing in it. */
export class KindResolver {
  private discovery: Promise<ServedKindIndex> | undefined;
  private discoveredAt = -Infinity;

  constructor(
    private readonly subject: string,
    private readonly clock: Clock,
    private readonly read: ReadJson,
  ) {}

  all({ refresh = false } = {}): Promise<ServedKindIndex> {
    if (!this.discovery || refresh) {
      this.discoveredAt = this.clock.now();
      const discovery = discover(this.read);
      // The next call tries again; whoever awaits this one gets the error.
      discovery.catch(() => {
        if (this.discovery === discovery) this.discovery = undefined;
      });
      this.discovery = discovery;
    }
    return this.discovery;
  }

  async learn(kinds: readonly ServedKind[]): Promise<void> {
    const before = this.all();
    const known = await before;
    if (this.discovery === before) {
      this.discovery = Promise.resolve(known.with(kinds));
    }
  }

  /**
   * How the kind is served, in the version or the preferred one; undefined when it is not.
   *
   * @throws KubeflowError `DiscoveryFailed` when its group could not be asked.
   */
  async find(
    { group, kind }: Pick<ResourceId, 'group' | 'kind'>,
    version?: string,
  ): Promise<ServedKind | undefined> {
    const found = (await this.all()).find({ group, kind, version });
    if (found) return found;
    const isOld = this.clock.now() - this.discoveredAt >= REFRESH_MS;
    const kinds = await this.all({ refresh: isOld });
    const now = kinds.find({ group, kind, version });
    if (!now && kinds.unknownGroups.includes(group)) {
      throw new KubeflowError('ServiceUnavailableError', {
        subject: this.subject,
        fact: `API group ${group} cannot be asked what it serves: its APIService does not answer`,
        reason: 'DiscoveryFailed',
        remedy: `Check the APIServices of ${group}: \`kubectl get apiservices\``,
      });
    }
    return now;
  }

  /** @throws KubeflowError `ResourceTypeNotFound`, and as {@link find}. */
  async served(id: ResourceId, version?: string): Promise<ServedKind> {
    const found = await this.find(id, version);
    if (found) return found;
    const apiVersion = [id.group, version].filter(Boolean).join('/');
    throw new KubeflowError('NotFoundError', {
      subject: this.subject,
      fact: `the API server does not serve ${id.kind}${
        apiVersion && ` of ${apiVersion}`
      }`,
      reason: 'ResourceTypeNotFound',
      remedy: `Install the CustomResourceDefinition of ${id.kind}, or correct apiVersion and kind`,
    });
  }
}
