import fs from 'node:fs/promises';
import path from 'node:path';
import type { RemoteFleet } from './remoteFleet';

/** What a script around the kfp SDK knows of a cluster: where KFP is behind the API server, and whom to trust. */
export interface SdkPlace {
  readonly name: string;
  readonly region: string;
  readonly host: string;
  readonly ca: string;
}

/** Writes each cluster's authority to a file, as the SDK wants it, and says where everything is. */
export function sdkPlaces(
  { clusters }: RemoteFleet,
  stateDir: string,
): Promise<readonly SdkPlace[]> {
  return Promise.all(
    clusters.map(async ({ name, region, kubernetes, kubeconfig }) => {
      const text = await fs.readFile(kubeconfig, 'utf8');
      const data = /certificate-authority-data: (\S+)/.exec(text)?.[1] ?? '';
      const ca = path.join(stateDir, `${name}.crt`);
      await fs.writeFile(ca, Buffer.from(data, 'base64'));
      const service = 'namespaces/kubeflow/services/ml-pipeline:http';
      return {
        name,
        region,
        ca,
        host: `${kubernetes}/api/v1/${service}/proxy`,
      };
    }),
  );
}
