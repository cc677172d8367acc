import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { applyMigrations } from '../migrate/migrations'
import { bundle } from './bundle'

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
    templateName: string
    /** The bundled script that fault tests run. */
    deliveryProcess: string
  }
}

/** Creates the template of the test workers' databases; drops all of them afterwards. */
export default async function setup(project: TestProject) {
  const postgresUrl = process.env.TEST_DATABASE_URL ?? ''
  const templateName = `latchkey_test_${process.pid}`
  const admin = new pg.Client(postgresUrl)
  await admin.connect()
  await admin.query(`CREATE DATABASE ${templateName}`)
  const template = new URL(postgresUrl)
  template.pathname = `/${templateName}`
  await applyMigrations({ kind: 'server', url: template.href })
  project.provide('postgresUrl', postgresUrl)
  project.provide('templateName', templateName)
  const deliveryProcess = await bundle('scripts/testing/delivery-process.ts')
  project.provide('deliveryProcess', deliveryProcess.file)

  return async () => {
    deliveryProcess.remove()
    const { rows } = await admin.query('SELECT datname FROM pg_database WHERE starts_with(datname, $1)', [templateName])
    for (const { datname } of rows) await admin.query(`DROP DATABASE "${datname}" WITH (FORCE)`)
    await admin.end()
  }
}
