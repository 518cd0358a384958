import path from 'node:path';
import {
  type ApiServerFiles,
  type ApiServerProcesses,
  startApiServerProcesses,
} from './apiServerProcesses';
import { goProgram } from './goPrograms';
import { freePorts, isListening, startServerProcess } from './serverProcess';
import { startTogether } from './startTogether';

/** Starts etcd, kube-apiserver, kube-controller-manager, kube-scheduler, and waits until they are ready. */
export const startControlPlaneProcesses = (
  files: ApiServerFiles,
): Promise<ApiServerProcesses> =>
  startTogether(async started => {
    const apiServer = await startApiServerProcesses(files);
    started.push(apiServer);
    const { server, ca, adminToken, kubeConfig } = apiServer;
    const both = await Promise.allSettled([
      startController(files.directory, kubeConfig),
      startScheduler(files.directory, kubeConfig),
    ]);
    for (const one of both)
      if (one.status === 'fulfilled') started.push(one.value);
    for (const one of both) if (one.status === 'rejected') throw one.reason;
    return { server, ca, adminToken, kubeConfig };
  });

async function startController(directory: string, kubeConfig: string) {
  const port = await freePorts(1);
  return startServerProcess({
    name: 'kube-controller-manager',
    program: await goProgram('kube-controller-manager'),
    args: [
      `--kubeconfig=${kubeConfig}`,
      '--controllers=*,-node-ipam-controller',
      '--leader-elect=false',
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
      '--use-service-account-credentials',
      `--service-account-private-key-file=${path.join(
        directory,
        'service-accounts.key',
      )}`,
    ],
    directory,
    isReady: () => isListening(port),
  });
}

async function startScheduler(directory: string, kubeConfig: string) {
  const port = await freePorts(1);
  return startServerProcess({
    name: 'kube-scheduler',
    program: await goProgram('kube-scheduler'),
    args: [
      `--kubeconfig=${kubeConfig}`,
      '--leader-elect=false',
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
    ],
    directory,
    isReady: () => isListening(port),
  });
}
