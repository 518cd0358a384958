/** A fleet of emulated EKS clusters with Kubeflow Pipelines, and a runner for GitHub Actions, all on loopback. */
export * from './aws/awsEmulator';
export * from './aws/awsFaults';
export * from './aws/contract';
export * from './emulator';
export * from './github/contract';
export * from './github/gitHubEmulator';
export * from './github/gitHubFaults';
export * from './runner/contract';
export * from './runner/runAction';
export * from './fleet/contract';
export * from './fleet/controlPlane';
export * from './fleet/demoFleet';
export * from './fleet/emulatedControlPlane';
export * from './fleet/endpoint';
export * from './fleet/startLocalFleet';
