import * as z from 'zod';
import { FLEET_API_VERSION } from '../names';
import { kubeflowProfiles } from './cluster';
import {
  artifacts,
  database,
  images,
  resources,
  spread,
  storage,
} from './fleetFileInstallation';
import {
  accountId,
  bandwidth,
  clusterName,
  dnsName,
  labelKey,
  labelValue,
  namespaceName,
  newRegionName,
  quantity,
  regionName,
  roleArn,
  sysctlName,
  text,
  versionNumber,
} from './fleetFileValues';

const access = z
  .discriminatedUnion('via', [
    z.strictObject({
      via: z
        .literal('api-server-proxy')
        .describe(
          "Through the Kubernetes API server's service proxy; single-user Kubeflow Pipelines only",
        ),
      namespace: namespaceName.optional(),
      service: namespaceName.optional(),
    }),
    z.strictObject({
      via: z
        .literal('port-forward')
        .describe(
          'Through a port-forward, with a TokenRequest token in multi-user mode',
        ),
      namespace: namespaceName.optional(),
      service: namespaceName.optional(),
      serviceAccount: z
        .string()
        .regex(
          /^[a-z0-9]([-a-z0-9]*[a-z0-9])?\/[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/,
          'must be NAMESPACE/NAME, such as team-a/default-editor',
        )
        .describe('Whose token authenticates, as NAMESPACE/NAME')
        .optional(),
      audience: text.optional(),
    }),
    z.strictObject({
      via: z.literal('url').describe('At an address of its own, with a token'),
      url: text.describe(
        'Address of the Kubeflow Pipelines API, https; may use {region}, {account}, {name}',
      ),
      audience: text.describe('Audience of the token').optional(),
    }),
  ])
  .describe(
    "How to reach the cluster's Kubeflow Pipelines API. Default: api-server-proxy for the profile pipelines, port-forward for the others",
  );

const kubeflow = z
  .strictObject({
    profile: z
      .enum(kubeflowProfiles)
      .describe('What is installed. Default: pipelines')
      .optional(),
    version: versionNumber
      .describe(
        'Version of Kubeflow Pipelines (2.17.0, without v), or of the platform (26.03, v1.11.0): a tag or commit of its repository. Default: 2.17.0; 26.03 for the platform',
      )
      .optional(),
    namespace: namespaceName
      .describe('Namespace of the installation. Default: kubeflow')
      .optional(),
    manifests: text
      .describe(
        'Manifests to install instead of the built-in ones: a path in the repository or a pinned address',
      )
      .optional(),
  })
  .describe('The Kubeflow installation');

const dns = z
  .strictObject({
    zone: dnsName.describe('Hosted zone, such as ml.example.com'),
    name: text.describe(
      'Name within the zone; may use {region}, {account}, {name}',
    ),
  })
  .describe('DNS record of the installation');

const network = z
  .strictObject({
    ingressBandwidth: bandwidth.optional(),
    egressBandwidth: bandwidth.optional(),
    sysctls: z.record(sysctlName, z.string()).optional(),
  })
  .describe('Network settings of the pods');

const monitoring = z
  .strictObject({
    prometheus: z.boolean().optional(),
    grafana: z.boolean().optional(),
  })
  .describe('Monitoring of the installation');

const limits = z
  .strictObject({
    gpus: z
      .number()
      .int('must be a whole number')
      .min(0, 'must be 0 or more')
      .describe('Most accelerators that one run may ask for')
      .optional(),
    cpu: quantity.describe('Most CPU, such as "64" or 500m').optional(),
    memory: quantity.describe('Most memory, such as 256Gi').optional(),
  })
  .describe(
    'Most that runs on this cluster may ask for; also the ResourceQuota of the namespaces that runs are in',
  );

/** What `defaults` may hold: every setting of a cluster but its identity. */
const settings = {
  role: roleArn
    .describe(
      'IAM role to assume for this cluster, in its own account; may use {region}, {account}, {name}, {partition}. Default: the ambient credentials',
    )
    .optional(),
  externalId: z
    .string()
    .regex(
      /^[\w+=,.@:/-]{2,1224}$/,
      'must be 2 to 1224 letters, digits or +=,.@:/-_',
    )
    .describe('External id that the role’s trust policy demands')
    .optional(),
  labels: z
    .record(labelKey, labelValue)
    .describe(
      'Labels to choose clusters by; `accelerator` names its GPU, such as nvidia-a10g',
    )
    .optional(),
  access: access.optional(),
  kubeflow: kubeflow.optional(),
  artifacts: artifacts.optional(),
  database: database.optional(),
  images: images.optional(),
  storage: storage.optional(),
  resources: resources.optional(),
  spread: spread.optional(),
  dns: dns.optional(),
  network: network.optional(),
  monitoring: monitoring.optional(),
  limits: limits.optional(),
};

const cluster = z
  .strictObject({
    name: clusterName.describe('Name of the EKS cluster, in its exact case'),
    region: regionName.describe('AWS region, such as eu-west-1'),
    account: accountId.describe('AWS account: 12 digits, in quotes'),
    ...settings,
  })
  .describe('One EKS cluster');

/** The fleet file as people write it: what may stand where, without defaults applied. */
export const fleetFileSchema = z
  .strictObject({
    apiVersion: z.literal(FLEET_API_VERSION),
    kind: z.literal('Fleet'),
    additionalRegions: z
      .array(newRegionName)
      .describe(
        'Regions that AWS opened after this version of Kubeflow Fleet was made',
      )
      .optional(),
    defaults: z
      .strictObject(settings)
      .describe(
        'Settings for every cluster that does not state its own. Mappings are merged key by key, except access, which is replaced as a whole',
      )
      .optional(),
    clusters: z.array(cluster).min(1, 'must list at least one cluster'),
  })
  .describe('The Kubeflow Fleet of this repository');

/** The file's content once it is valid. */
export type FleetFile = z.infer<typeof fleetFileSchema>;

/** One entry of `clusters`, as written. */
export type FleetFileCluster = FleetFile['clusters'][number];
