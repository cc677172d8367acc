'use client'
import type { ChangeEvent, ComponentProps } from 'react'
import { countryOfNumber } from './country-of-number'
import { SelectField } from './select-field'
import { TextField } from './text-field'

export interface Country {
  code: string
  name: string
  callingCode: string
  hasLongPrefix?: boolean
}

export interface PhoneFieldTexts {
  country: string
  phone: string
  phoneHint?: string
}

interface Control extends ComponentProps<'input'> {
  id: string
  error?: string
}

interface Props {
  texts: PhoneFieldTexts
  countries: Country[]
  country: Omit<ComponentProps<typeof SelectField>, 'label'>
  phone: Control
}

/** Selects the country of a typed calling code, and leaves the number as typed. */
export function PhoneFields({ texts, countries, country, phone }: Props) {
  const follow = (event: ChangeEvent<HTMLInputElement>) => {
    const select = event.currentTarget.form?.elements.namedItem(country.id)
    if (!(select instanceof HTMLSelectElement)) return
    select.value = countryOfNumber(event.currentTarget.value, select.value, countries) ?? select.value
  }
  return (
    <>
      <SelectField {...country} label={texts.country} autoComplete="country">
        {countries.map(({ code, name, callingCode }) => (
          <option key={code} value={code}>
            {`${name} ${callingCode}`}
          </option>
        ))}
      </SelectField>
      <TextField
        {...phone}
        label={texts.phone}
        hint={texts.phoneHint}
        type="tel"
        className="tabular-nums"
        onChange={(event) => {
          phone.onChange?.(event)
          follow(event)
        }}
      />
    </>
  )
}
