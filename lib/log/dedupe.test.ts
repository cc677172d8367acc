import { expect, test } from 'vitest'
import { Deduper } from './dedupe'

function deduper(most = 10) {
  const logged: unknown[] = []
  const lines = new Deduper<string>({ most, log: (line, count) => logged.push([line, count]) })
  return { lines, logged }
}

test('logs the first occurrence immediately and the further count at the flush', () => {
  const { lines, logged } = deduper()
  for (const line of ['a', 'b', 'a', 'a']) lines.add(line)
  expect(logged).toEqual([
    ['a', 1],
    ['b', 1],
  ])
  lines.flush()
  expect(logged.slice(2)).toEqual([['a', 2]])
})

test('reduces a flood of equal lines to two lines', () => {
  const { lines, logged } = deduper()
  for (let n = 0; n < 10_000; n++) lines.add('a')
  lines.flush()
  lines.flush()
  expect(logged).toEqual([
    ['a', 1],
    ['a', 9_999],
  ])
})

test('bounds a flood of distinct lines and counts the rest', () => {
  const { lines, logged } = deduper(3)
  for (let n = 0; n < 100; n++) lines.add(String(n))
  lines.flush()
  expect(logged).toEqual([
    ['0', 1],
    ['1', 1],
    ['2', 1],
    [undefined, 97],
  ])
})

test('logs the first occurrence again after a flush', () => {
  const { lines, logged } = deduper(1)
  lines.add('a')
  lines.flush()
  lines.add('a')
  expect(logged).toEqual([
    ['a', 1],
    ['a', 1],
  ])
})
