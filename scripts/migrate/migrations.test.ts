import { expect, test } from 'vitest'
import { diffToSchema } from './migrations'

test('the migrations match prisma/schema.prisma', async () => {
  expect(await diffToSchema()).toBeUndefined()
})
