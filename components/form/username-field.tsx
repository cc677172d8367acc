/** Lets a password manager store the number with the password. It has no name, so it is not posted. */
export function UsernameField({ phone, label }: { phone: string; label: string }) {
  return (
    <label className="sr-only">
      {label}
      <input type="text" autoComplete="username" value={phone} readOnly tabIndex={-1} />
    </label>
  )
}
