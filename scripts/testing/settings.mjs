import fs from 'node:fs'

const example = fs.readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')

/** The names of all settings, from .env.example. */
export const SETTINGS = [...example.matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name ?? '')
