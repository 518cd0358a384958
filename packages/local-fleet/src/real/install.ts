import { isKubeflowError } from '@kubeflow-fleet/plugin-kubeflow-common';
import { type GoProgramName, goProgram, goPrograms } from './goPrograms';
import { requirePrerequisites } from './prerequisites';
import {
  type PythonEnvironmentName,
  pythonEnvironment,
  pythonEnvironments,
} from './pythonEnvironment';
import { toolCache } from './toolCache';

const tell = (text: string) => process.stderr.write(`[live] ${text}\n`);

const secondsSince = (started: number) =>
  `${Math.round((Date.now() - started) / 1000)} s`;

/** Installs one thing and tells what and how long it took, and before that when it takes long. */
async function installed(
  name: string,
  make: () => Promise<string>,
): Promise<string> {
  const started = Date.now();
  const announced = setTimeout(() => tell(`${name}: building …`), 1_000);
  try {
    return await make();
  } finally {
    clearTimeout(announced);
    tell(`${name} (${secondsSince(started)})`);
  }
}

async function goTools(places: Record<string, string>): Promise<void> {
  // One after another: each build takes every core, and the next one uses what it compiled.
  for (const name of Object.keys(goPrograms) as GoProgramName[])
    places[name] = await installed(`${name} ${goPrograms[name].version}`, () =>
      goProgram(name),
    );
}

async function pythonTools(places: Record<string, string>): Promise<void> {
  const names = Object.keys(pythonEnvironments) as PythonEnvironmentName[];
  for (const name of names)
    places[name] = await installed(pythonEnvironments[name].join(' '), () =>
      pythonEnvironment(name),
    );
}

/** Installs everything of the live lane, tells on stderr what and which version, and prints the places as JSON. */
async function install(): Promise<void> {
  const started = Date.now();
  await requirePrerequisites();
  tell(`real servers and foreign clients, in ${toolCache()}:`);
  const places: Record<string, string> = {};
  await Promise.all([goTools(places), pythonTools(places)]);
  tell(`complete after ${secondsSince(started)}`);
  process.stdout.write(`${JSON.stringify(places)}\n`);
}

install().catch(error => {
  tell(error.message);
  if (isKubeflowError(error))
    for (const { message } of error.problems) tell(`- ${message}`);
  process.exit(1);
});
