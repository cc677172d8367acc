import { describe, expect, test, vi } from 'vitest'
import { TourRunner, type TourScript } from './tour-runner'

/** A runner whose waits end when the test says so. */
function setUp() {
  const waits: (() => void)[] = []
  const runner = new TourRunner(
    1000,
    (_ms, signal) =>
      new Promise((resolve) => {
        waits.push(resolve)
        signal.addEventListener('abort', () => resolve())
      }),
  )
  const said: string[] = []
  const script: TourScript = async (say) => {
    for (const caption of ['one', 'two', 'three']) {
      said.push(caption)
      await say(caption)
    }
  }
  const endWait = async () => {
    waits.shift()?.()
    await settled()
  }
  return { runner, said, script, endWait }
}

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('tour', () => {
  test('shows each caption until its wait ends, and is then done', async () => {
    const { runner, said, script, endWait } = setUp()
    const playing = runner.play('all-well', script)
    await settled()
    expect(runner.view()).toMatchObject({ name: 'all-well', state: 'playing', caption: 'one' })
    await endWait()
    expect(runner.view().caption).toBe('two')
    await endWait()
    await endWait()
    await playing
    expect([said, runner.view().state]).toEqual([['one', 'two', 'three'], 'done'])
  })

  test('a paused tour stays at its caption when the wait ends, until it is resumed', async () => {
    const { runner, said, script, endWait } = setUp()
    void runner.play('all-well', script)
    await settled()
    runner.pause()
    await endWait()
    expect([said, runner.view().state]).toEqual([['one'], 'paused'])
    runner.resume()
    await settled()
    expect([said, runner.view().state]).toEqual([['one', 'two'], 'playing'])
  })

  test('a step advances to the next caption and pauses there', async () => {
    const { runner, said, script, endWait } = setUp()
    void runner.play('all-well', script)
    await settled()
    runner.step()
    await settled()
    await endWait()
    await endWait()
    expect([said, runner.view().state]).toEqual([['one', 'two'], 'paused'])
  })

  test('a stopped tour does nothing more', async () => {
    const { runner, said, script } = setUp()
    const playing = runner.play('all-well', script)
    await settled()
    runner.stop()
    await playing
    expect([said, runner.view()]).toMatchObject([['one'], { name: null, state: 'idle' }])
  })

  test('a second tour begins once the first one has stopped and tidied up', async () => {
    const { runner, said, script } = setUp()
    const tidies: TourScript = (say, signal) => script(say, signal).finally(() => said.push('tidied up'))
    void runner.play('first', tidies)
    await settled()
    void runner.play('second', script)
    await settled()
    expect([said, runner.view().name]).toEqual([['one', 'tidied up', 'one'], 'second'])
  })

  test('a tour that is replaced before it begins is never played', async () => {
    const { runner, said, script } = setUp()
    void runner.play('first', script)
    void runner.play('second', script)
    await settled()
    expect(said).toEqual(['one'])
  })

  test('a tour that fails ends as failed and reports the cause to the console', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const { runner } = setUp()
    await runner.play('all-well', () => Promise.reject(new Error('no such field')))
    expect(runner.view().state).toBe('failed')
    expect(warn).toHaveBeenCalledWith('the tour ended early:', new Error('no such field'))
  })

  test('use by the presenter pauses a tour that is playing, and nothing else', async () => {
    const { runner, script } = setUp()
    runner.pause(true)
    expect(runner.view()).toMatchObject({ state: 'idle', isTakenOver: false })
    void runner.play('all-well', script)
    runner.pause(true)
    expect(runner.view()).toMatchObject({ state: 'paused', isTakenOver: true })
    runner.resume()
    expect(runner.view()).toMatchObject({ state: 'playing', isTakenOver: false })
  })
})
