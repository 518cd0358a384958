import * as z from 'zod';
import {
  dnsName,
  namespaceName,
  portNumber,
  quantity,
  regionName,
  roleArn,
  s3Endpoint,
  secretName,
  text,
} from './fleetFileValues';

/** How Kubeflow is installed in a cluster: the settings of the fleet file that shape the manifests. */

export const artifacts = z
  .strictObject({
    bucket: text
      .describe(
        'S3 bucket of the artifacts; may use {region}, {account}, {name}, {partition}',
      )
      .optional(),
    pipelineRoot: text
      .describe(
        'Where runs write, such as s3://BUCKET/PREFIX; the same placeholders. Default: s3://BUCKET/v2/artifacts with a bucket, else KFP’s own',
      )
      .optional(),
    access: z
      .enum(['irsa', 'pod-identity', 'node-role'])
      .describe(
        'How pods get their AWS credentials: by a role named on service accounts (irsa), by an EKS Pod Identity association, or from their node. Default: irsa with a role, else node-role',
      )
      .optional(),
    role: roleArn
      .describe(
        'IAM role of the pods that read and write artifacts, in the cluster’s account; may use {region}, {account}, {name}, {partition}',
      )
      .optional(),
    region: regionName
      .describe('AWS region of the bucket. Default: the cluster’s')
      .optional(),
    endpoint: s3Endpoint
      .describe(
        'Host of S3, such as a VPC endpoint’s name. Default: the regional one of AWS',
      )
      .optional(),
  })
  .describe('Where artifacts of runs go');

export const database = z
  .strictObject({
    host: text.describe(
      'Host of the MySQL server, such as the endpoint of an RDS instance; may use {region}, {account}, {name}',
    ),
    port: portNumber.describe('Default: 3306').optional(),
    secret: secretName
      .describe(
        'Secret in the namespace of the installation with the keys username and password. It is referred to, never written. Default: mysql-secret',
      )
      .optional(),
  })
  .describe(
    'A MySQL server of your own in place of the one that is installed in the cluster',
  );

export const images = z
  .strictObject({
    registry: text
      .describe(
        'Registry that mirrors every image below the name of its own, such as 111122223333.dkr.ecr.eu-west-1.amazonaws.com: ghcr.io/a/b becomes REGISTRY/ghcr.io/a/b; may use {region}, {account}, {name}',
      )
      .optional(),
  })
  .describe('Where nodes pull the images of the installation from');

export const storage = z
  .strictObject({
    class: namespaceName.describe('Name of the StorageClass').optional(),
    reclaimPolicy: z
      .enum(['Retain', 'Delete'])
      .describe(
        'What becomes of a volume whose claim is deleted. Default: Delete, as Kubernetes',
      )
      .optional(),
    parameters: z
      .record(text, z.string())
      .describe(
        'Parameters of the StorageClass, such as type: gp3. Default with EBS: type gp3, encrypted',
      )
      .optional(),
    provisioner: dnsName
      .describe(
        'CSI driver of the StorageClass. Default: ebs.csi.aws.com, and ebs.csi.eks.amazonaws.com in EKS Auto Mode',
      )
      .optional(),
    makeDefault: z
      .boolean()
      .describe(
        "Make it the cluster's only default StorageClass: another default loses that mark",
      )
      .optional(),
    size: quantity
      .describe('Size of every volume of the installation, such as 50Gi')
      .optional(),
    sizes: z
      .record(secretName, quantity)
      .describe(
        'Sizes by PersistentVolumeClaim, such as mysql-pv-claim: 100Gi. Volumes grow, they never shrink',
      )
      .optional(),
  })
  .describe('Storage of the installation');

const amounts = z
  .strictObject({ cpu: quantity.optional(), memory: quantity.optional() })
  .describe('Kubernetes quantities, such as cpu: 500m and memory: 1Gi');

export const resources = z
  .record(
    secretName,
    z.strictObject({
      requests: amounts.optional(),
      limits: amounts.optional(),
    }),
  )
  .describe(
    'CPU and memory of the installation’s own pods, by Deployment, StatefulSet or DaemonSet; `all` is for those that are not named',
  );

export const spread = z
  .strictObject({
    replicas: z
      .number()
      .int('must be a whole number')
      .min(2, 'must be 2 or more')
      .max(10, 'must be 10 or less')
      .describe('Replicas of each component that keeps no state. Default: 2')
      .optional(),
  })
  .describe(
    'Run several replicas of what keeps no state, spread over the availability zones',
  );
