import { afterEach, describe, expect, test, vi } from 'vitest'
import * as configuration from '@/lib/config/env'
import { costMs } from '@/lib/testing/cost'
import { countryFromLanguages, countryOptions } from './countries'

const allowing = (allowedCountries: '*' | string[]) =>
  vi.spyOn(configuration, 'env').mockReturnValue({ allowedCountries } as configuration.Env)

afterEach(() => vi.restoreAllMocks())

describe('country options', () => {
  test('lists every country once if all are served', () => {
    const options = countryOptions('en')
    expect(options.length).toBeGreaterThan(200)
    expect(new Set(options.map((one) => one.code)).size).toBe(options.length)
    expect(options).toContainEqual({ code: 'DE', name: 'Germany', callingCode: '+49' })
    expect(options).toContainEqual({ code: 'KR', name: 'South Korea', callingCode: '+82', hasLongPrefix: true })
  })

  test('lists only the served countries', () => {
    allowing(['US', 'CA', 'DE'])
    expect(countryOptions('en').map((one) => one.code)).toEqual(['CA', 'DE', 'US'])
  })

  test('names and sorts countries in the given locale', () => {
    allowing(['AT', 'EG', 'ZA'])
    expect(countryOptions('de').map((one) => one.name)).toEqual(['Ägypten', 'Österreich', 'Südafrika'])
  })
})

describe('preselected country', () => {
  test.each([
    ['en-GB,en;q=0.9', 'GB'],
    ['de-AT, de;q=0.9, en-US;q=0.8', 'AT'],
    ['zh-Hant-TW,zh;q=0.9', 'TW'],
    ['fr;q=0.9, fr-CA;q=0.8', 'CA'],
    ['en', 'US'],
    ['', 'US'],
    ['*', 'US'],
    ['xx-YY', 'US'],
  ])('preselects the region of %j: %s', (header, country) => {
    expect(countryFromLanguages(header)).toBe(country)
  })

  test('preselects the United States without a header', () => {
    expect(countryFromLanguages(null)).toBe('US')
  })

  test('preselects only a served country', () => {
    allowing(['CA', 'DE'])
    expect(countryFromLanguages('en-US,en;q=0.9,de-DE;q=0.5')).toBe('DE')
    expect(countryFromLanguages('en-US')).toBe('CA')
  })

  test.each([
    ['fr', 'FR'],
    ['de;q=0.9', 'DE'],
    ['pt', 'BR'],
    ['zh-Hant', 'TW'],
    ['es-419', 'MX'],
    ['fr, en-CA', 'FR'],
    ['en, en-GB;q=0.8', 'GB'],
    ['*', 'US'],
    ['-', 'US'],
  ])('preselects the likely country of a language without a region: %s is %s', (header, country) => {
    expect(countryFromLanguages(header)).toBe(country)
  })

  test('bounds the time for a very long header', () => {
    const header = 'zz-QQ, '.repeat(300_000)
    expect(countryFromLanguages(header)).toBe('US')
    expect(costMs(() => countryFromLanguages(header))).toBeLessThan(50)
  })
})
