const remedies: Readonly<Record<string, string>> = {
  OOMKilled:
    'Give the task more memory (input memory-limit, or set_memory_limit in the pipeline), or make it use less',
  ImagePullBackOff:
    "Check the image's name and tag, and that the nodes' role may pull it (ECR: ecr:BatchGetImage in the image's account and region)",
  InvalidImageName: "Correct the image's name in the pipeline",
  CreateContainerConfigError:
    'Create the Secret or ConfigMap that the task names, in the namespace of the runs',
  Unschedulable:
    'Ask for less, choose another cluster, or let a node group scale up: no node has the resources, labels and tolerations that the task asks for',
  CrashLoopBackOff: 'Read the log: the container ends again and again',
  Evicted:
    'Give the task more memory or ephemeral storage: the node ran out and evicted its pod',
  DeadlineExceeded:
    "Raise the task's or the pipeline's time limit (activeDeadlineSeconds), or make the task faster",
  NodeLost: 'Run again: the node went away; set a retry on the task',
  StartError: "Check the task's command and the image's architecture",
  Error: "Read its log: the task's own code ended with an error",
  DriverFailed:
    "Read the driver's log: it resolves the task's inputs, cache and pod before the task starts",
  StillRunning:
    'Set the input timeout to a longer time, or find out in its log why it takes so long',
  Unknown:
    'Open the run in the Kubeflow Pipelines UI: what is known of it is there',
};

const aliases: Readonly<Record<string, string>> = {
  ErrImagePull: 'ImagePullBackOff',
  ErrImageNeverPull: 'ImagePullBackOff',
  RegistryUnavailable: 'ImagePullBackOff',
  CreateContainerError: 'CreateContainerConfigError',
  RunContainerError: 'StartError',
  ContainerCannotRun: 'StartError',
  Preempting: 'NodeLost',
  NodeShutdown: 'NodeLost',
  Terminated: 'NodeLost',
  TerminationByKubelet: 'NodeLost',
};

/** Own names only: the reason is text from the cluster, and may be `constructor`. */
const own = (table: Readonly<Record<string, string>>, name: string) =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** What to do about a reason of a pod's failure, imperative. */
export const remedyFor = (reason: string): string =>
  own(remedies, own(aliases, reason) ?? reason) ??
  `Look up '${reason}' in the pod's events: kubectl describe pod`;
