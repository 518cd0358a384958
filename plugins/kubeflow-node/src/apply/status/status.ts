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
  /**
   * True when waiting is in vain: it can never become Current unless someone changes something (a failed Job, a
   * Deployment past its progress deadline, refused names of a CustomResourceDefinition). A crash loop is none: it
   * may pass.
   */
  readonly final?: boolean;
}

/** It is what its specification says. */
export const current = (message: string): ObjectStatus => ({
  status: 'Current',
  message,
});

/** It is on its way. */
export const inProgress = (message: string): ObjectStatus => ({
  status: 'InProgress',
  message,
});

/** It is broken, and may recover. */
export const failing = (message: string): ObjectStatus => ({
  status: 'Failed',
  message,
});

/** It is broken, and cannot recover by itself. */
export const failedForGood = (message: string): ObjectStatus => ({
  status: 'Failed',
  message,
  final: true,
});
