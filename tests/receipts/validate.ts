/** As much of JSON Schema as the schemas beside this use; a keyword that it does not know is an error of the schema. */

type Schema = Record<string, unknown>

const KNOWN = ['$schema', '$defs', '$ref', 'title', 'type', 'const', 'enum', 'required', 'properties', 'additionalProperties', 'items', 'minItems', 'minLength', 'pattern']

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}

/** What in `value` is not as `schema` says, each with its path. */
export function faults(value: unknown, schema: Schema, root: Schema = schema, at = '$'): string[] {
  const unknown = Object.keys(schema).find((keyword) => !KNOWN.includes(keyword))
  if (unknown) throw new Error(`The schema has "${unknown}", which is not known here.`)
  if (typeof schema.$ref === 'string') {
    const target = schema.$ref.replace('#/', '').split('/').reduce<unknown>((part, name) => (part as Schema)[name], root)
    return faults(value, target as Schema, root, at)
  }
  const found: string[] = []
  const type = typeOf(value)
  if (schema.type && ![schema.type].flat().includes(type)) return [`${at} is ${type}`]
  if ('const' in schema && value !== schema.const) found.push(`${at} is ${JSON.stringify(value)}`)
  if (schema.enum && !(schema.enum as unknown[]).includes(value)) found.push(`${at} is ${JSON.stringify(value)}`)
  if (typeof value === 'string') {
    if (schema.pattern && !new RegExp(schema.pattern as string).test(value)) found.push(`${at} is ${JSON.stringify(value)}`)
    if (value.length < Number(schema.minLength ?? 0)) found.push(`${at} is too short`)
  }
  if (Array.isArray(value)) {
    if (value.length < Number(schema.minItems ?? 0)) found.push(`${at} has too few items`)
    if (schema.items) value.forEach((item, index) => found.push(...faults(item, schema.items as Schema, root, `${at}[${index}]`)))
  } else if (type === 'object') {
    const members = value as Schema
    const properties = (schema.properties ?? {}) as Record<string, Schema>
    for (const name of (schema.required ?? []) as string[]) if (!(name in members)) found.push(`${at}.${name} is missing`)
    for (const [name, member] of Object.entries(members)) {
      const about = properties[name] ?? schema.additionalProperties
      if (about === false) found.push(`${at}.${name} is not expected`)
      else if (typeof about === 'object') found.push(...faults(member, about as Schema, root, `${at}.${name}`))
    }
  }
  return found
}
