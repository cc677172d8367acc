import pg from 'pg'
import { inject } from 'vitest'
import { openDatabase } from '@/lib/db/driver/client'
import { singleton } from '@/lib/process/singleton'

await singleton('test-database', async () => {
  const template = inject('templateName')
  const name = `${template}_${process.pid}`
  const admin = new pg.Client(inject('postgresUrl'))
  await admin.connect()
  await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  await admin.end()
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  return openDatabase({ url: url.href })
})
