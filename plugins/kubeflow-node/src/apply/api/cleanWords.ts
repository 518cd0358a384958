import {
  isKubeflowError,
  KubeflowError,
} from '@kubeflow-fleet/plugin-kubeflow-common';
import { createRedactor, type Redactor } from '../diff/redactor';
import type { Manifest } from '../manifest';

/** Takes secrets out of what a server says: a refusal quotes the value that it refuses. */
export class CleanWords {
  private redactor: Redactor | undefined;

  /** Secrets among these are looked for, and made ready only when the server says something. */
  constructor(private readonly manifests: readonly Manifest[]) {}

  text(text: string): string {
    this.redactor ??= createRedactor(this.manifests);
    return this.redactor.text(text);
  }

  /** The error itself when it holds no secret; else a copy without them, and without its cause. */
  error(error: unknown): unknown {
    if (!isKubeflowError(error)) return error;
    const { name, subject, reason, upstreamStatus } = error;
    const fact = this.text(error.fact);
    const problems = error.problems.map(problem => ({
      ...problem,
      message: this.text(problem.message),
    }));
    const isClean =
      fact === error.fact &&
      problems.every(
        ({ message }, at) => message === error.problems[at]?.message,
      );
    if (isClean) return error;
    const { remedy } = error;
    const words = { fact, remedy, problems };
    return new KubeflowError(name, {
      subject,
      reason,
      upstreamStatus,
      ...words,
    });
  }
}
