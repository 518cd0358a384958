/** Real servers in the place of emulators: the live lane's, and `local-fleet start --real`. */
export * from './authenticator';
export * from './goPrograms';
export * from './liveLane';
export * from './moto';
export * from './pythonEnvironment';
export * from './realControlPlane';
export * from './runProgram';
