export { planManifests, type PlanPorts } from './planManifests';
