import { expect, test } from 'vitest'
import { Deduper } from './dedupe'

function deduper(most = 10) {
  const told: unknown[] = []
  const lines = new Deduper<string>({ most, tell: (line, count) => told.push([line, count]) })
  return { lines, told }
}

test('logs the first occurrence immediately and the further count at the flush', () => {
  const { lines, told } = deduper()
  for (const line of ['a', 'b', 'a', 'a']) lines.add(line)
  expect(told).toEqual([
    ['a', 1],
    ['b', 1],
  ])
  lines.flush()
  expect(told.slice(2)).toEqual([['a', 2]])
})

test('reduces a flood of equal lines to two lines', () => {
  const { lines, told } = deduper()
  for (let n = 0; n < 10_000; n++) lines.add('a')
  lines.flush()
  lines.flush()
  expect(told).toEqual([
    ['a', 1],
    ['a', 9_999],
  ])
})

test('bounds a flood of distinct lines and counts the rest', () => {
  const { lines, told } = deduper(3)
  for (let n = 0; n < 100; n++) lines.add(String(n))
  lines.flush()
  expect(told).toEqual([
    ['0', 1],
    ['1', 1],
    ['2', 1],
    [undefined, 97],
  ])
})

test('logs the first occurrence again after a flush', () => {
  const { lines, told } = deduper(1)
  lines.add('a')
  lines.flush()
  lines.add('a')
  expect(told).toEqual([
    ['a', 1],
    ['a', 1],
  ])
})
