/** The path of a page of ours. Never another host: nothing follows the first slash that could begin one. */
export const OWN_PAGE = /^\/(?!\/)[\w+%/-]{0,100}$/
