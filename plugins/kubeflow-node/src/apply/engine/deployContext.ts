import type { WritingApi } from '../api/writingApi';
import type { ApplyPorts, ApplyRequest } from '../contract';
import type { CountedTarget } from './countedTarget';
import type { StopSignal } from './stopSignal';

/** What every part of one deploy to one cluster works with. */
export interface DeployContext {
  readonly target: CountedTarget;
  readonly api: WritingApi;
  readonly request: ApplyRequest;
  readonly ports: ApplyPorts;
  readonly stop: StopSignal;
  /** `everything` removes the whole set. */
  readonly pruneScope?: 'everything';
  /** Objects that are left as they are, by resource key, each with the reason. */
  readonly held?: ReadonlyMap<string, string>;
}
