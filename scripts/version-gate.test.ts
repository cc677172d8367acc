import fs from 'node:fs'
import { describe, expect, it } from 'vitest'
import { problemsIn } from './version-gate.mjs'

/** Returns a lock file in npm's format with these packages and versions. */
const lock = (versions: Record<string, string>) => ({
  packages: {
    '': { version: '0.1.0' },
    ...Object.fromEntries(Object.entries(versions).map(([at, version]) => [`node_modules/${at}`, { version }])),
  },
})

describe('the version gate', () => {
  it('accepts the lock file of this project', () => {
    expect(problemsIn(JSON.parse(fs.readFileSync('package-lock.json', 'utf8')))).toEqual([])
  })

  it.each([
    ['next', '16.3.2'],
    ['next', '15.5.24'],
    ['next', '16.3.3-canary.9'],
    ['react', '19.2.3'],
    ['react-dom', '19.1.9'],
    ['next-auth', '5.0.0-beta.31'],
    ['next-auth', '5.0.0-beta.4'],
    ['next-auth', '4.24.15'],
    ['@auth/core', '0.41.2'],
    ['nodemailer', '9.0.0'],
    ['nodemailer', '8.9.9'],
  ])('rejects %s %s with one message', (name, version) => {
    const problems = problemsIn(lock({ [name]: version }))
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`${name} ${version} has a known vulnerability`)
  })

  it.each([
    ['next', '16.3.3'],
    ['next', '17.0.0'],
    ['react', '19.2.4'],
    ['next-auth', '5.0.0-beta.32'],
    ['next-auth', '5.0.0-beta.100'],
    ['next-auth', '5.0.0'],
    ['@auth/core', '0.41.3'],
    ['@auth/core', '0.100.0'],
    ['nodemailer', '9.0.1'],
    ['nextra', '1.0.0'],
  ])('accepts %s %s', (name, version) => {
    expect(problemsIn(lock({ [name]: version }))).toEqual([])
  })

  it('rejects a vulnerable version nested in another package', () => {
    expect(problemsIn(lock({ 'next-auth/node_modules/nodemailer': '6.0.0' }))).toHaveLength(1)
  })

  it.each([
    ['React', { react: '19.3.1', 'react-dom': '19.3.0' }],
    ['React', { react: '19.3.1', 'react-server-dom-webpack': '19.3.0' }],
    ['Prisma', { prisma: '7.10.1', '@prisma/client': '7.10.0' }],
    ['Prisma', { '@prisma/client': '7.10.0', '@prisma/adapter-pg': '7.9.0' }],
  ])('rejects different versions of %s packages: %j', (called, versions) => {
    expect(problemsIn(lock(versions))).toEqual([
      expect.stringContaining(`All ${called} packages must have the same version`),
    ])
  })
})
