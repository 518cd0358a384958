/** Real servers in the place of emulators: the live lane's, and `local-fleet start --real`. */
export type { ApiServerProcesses } from './apiServerProcesses';
export * from './apiProxy';
export * from './authenticator';
export * from './deploy/contract';
export * from './deploy/runDeploy';
export * from './deploy/startDeployer';
export * from './deploy/upstreamManifests';
export * from './emptyCluster';
export * from './goPrograms';
export * from './liveLane';
export * from './moto';
export * from './pythonEnvironment';
export * from './realControlPlane';
export * from './runProgram';
