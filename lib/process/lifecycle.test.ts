import { expect, it } from 'vitest'
import { onShutdown, shutDown } from './lifecycle'

it('shutting down ends all that is registered and waits for it, also when one of them fails', async () => {
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

it('shutting down ends what is registered by something that is ending', async () => {
  const ended: string[] = []
  onShutdown(async () => {
    await Promise.resolve()
    onShutdown(() => void ended.push('late'))
  })
  await shutDown()
  expect(ended).toEqual(['late'])
})

it('shutting down twice ends everything once', async () => {
  let times = 0
  onShutdown(() => {
    times += 1
  })
  await shutDown()
  await shutDown()
  expect(times).toBe(1)
})
