import { expect, it } from 'vitest'
import { onShutdown, shutDown } from './lifecycle'

it('shutdown awaits all registered handlers even if one fails', async () => {
  const ended: string[] = []
  onShutdown(() => {
    throw new Error('stuck')
  })
  onShutdown(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    ended.push('slow')
  })
  const unregister = onShutdown(() => void ended.push('gone'))
  unregister()
  await shutDown()
  expect(ended).toEqual(['slow'])
})

it('shutdown runs handlers that are registered during shutdown', async () => {
  const ended: string[] = []
  onShutdown(async () => {
    await Promise.resolve()
    onShutdown(() => void ended.push('late'))
  })
  await shutDown()
  expect(ended).toEqual(['late'])
})

it('a second shutdown does not repeat handlers', async () => {
  let times = 0
  onShutdown(() => {
    times += 1
  })
  await shutDown()
  await shutDown()
  expect(times).toBe(1)
})
