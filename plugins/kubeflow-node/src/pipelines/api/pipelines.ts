import { parseCompiledPipeline } from '../parseCompiledPipeline';
import type { PipelinesClient } from '../model';
import { isCheckedText } from '../spec/checkedTexts';
import { type ApiContext, quoted, withId } from './context';
import { listAll } from './listAll';
import { toPipeline, toPipelineVersion } from './messages';
import { checkName, checkTags, exactly } from './names';
import { uploadForm } from './uploadForm';

type PipelineCalls = Pick<
  PipelinesClient,
  'findPipeline' | 'createPipeline' | 'findVersion' | 'uploadVersion'
>;

/** 32 MiB over a slow line. */
const UPLOAD_TIMEOUT_MS = 120_000;

const pipelineCallsOnly = ({
  call,
  subject,
  namespace,
}: ApiContext): Pick<PipelineCalls, 'findPipeline' | 'createPipeline'> => ({
  async findPipeline(name) {
    checkName(subject, 'pipeline', name);
    const purpose = `find the pipeline ${quoted(name)}`;
    // Not `/pipelines/names/{name}`: it cannot find a name with a slash.
    const where = [{ key: 'name', equals: name }];
    const found = await listAll({ subject, where }, async query => {
      const page = await call('get', '/apis/v2beta1/pipelines', {
        purpose,
        query: { ...query, namespace },
      });
      return { items: page.pipelines, next: page.next_page_token };
    });
    return exactly(found.map(toPipeline), { subject, kind: 'pipeline', name });
  },

  async createPipeline(name, description) {
    checkName(subject, 'pipeline', name);
    const purpose = `create the pipeline ${quoted(name)}`;
    const message = await call('post', '/apis/v2beta1/pipelines', {
      purpose,
      retry: 'idempotent',
      // The field `name` is unknown to old servers, which refuse it; new ones copy the display name.
      body: { display_name: name, description, namespace },
    });
    return toPipeline(withId(message, 'pipeline_id', { subject, purpose }));
  },
});

const versionCallsOnly = ({
  call,
  subject,
}: ApiContext): Pick<PipelineCalls, 'findVersion' | 'uploadVersion'> => ({
  async findVersion(pipelineId, name) {
    checkName(subject, 'pipeline version', name);
    const purpose = `find the version ${quoted(name)}`;
    const where = [{ key: 'name', equals: name }];
    const found = await listAll({ subject, where }, async query => {
      const page = await call(
        'get',
        '/apis/v2beta1/pipelines/{pipeline_id}/versions',
        { purpose, params: { pipeline_id: pipelineId }, query },
      );
      return { items: page.pipeline_versions, next: page.next_page_token };
    });
    return exactly(found.map(toPipelineVersion), {
      subject,
      kind: 'pipeline version',
      name,
    });
  },

  async uploadVersion({ pipelineId, name, description, tags, text }) {
    checkName(subject, 'pipeline version', name);
    checkTags(subject, tags ?? {});
    // Some malformed YAML keeps a core of the api-server busy for ever.
    if (!isCheckedText(text))
      parseCompiledPipeline(text, { path: `version ${quoted(name)}` });
    const purpose = `upload the version ${quoted(name)}`;
    const message = await call(
      'post',
      '/apis/v2beta1/pipelines/upload_version',
      {
        purpose,
        timeoutMs: UPLOAD_TIMEOUT_MS,
        retry: 'idempotent',
        query: {
          pipelineid: pipelineId,
          name,
          description,
          // Servers before 2.17 ignore this parameter.
          tags: tags && JSON.stringify(tags),
        },
        form: uploadForm(text),
      },
    );
    return toPipelineVersion(
      withId(message, 'pipeline_version_id', { subject, purpose }),
    );
  },
});

export const pipelineCalls = (context: ApiContext): PipelineCalls => ({
  ...pipelineCallsOnly(context),
  ...versionCallsOnly(context),
});
