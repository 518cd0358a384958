import type { Waiting } from '../contract';
import { WaitingBoard } from './waitingBoard';

const waiting = (name: string): Waiting => ({
  id: { group: '', kind: 'Pod', name },
  status: 'InProgress',
  fact: 'not yet',
  details: [],
});

describe('WaitingBoard', () => {
  it('tells what several waits wait for as one list, when it changes, and an empty one when all is there', async () => {
    const told: string[][] = [];
    const board = new WaitingBoard({
      waiting: list => void told.push(list.map(({ id }) => id.name)),
    });
    await Promise.all([
      board.during(async tell => {
        tell([waiting('a')]);
        tell([waiting('a')]);
        await Promise.resolve();
        tell([]);
      }),
      board.during(async tell => {
        tell([waiting('b')]);
        await Promise.resolve();
        tell([]);
      }),
    ]);
    expect(told).toEqual([['a'], ['a', 'b'], ['b'], []]);
  });

  it('leaves standing what a wait told last when it ends without success', async () => {
    const told: number[] = [];
    const board = new WaitingBoard({
      waiting: list => void told.push(list.length),
    });
    await board.during(async tell => tell([waiting('a')]));
    expect(told).toEqual([1]);
  });
});
