import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { KubernetesObject } from '@kubeflow-fleet/plugin-kubeflow-node';
import { parseAllDocuments } from 'yaml';

/** Folder of the small installation of Kubeflow Pipelines that this package brings. */
export const SAMPLE_INSTALLATION = resolve(__dirname, '../../installation');

const objectsOf = (file: string): KubernetesObject[] =>
  parseAllDocuments(
    readFileSync(join(SAMPLE_INSTALLATION, file), 'utf8'),
  ).flatMap(document => {
    const object = document.toJS() as KubernetesObject | null;
    return object ? [object] : [];
  });

/** Its objects in the order of its files, in which they can be created. */
export const sampleInstallation = (): KubernetesObject[] =>
  readdirSync(SAMPLE_INSTALLATION)
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .flatMap(objectsOf);

/** Its definitions: Argo's kinds and the ScheduledWorkflow. */
export const argoDefinitions = (): KubernetesObject[] =>
  objectsOf('10-definitions.yaml');
