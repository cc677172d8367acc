import { test as base } from './fixtures'
import { OwnServer } from './own-server'

/** Returns a `test` whose file has its own server with these settings. */
export const testOnOwnServer = (name: string, settings: Record<string, string>) =>
  base.extend<object, { server: OwnServer }>({
    server: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from its pattern.
      async ({}, use, { workerIndex }) => {
        const server = await OwnServer.start(`${name}-${workerIndex}`, settings)
        await use(server)
        await server.stop()
      },
      { scope: 'worker', timeout: 90_000 },
    ],
    baseURL: async ({ server }, use) => use(server.origin),
  })
