import {
  createDocument,
  writeReportFile,
} from '@kubeflow-fleet/action-toolkit';
import { clusterSubject } from '@kubeflow-fleet/plugin-kubeflow-common';
import { type Change } from '@kubeflow-fleet/plugin-kubeflow-node/apply';
import { changeSetOf } from './clusterResult';
import type { ClusterReport } from './contract';
import { fieldLine } from './outcomeLog';
import { changeLine } from './progressLog';
import { errorText } from './report';

/** More than any plan of a fleet has. */
const MAX_BYTES = 64 * 1024 * 1024;

const linesOf = (change: Change): readonly string[] => [
  changeLine(change),
  ...(change.fields ?? []).map(field => `    ${fieldLine(field)}`),
];

/** Writes the whole plan, every field of every change, and returns the path of the file. */
export function writePlanFile(
  reports: readonly ClusterReport[],
): Promise<string> {
  const document = createDocument().heading('Kubeflow: plan', 1);
  for (const report of reports) {
    const changed = changeSetOf(report).changes.filter(
      ({ action }) => action !== 'unchanged',
    );
    document.heading(clusterSubject(report.cluster));
    if (report.errors.length > 0) {
      document.bullets(report.errors.map(error => errorText(error, report)));
    }
    if (changed.length > 0) document.lines(changed.flatMap(linesOf), 'text');
    else document.paragraph('Nothing would change.');
  }
  return writeReportFile('plan.md', document.render(MAX_BYTES));
}
