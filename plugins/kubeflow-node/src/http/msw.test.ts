import { http, HttpResponse } from 'msw';
import { setupServer } from 'msw/node';
import { createTransport } from './transport';

const server = setupServer(
  http.get('https://api.example/version', ({ request }) =>
    HttpResponse.json({ seen: request.headers.get('authorization') }),
  ),
);

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterAll(() => server.close());

describe('createTransport', () => {
  it('is seen by msw, so that tests of others need no server', async () => {
    const transport = createTransport({
      server: 'https://api.example',
      subject: 'a/b',
      authorize: async () => 'Bearer t',
      environment: {},
    });
    const { status, text } = await transport.send({
      method: 'GET',
      path: '/version',
    });
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({ seen: 'Bearer t' });
    transport.close();
  });
});
