'use client'
import { type ChangeEvent, type ComponentProps, useState } from 'react'
import { countryOfNumber } from './country-of-number'
import { countriesIn, selectOption } from './country-options'
import { SelectField } from './select-field'
import { TextField } from './text-field'

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
  /** HTML of the country list (country-options.ts). */
  countryOptions: string
  country: Omit<ComponentProps<typeof SelectField>, 'label'>
  phone: Control
}

/** Selects the country of a typed calling code, and leaves the number as typed. */
export function PhoneFields({ texts, countryOptions, country, phone }: Props) {
  // The same object in every render: React would replace the options, and with them the selection.
  const [options] = useState(() => ({ __html: selectOption(countryOptions, String(country.defaultValue)) }))
  const follow = (event: ChangeEvent<HTMLInputElement>) => {
    const select = event.currentTarget.form?.elements.namedItem(country.id)
    if (!(select instanceof HTMLSelectElement)) return
    const found = countryOfNumber(event.currentTarget.value, select.value, countriesIn(select))
    if (found !== null) select.value = found
  }
  return (
    <>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: the server's own list, escaped. */}
      <SelectField {...country} label={texts.country} autoComplete="country" dangerouslySetInnerHTML={options} />
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
