import { expect, test } from 'vitest'
import { GUARDED, UNGUARDED } from '@/scripts/testing/endpoints'
import { actionsIn, exportsOf, type Source, sources } from '@/scripts/testing/server-actions'

const IS_ENDPOINT = /(^|\/)(actions|route(\.demo)?)\.tsx?$/

const endpointsIn = ({ file, source }: Source) =>
  new Set([...(IS_ENDPOINT.test(file) ? exportsOf(source) : []), ...actionsIn(source)])

test('lists every server action and route handler as guarded, or with the reason why it needs no guard', () => {
  const found = sources()
    .flatMap((one) => [...endpointsIn(one)].map((name) => `${one.file} ${name}`))
    .filter((name) => !name.endsWith(' dynamic'))
  expect(found.toSorted()).toEqual([...GUARDED, ...Object.keys(UNGUARDED)].toSorted())
})
