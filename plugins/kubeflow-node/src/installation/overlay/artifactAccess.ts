import type { FleetCluster } from '@kubeflow-fleet/plugin-kubeflow-common';
import type { OverlayDraft } from './draft';

const ROLE_ANNOTATION = 'eks.amazonaws.com/role-arn';

/** Who reads or writes artifacts with the identity of its own pods. */
const SERVICE_ACCOUNTS = [
  'ml-pipeline',
  'pipeline-runner',
  'ml-pipeline-ui',
  'argo',
];

/** The controller of profiles gives their pods a role only where its plugin says so. */
const patchProfiles = (draft: OverlayDraft, role: string) => {
  for (const profile of draft.objects('Profile')) {
    const { plugins = [] } = (profile.spec ?? {}) as {
      plugins?: readonly { kind?: string }[];
    };
    const others = plugins.filter(
      ({ kind }) => kind !== 'AwsIamForServiceAccount',
    );
    draft.patch(profile, {
      spec: {
        plugins: [
          ...others,
          {
            kind: 'AwsIamForServiceAccount',
            // Only the annotation: the controller has no right to edit the role's trust policy.
            spec: { awsIamRole: role, annotateOnly: true },
          },
        ],
      },
    });
  }
};

const usesProfiles = ({ kubeflow }: FleetCluster) =>
  kubeflow.profile !== 'pipelines';

const annotateAccounts = (draft: OverlayDraft, role: string) => {
  for (const name of SERVICE_ACCOUNTS) {
    const account = draft.find('ServiceAccount', name);
    if (account)
      draft.patch(account, {
        metadata: { annotations: { [ROLE_ANNOTATION]: role } },
      });
    else if (name !== 'pipeline-runner' || !usesProfiles(draft.cluster))
      draft.warn(
        `artifacts.role: there is no ServiceAccount ${name} to give the role to`,
      );
  }
  if (!usesProfiles(draft.cluster)) return;
  patchProfiles(draft, role);
  draft.warn(
    `artifacts.role: profiles that are not in the manifests need the plugin AwsIamForServiceAccount with {awsIamRole: ${role}, annotateOnly: true}, or runs in them cannot reach the bucket`,
  );
};

/** Gives the pods that read and write artifacts the role that the fleet file names, or says who has to. */
export const grantAccess = (draft: OverlayDraft) => {
  const { artifacts, kubeflow } = draft.cluster;
  const { role, access = role ? 'irsa' : 'node-role' } = artifacts;
  if (access === 'irsa' && role) annotateAccounts(draft, role);
  if (access === 'pod-identity') {
    const accounts = SERVICE_ACCOUNTS.join(', ');
    const profiles = usesProfiles(draft.cluster)
      ? ', and default-editor in the namespace of every profile'
      : '';
    draft.warn(
      `artifacts.access: pod-identity needs an association of ${
        role ?? 'the role'
      } with the service accounts ${accounts} in namespace ${
        kubeflow.namespace
      }${profiles}; provision-cluster makes them, or \`aws eks create-pod-identity-association\``,
    );
  }
};
