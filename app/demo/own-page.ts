/** Matches a path of this site. Rejects `//host`, which would allow an open redirect. */
export const OWN_PAGE = /^\/(?!\/)[\w+%/-]{0,100}$/
