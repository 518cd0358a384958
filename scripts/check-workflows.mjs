#!/usr/bin/env node
// Every `uses:` of one of our actions, in workflows, READMEs and skeletons: the action exists, and each key of
// `with:` is an input that its action.yml declares. Every action is pinned by commit.
import fs from 'node:fs';
import { parse } from 'yaml';
import { workflows } from './workflows.mjs';

const OURS =
  /^(?:\.\/|kubeflow-fleet\/kubeflow-fleet\/)actions\/([\w-]+)(?:@.+)?$/;
const PINNED = /@[0-9a-f]{40}$/;

function stepProblems(step) {
  const local = step.uses.startsWith('./');
  const pin =
    local || PINNED.test(step.uses)
      ? []
      : [`${step.uses} is not pinned by commit`];
  const ours = OURS.exec(step.uses);
  return ours ? [...pin, ...inputProblems(ours[1], step)] : pin;
}

function inputProblems(action, step) {
  const file = `actions/${action}/action.yml`;
  if (!fs.existsSync(file)) return [`there is no action ${action}`];
  const { inputs } = parse(fs.readFileSync(file, 'utf8'));
  return Object.keys(step.with ?? {})
    .filter(key => !Object.hasOwn(inputs, key))
    .map(key => `${action} has no input '${key}'`);
}

function workflowProblems({ source, name, text }) {
  const workflow = parse(text);
  const steps = Object.values(workflow.jobs ?? {}).flatMap(
    job => job.steps ?? [],
  );
  const problems = steps.filter(step => step.uses).flatMap(stepProblems);
  if (JSON.stringify(workflow.permissions) !== '{}')
    problems.push('does not say `permissions: {}` at its top');
  return problems.map(problem => `${source} (${name}): ${problem}`);
}

const all = workflows();
const problems = all.flatMap(workflowProblems);
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(
  `${all.length} workflows use actions that exist, with inputs that they have, pinned by commit`,
);
