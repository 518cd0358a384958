/** One rule of a printed role: which resources; their verbs come from the recording. */
export interface RuleLayout {
  /** Why, for the person who is to allow it; wrapped when it is printed. */
  readonly comment?: string;
  readonly group: string;
  readonly resources: readonly string[];
  readonly names?: readonly string[];
  /** What was asked of one of the resources may be asked of the others. */
  readonly alike?: true;
  /** Of the state of a deploy, in its own namespace; default: of everything else. */
  readonly state?: true;
  /** Takes only these of the recorded verbs, where another rule has the rest. Default: all. */
  readonly verbs?: readonly string[];
}

/** One role as a README prints it, between `<!-- MARKER:begin -->` and `<!-- MARKER:end -->`. */
export interface RoleLayout {
  readonly marker: string;
  readonly kind: 'Role' | 'ClusterRole';
  readonly name: string;
  /** Namespace that the example names; what is meant stands behind it. */
  readonly namespace?: string;
  readonly namespaceComment?: string;
  /** The fleet's deployer has it, and the README shows the binding. */
  readonly isBound: boolean;
  readonly rules: readonly RuleLayout[];
  /** Adds rules for every kind that a profile's manifests hold, with what was asked of any of them. */
  readonly kindsOf?: {
    readonly profile: Profile;
    readonly comment: string;
    /** Leaves out what another role has. */
    readonly except?: Profile;
  };
}

/** Profiles whose kinds `access/kinds.json` lists. */
export type Profile = 'pipelines' | 'platform';

/** What one action needs in a cluster. */
export interface AccessLayout {
  readonly action: string;
  readonly roles: readonly RoleLayout[];
}

const submit: AccessLayout = {
  action: 'submit-pipeline',
  roles: [
    {
      marker: 'rbac',
      kind: 'Role',
      name: 'kubeflow-fleet-submit',
      namespace: 'kubeflow',
      isBound: true,
      rules: [
        {
          comment: 'The Kubeflow Pipelines API, through the service proxy.',
          group: '',
          resources: ['services/proxy'],
          names: ['ml-pipeline:http'],
        },
        {
          comment:
            'Claims a submission, so that it happens once; clears away claims of long ago.',
          group: '',
          resources: ['configmaps'],
        },
        {
          comment:
            "Watches the run, and stops it when KFP's own order got lost.",
          group: 'argoproj.io',
          resources: ['workflows'],
        },
        {
          comment: 'Says why a task failed.',
          group: '',
          resources: ['pods'],
        },
        { group: '', resources: ['pods/log'] },
      ],
    },
    {
      marker: 'rbac-port-forward',
      kind: 'Role',
      name: 'kubeflow-fleet-port-forward',
      namespace: 'kubeflow',
      isBound: false,
      rules: [
        { group: '', resources: ['services'] },
        { group: '', resources: ['pods'] },
        { group: '', resources: ['pods/portforward'] },
      ],
    },
    {
      marker: 'rbac-identity',
      kind: 'Role',
      name: 'kubeflow-fleet-identity',
      namespace: 'team-a',
      namespaceComment: 'the profile',
      isBound: false,
      rules: [
        {
          comment:
            'Speaks to Kubeflow Pipelines as access.serviceAccount of the fleet file.',
          group: '',
          resources: ['serviceaccounts/token'],
          names: ['default-editor'],
        },
      ],
    },
  ],
};

const select: AccessLayout = {
  action: 'select-clusters',
  roles: [
    {
      marker: 'rbac',
      kind: 'ClusterRole',
      name: 'kubeflow-fleet-capacity',
      isBound: true,
      rules: [
        {
          comment: 'What there is, and what of it is taken.',
          group: '',
          resources: ['nodes', 'pods'],
        },
        {
          comment: 'What Karpenter would start.',
          group: 'karpenter.sh',
          resources: ['nodepools'],
        },
      ],
    },
  ],
};

const OTHER_KINDS =
  'The kinds that the profiles pipelines-multi-user and platform hold besides.';

const deploy: AccessLayout = {
  action: 'deploy-kubeflow',
  roles: [
    {
      marker: 'rbac',
      kind: 'ClusterRole',
      name: 'kubeflow-fleet-deploy',
      isBound: true,
      kindsOf: {
        profile: 'pipelines',
        comment:
          'What is deployed, in every namespace: a member that an earlier deploy left may be anywhere. Secrets are among it, and the recorded revisions are Secrets too.',
      },
      rules: [
        {
          comment:
            'Kubeflow brings roles for its own service accounts. Kubernetes lets nobody write a role with more than they hold, nor bind it, unless they may do just that: whoever has these two verbs can become administrator of the cluster.',
          group: 'rbac.authorization.k8s.io',
          resources: ['roles', 'clusterroles'],
          alike: true,
          verbs: ['bind', 'escalate'],
        },
        {
          comment:
            'Holds the cluster while it deploys, so that one deploy wins, in the namespace kubeflow-fleet-system.',
          group: 'coordination.k8s.io',
          resources: ['leases'],
          state: true,
        },
        {
          comment:
            'Keeps there what it deployed, and the revisions to go back to.',
          group: '',
          resources: ['configmaps', 'secrets'],
          state: true,
        },
        {
          comment: 'Says why something is not ready.',
          group: '',
          resources: ['pods', 'events'],
        },
        { group: '', resources: ['pods/log'] },
        {
          group: 'apps',
          resources: ['replicasets', 'statefulsets', 'daemonsets'],
        },
        {
          comment:
            'Finds before a write what would hang: room, volumes, backends.',
          group: '',
          resources: ['nodes', 'endpoints', 'persistentvolumes'],
        },
        {
          group: 'storage.k8s.io',
          resources: ['csidrivers', 'csinodes'],
        },
        { group: 'karpenter.sh', resources: ['nodepools'] },
      ],
    },
    {
      marker: 'rbac-platform',
      kind: 'ClusterRole',
      name: 'kubeflow-fleet-deploy-platform',
      isBound: false,
      kindsOf: {
        profile: 'platform',
        except: 'pipelines',
        comment: OTHER_KINDS,
      },
      rules: [
        {
          comment: 'Waits for what answers webhooks.',
          group: 'discovery.k8s.io',
          resources: ['endpointslices'],
        },
      ],
    },
  ],
};

const drift: AccessLayout = {
  action: 'detect-drift',
  roles: [
    {
      marker: 'rbac',
      kind: 'ClusterRole',
      name: 'kubeflow-fleet-drift',
      isBound: true,
      kindsOf: {
        profile: 'pipelines',
        comment:
          'What was deployed, as it is now. Secrets are among it: their values are compared, and never shown.',
      },
      rules: [
        {
          comment:
            'What a deploy keeps in the namespace kubeflow-fleet-system.',
          group: '',
          resources: ['configmaps', 'secrets'],
          state: true,
        },
        {
          group: 'coordination.k8s.io',
          resources: ['leases'],
          state: true,
        },
      ],
    },
    {
      marker: 'rbac-platform',
      kind: 'ClusterRole',
      name: 'kubeflow-fleet-drift-platform',
      isBound: false,
      kindsOf: {
        profile: 'platform',
        except: 'pipelines',
        comment: OTHER_KINDS,
      },
      rules: [],
    },
  ],
};

/** Every action that speaks to a cluster. */
export const accessLayouts: readonly AccessLayout[] = [
  submit,
  select,
  deploy,
  drift,
];
