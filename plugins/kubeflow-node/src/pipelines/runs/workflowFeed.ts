import type { KubernetesObject } from '../../kubernetes/objects';
import type { Clock } from '../../clock';
import type { RunTarget } from './contract';
import {
  isUnreadable,
  runNameOn,
  runSelector,
  workflowCollection,
} from './runWorkflows';
import { workflowStatus } from './workflowStatus';
import type { WorkflowStatus } from './workflowStatus';

/** The run's Workflow as the Kubernetes API reports it, without being asked again. */
export interface WorkflowFeed {
  /**
   * `starting` until the first list; `absent` when there is no Workflow (any more); `lost` between
   * an error and the next try; `unreadable` for good: there is no Kubernetes API, or no right.
   */
  readonly state: 'starting' | 'present' | 'absent' | 'lost' | 'unreadable';
  readonly workflow?: WorkflowStatus;
  readonly absentSince?: number;
  /** True once a Workflow has been there. */
  readonly seen: boolean;
  /** Resolves at the next change of any of these. */
  changed(): Promise<void>;
  stop(): void;
}

export interface FeedOptions {
  readonly target: RunTarget;
  readonly runId: string;
  readonly displayName: string;
  readonly clock: Clock;
  readonly onWarning: (message: string) => void;
}

const PAUSE_AFTER_ERROR = 5_000;

interface Feed {
  state: WorkflowFeed['state'];
  workflow?: WorkflowStatus;
  absentSince?: number;
  seen: boolean;
}

/** The run's own Workflow of several with its id: the one that has its name. */
const ownOf = (
  workflows: ReadonlyMap<string, KubernetesObject>,
  displayName: string,
): KubernetesObject | undefined => {
  const all = [...workflows.values()];
  return all.find(one => runNameOn(one) === displayName) ?? all[0];
};

const missingRight = (namespace: string) =>
  `may not watch workflows.argoproj.io in namespace ${namespace}: the run is polled instead, and its end may be seen up to 40 s late; grant the verbs list and watch`;

/** A promise that is renewed each time it resolves. */
const createBell = () => {
  let ring: () => void = () => undefined;
  const renew = () =>
    new Promise<void>(resolve => {
      ring = resolve;
    });
  let next = renew();
  return {
    wait: () => next,
    ring() {
      const woken = ring;
      next = renew();
      woken();
    },
  };
};

interface Following extends FeedOptions {
  readonly feed: Feed;
  readonly bell: { ring(): void };
  readonly signal: AbortSignal;
}

const consume = async (following: Following) => {
  const { target, runId, displayName, clock, feed, signal } = following;
  const workflows = new Map<string, KubernetesObject>();
  const events = target.kubernetes?.watch(
    workflowCollection(target.pipelines.namespace),
    { ...runSelector(runId), signal },
  );
  for await (const event of events ?? []) {
    if (event.type === 'SYNCED') {
      workflows.clear();
      event.objects.forEach(one => workflows.set(one.metadata.name, one));
    } else if (event.type === 'DELETED') {
      workflows.delete(event.object.metadata.name);
    } else {
      workflows.set(event.object.metadata.name, event.object);
    }
    const own = ownOf(workflows, displayName);
    feed.workflow = own && workflowStatus(own);
    feed.state = own ? 'present' : 'absent';
    feed.seen ||= own !== undefined;
    feed.absentSince = own ? undefined : feed.absentSince ?? clock.now();
    following.bell.ring();
  }
};

const follow = async (following: Following) => {
  const { feed, signal, target, clock, onWarning } = following;
  while (!signal.aborted) {
    try {
      await consume(following);
    } catch (error) {
      if (signal.aborted) return;
      feed.state = isUnreadable(error) ? 'unreadable' : 'lost';
      following.bell.ring();
    }
    if (feed.state === 'unreadable') {
      onWarning(missingRight(target.pipelines.namespace));
      return;
    }
    await clock.sleep(PAUSE_AFTER_ERROR, signal);
  }
};

/** Starts watching; see {@link WorkflowFeed}. */
export const startWorkflowFeed = (options: FeedOptions): WorkflowFeed => {
  const abort = new AbortController();
  const bell = createBell();
  const feed: Feed = {
    state: options.target.kubernetes ? 'starting' : 'unreadable',
    seen: false,
  };
  if (options.target.kubernetes) {
    // Ends only by being stopped.
    follow({ ...options, feed, bell, signal: abort.signal }).catch(
      () => undefined,
    );
  }
  return Object.assign(feed, {
    changed: bell.wait,
    stop: () => abort.abort(new Error('the wait is over')),
  });
};
