/**
 * What kustomize and the git that it starts need: a search path, a home with git's configuration, proxies and
 * CAs. Nothing else of the job is passed on: no AWS, GitHub or runner credentials, no kubeconfig. An ssh agent is
 * for git alone, so it stays.
 */
const PASSED_ON =
  /^(?:PATH|HOME|USER|LOGNAME|TMPDIR|LANG|LC_\w+|TZ|XDG_CONFIG_HOME|(?:https?|no|all)_proxy|SSL_CERT_(?:FILE|DIR)|GIT_SSL_CAINFO|GIT_CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM)|SSH_AUTH_SOCK|GIT_SSH_COMMAND)$/i;

/** Environment of the child; `added` is put over it. */
export const childEnvironment = (
  environment: NodeJS.ProcessEnv,
  added: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(
    Object.entries(environment).filter(([name]) => PASSED_ON.test(name)),
  ),
  // A private repository without credentials must fail, not wait for somebody to type.
  GIT_TERMINAL_PROMPT: '0',
  // Of git's transports only these: `ext::` would run a command.
  GIT_ALLOW_PROTOCOL: 'https:ssh:file',
  ...added,
});
