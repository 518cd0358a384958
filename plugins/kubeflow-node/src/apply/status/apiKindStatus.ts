import type { LiveObject } from '../api/objectApi';
import { describeCondition, findCondition } from './condition';
import { current, failedForGood, inProgress } from './status';
import type { ObjectStatus } from './status';

/** apiextensions.k8s.io CustomResourceDefinition. */
export const definitionStatus = (live: LiveObject): ObjectStatus => {
  const names = findCondition(live, 'NamesAccepted');
  if (names?.status === 'False') {
    return failedForGood(
      `its names are refused: ${describeCondition(names, 'no reason given')}`,
    );
  }
  const established = findCondition(live, 'Established');
  if (established?.status === 'True') return current('it is established');
  return established?.status === 'False' && established.reason !== 'Installing'
    ? failedForGood(
        `it is not established: ${describeCondition(
          established,
          'no reason given',
        )}`,
      )
    : inProgress(describeCondition(established, 'it is not established yet'));
};

/** apiregistration.k8s.io APIService. */
export const apiServiceStatus = (live: LiveObject): ObjectStatus => {
  const available = findCondition(live, 'Available');
  return available?.status === 'True'
    ? current('the API is available')
    : inProgress(describeCondition(available, 'the API is not available yet'));
};
