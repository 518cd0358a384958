import { timestamp } from './clock';
import type { Listing } from './listable';
import { withoutDefaults } from './router';
import type { PipelineRow } from './rows';
import { tagFields } from './tags';

const COLUMNS: Readonly<Record<string, keyof PipelineRow>> = {
  UUID: 'id',
  Name: 'name',
  DisplayName: 'displayName',
  CreatedAtInSec: 'createdAt',
  Description: 'description',
  Namespace: 'namespace',
};

/** What pipelines can be sorted and filtered by, besides their tags. */
export const pipelineListing: Listing<PipelineRow> = {
  model: 'Pipeline',
  prefix: 'pipelines.',
  fields: {
    id: 'UUID',
    pipeline_id: 'UUID',
    name: 'Name',
    display_name: 'DisplayName',
    created_at: 'CreatedAtInSec',
    description: 'Description',
    namespace: 'Namespace',
  },
  column: (row, column) => row[COLUMNS[column] ?? 'id'] as string | number,
};

/** A pipeline as the API shows it. */
export const renderPipeline = (row: PipelineRow): Record<string, unknown> => ({
  ...withoutDefaults({
    pipeline_id: row.id,
    display_name: row.displayName,
    name: row.name,
    description: row.description,
    created_at: timestamp(row.createdAt),
    namespace: row.namespace,
  }),
  ...tagFields(row.tags),
});
