/** kstatus, https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md */
export type Status =
  | 'InProgress'
  | 'Current'
  | 'Failed'
  | 'Terminating'
  | 'NotFound'
  | 'Unknown';

/** How far an object has come, and why. */
export interface ObjectStatus {
  readonly status: Status;
  /** A person's words: `1 of 2 replicas are available`. */
  readonly message: string;
}
