import {
  KubeflowError,
  printable,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { at, isMapping, textAt } from './plainData';

interface Foreign {
  readonly fact: string;
  readonly remedy: string;
}

const UNPACK =
  'Unpack it and give the pipeline.yaml inside, or compile to a .yaml file';
const COMPILE =
  'Compile the pipeline with the kfp SDK 2: kfp dsl compile --py pipeline.py --output pipeline.yaml';

/** What the text is when it starts like a file of another kind; archives are decoded as if they were text. */
function foreignText(text: string): Foreign | undefined {
  if (text.startsWith('PK\u0003\u0004') || text.startsWith('PK\u0005\u0006'))
    return { fact: 'is a zip archive, not YAML', remedy: UNPACK };
  if (text.startsWith('\u001f\u008b') || text.startsWith('\u001f\ufffd'))
    return { fact: 'is a gzip archive, not YAML', remedy: UNPACK };
  if (text.slice(257, 262) === 'ustar')
    return { fact: 'is a tar archive, not YAML', remedy: UNPACK };
  if (
    /^(#!.*python|from kfp\b|import kfp\b|@(dsl|kfp)\.)/m.test(
      text.slice(0, 4096),
    )
  )
    return {
      fact: 'is Python source, not a compiled pipeline',
      remedy: COMPILE,
    };
  return undefined;
}

const kindOf = (document: unknown) => {
  const kind = textAt(document, 'kind');
  return kind && printable(kind, 60);
};

const isArgo = (document: unknown) =>
  textAt(document, 'apiVersion')?.startsWith('argoproj.io/') ?? false;

/** What a document is when it is none of a pipeline's two. */
function foreignDocument(document: unknown): Foreign {
  if (isArgo(document))
    return {
      fact: `is an Argo ${
        kindOf(document) ?? 'object'
      }, which the kfp SDK 1 compiled pipelines to`,
      remedy: `Port the pipeline to the kfp SDK 2. ${COMPILE}`,
    };
  if (isMapping(at(document, 'pipelineSpec')))
    return {
      fact: 'is a Vertex AI pipeline job, with the pipeline inside pipelineSpec',
      remedy: COMPILE,
    };
  if (isMapping(at(document, 'implementation')))
    return {
      fact: 'is a component definition of the kfp SDK 1, not a pipeline',
      remedy: 'Use the component in a pipeline and compile that',
    };
  const kind = kindOf(document);
  if (kind && textAt(document, 'apiVersion'))
    return { fact: `is a Kubernetes ${kind}, not a pipeline`, remedy: COMPILE };
  return {
    fact: 'is not a compiled pipeline: it has no pipelineInfo and root',
    remedy: COMPILE,
  };
}

function refuse(path: string, { fact, remedy }: Foreign): never {
  throw new KubeflowError('InputError', {
    subject: path,
    fact,
    reason: 'NotAPipeline',
    remedy,
  });
}

/** @throws KubeflowError `InputError`, reason `NotAPipeline`, for an archive or Python source. */
export function refuseForeignText(text: string, path: string): void {
  const foreign = foreignText(text);
  if (foreign) refuse(path, foreign);
}

/** @throws KubeflowError `InputError`, reason `NotAPipeline`, saying what the document is instead. */
export const refuseForeignDocument = (document: unknown, path: string): never =>
  refuse(path, foreignDocument(document));

/** @throws KubeflowError `InputError`, reason `NotAPipeline`: nothing in it, or only comments. */
export const refuseEmpty = (path: string): never =>
  refuse(path, { fact: 'is empty', remedy: COMPILE });
