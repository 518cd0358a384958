import { type GoProgramName, goProgram, goPrograms } from './goPrograms';
import {
  type PythonEnvironmentName,
  pythonEnvironment,
  pythonEnvironments,
} from './pythonEnvironment';

/** Installs everything of the live lane, tells on stderr what and which version, and prints the places as JSON. */
async function install(): Promise<void> {
  const places: Record<string, string> = {};
  const tell = (text: string) => process.stderr.write(`[live] ${text}\n`);
  for (const name of Object.keys(goPrograms) as GoProgramName[]) {
    const started = Date.now();
    places[name] = await goProgram(name);
    tell(`${name} ${goPrograms[name].version} (${seconds(started)})`);
  }
  for (const name of Object.keys(
    pythonEnvironments,
  ) as PythonEnvironmentName[]) {
    const started = Date.now();
    places[name] = await pythonEnvironment(name);
    tell(`${pythonEnvironments[name].join(' ')} (${seconds(started)})`);
  }
  process.stdout.write(`${JSON.stringify(places)}\n`);
}

const seconds = (since: number) =>
  `${Math.round((Date.now() - since) / 1000)} s`;

install().catch(error => {
  process.stderr.write(`[live] ${error.message}\n`);
  process.exitCode = 1;
});
