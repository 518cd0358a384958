import { retryRule } from './retryRules';

const answer = (status: number, text: string, type = 'application/json') => ({
  status,
  text,
  body: Buffer.from(text),
  headers: { 'content-type': type },
});

describe('retryRule', () => {
  it.each([404, 409, 422])(
    'row 38: asks again when a refusal (%i) was spoiled on its way, also of a conditional write',
    status => {
      const rule = retryRule(answer(status, '{"kind": "Stat'), {
        isConditional: true,
      });
      expect(rule?.name).toBe('spoiled');
    },
  );

  it('row 38: believes a refusal that can be read, and a page', () => {
    const said = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Status',
      code: 404,
      reason: 'NotFound',
      message: 'pods "a" not found',
    });
    const call = { isConditional: true };
    expect(retryRule(answer(404, said), call)).toBeUndefined();
    const page = answer(404, '<html></html>', 'text/html');
    expect(retryRule(page, call)).toBeUndefined();
  });
});
