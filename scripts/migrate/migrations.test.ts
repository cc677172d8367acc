import { expect, test } from 'vitest'
import { diffToSchema } from './migrations'

test('the migrations say all that the schema says', async () => {
  expect(await diffToSchema()).toBeUndefined()
})
