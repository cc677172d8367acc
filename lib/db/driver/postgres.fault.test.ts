import { describe, expect, inject, test } from 'vitest'
import { whyUnavailable } from './postgres'

const server = () => new URL(inject('postgresUrl'))

describe('unavailable PostgreSQL', () => {
  test("reports a missing database with the server's message and a remedy", async () => {
    const url = server()
    url.pathname = '/no_such_database'
    const { message } = await whyUnavailable(url.href)
    expect(message).toBe(
      `The PostgreSQL at ${url.host} can't be used: database "no_such_database" does not exist; create it with \`createdb\`, or name an existing database in DATABASE_URL.`,
    )
  })

  test("reports a missing user with the server's message and a remedy", async () => {
    const url = server()
    url.username = 'no_such_user'
    const { message } = await whyUnavailable(url.href)
    expect(message).toContain('role "no_such_user" does not exist; check the user in DATABASE_URL')
  })

  test("removes the password from the server's message, encoded or not", async () => {
    const url = server()
    url.username = 'se%20cret'
    url.password = 'se%20cret'
    const { message } = await whyUnavailable(url.href)
    expect(message).toContain('role "•••" does not exist')
    expect(message).not.toMatch(/se(%20| )cret/)
  })
})
