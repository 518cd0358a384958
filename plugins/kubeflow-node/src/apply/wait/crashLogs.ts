import { isKubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { KubernetesClient } from '../../kubernetes/objects';
import { restartsOf, type PodInTrouble } from './podReport';

const LINES = 5;
/** Logs that are read in one round; the rest in the next one. */
const MOST_PER_ROUND = 6;

/** Last lines of containers that crashed; each crash is read once. */
export class CrashLogs {
  private readonly known = new Map<string, readonly string[]>();
  private left = MOST_PER_ROUND;

  constructor(private readonly kubernetes: KubernetesClient) {}

  beginRound(): void {
    this.left = MOST_PER_ROUND;
  }

  /** Empty when nothing has crashed, or too much was read in this round. */
  async linesOf({
    pod,
    crashed,
    trouble,
  }: PodInTrouble): Promise<readonly string[]> {
    const container = crashed ?? trouble?.container;
    if (!container) return [];
    const { uid, name, namespace = '' } = pod.metadata;
    const restarts = restartsOf(pod, container);
    const key = [uid ?? name, container, restarts].join('/');
    const known = this.known.get(key);
    if (known || this.left <= 0) return known ?? [];
    this.left -= 1;
    const lines = await this.read({ namespace, name }, container, restarts > 0);
    this.known.set(key, lines);
    return lines;
  }

  private async read(
    pod: { readonly namespace: string; readonly name: string },
    container: string,
    previous: boolean,
  ): Promise<readonly string[]> {
    try {
      return await this.kubernetes.podLog(pod, {
        container,
        tailLines: LINES,
        previous,
      });
    } catch (error) {
      const why = isKubeflowError(error) ? error.fact : String(error);
      return [`(its log could not be read: ${why})`];
    }
  }
}
