import fc from 'fast-check';
import { takesIn } from './labelSelector';

const LABELS = { labels: { app: 'x', 'istio-injection': 'enabled' } };

const expression = (key: string, operator: string, ...values: string[]) => ({
  matchExpressions: [{ key, operator, values }],
});

describe('takesIn', () => {
  it.each([
    [undefined, true],
    [{}, true],
    [{ matchLabels: { app: 'x' } }, true],
    [{ matchLabels: { app: 'y' } }, false],
    [{ matchLabels: { app: 'x', other: '' } }, false],
    [expression('app', 'In', 'x', 'y'), true],
    [expression('app', 'In', 'y'), false],
    [expression('app', 'NotIn', 'x'), false],
    [expression('other', 'NotIn', 'x'), true],
    [expression('other', 'In', 'x'), false],
    [expression('app', 'Exists'), true],
    [expression('other', 'Exists'), false],
    [expression('app', 'DoesNotExist'), false],
    [expression('other', 'DoesNotExist'), true],
    [expression('app', 'Gt', '1'), false],
    [expression('constructor', 'Exists'), false],
    [{ matchLabels: { app: 'x' }, ...expression('app', 'NotIn', 'x') }, false],
  ])('%j: %s', (selector, expected) => {
    expect(takesIn(selector, LABELS)).toBe(expected);
  });

  it('takes in labels that are known in part only for what is known', () => {
    const partial = { ...LABELS, isPartial: true };
    expect(takesIn({}, partial)).toBe(true);
    expect(takesIn({ matchLabels: { app: 'x' } }, partial)).toBe(true);
    expect(takesIn(expression('other', 'DoesNotExist'), partial)).toBe(false);
    expect(takesIn(expression('other', 'NotIn', 'x'), partial)).toBe(false);
  });

  it('takes in by In what it leaves out by NotIn, and by Exists what by DoesNotExist', () => {
    const key = fc.constantFrom('app', 'other', 'istio-injection');
    const value = fc.constantFrom('x', 'enabled', 'z');
    fc.assert(
      fc.property(key, value, (name, text) => {
        const taken = (operator: string) =>
          takesIn(expression(name, operator, text), LABELS);
        expect(taken('In')).toBe(!taken('NotIn'));
        expect(taken('Exists')).toBe(!taken('DoesNotExist'));
      }),
    );
  });
});
