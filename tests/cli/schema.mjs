// What a JSON Schema refuses, for the keywords that policy.schema.json uses. One that it does not know is an error here,
// so that no part of the schema goes unheard.

const COMMENTS = ['$schema', 'title', 'description', 'default', 'format', '$defs']
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

const TYPES = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  integer: Number.isInteger,
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
}

// Each rule: true where `value` is as the keyword says. What a keyword is not about passes it.
const RULES = {
  $ref: (value, name, { root }) => takes(root.$defs[name.replace('#/$defs/', '')], value, root),
  type: (value, types) => [types].flat().some((type) => TYPES[type](value)),
  const: (value, only) => value === only,
  enum: (value, all) => all.includes(value),
  anyOf: (value, all, { root }) => all.some((schema) => takes(schema, value, root)),
  oneOf: (value, all, { root }) => all.filter((schema) => takes(schema, value, root)).length === 1,
  required: (value, names) => !isObject(value) || names.every((name) => Object.hasOwn(value, name)),
  properties: (value, schemas, { root }) =>
    !isObject(value) || Object.entries(schemas).every(([name, schema]) => !Object.hasOwn(value, name) || takes(schema, value[name], root)),
  additionalProperties: (value, schema, { root, properties = {} }) =>
    !isObject(value) || Object.entries(value).every(([name, member]) => Object.hasOwn(properties, name) || takes(schema, member, root)),
  items: (value, schema, { root }) => !Array.isArray(value) || value.every((item) => takes(schema, item, root)),
  pattern: (value, pattern) => typeof value !== 'string' || new RegExp(pattern, 'u').test(value),
  minLength: (value, least) => typeof value !== 'string' || [...value].length >= least,
  minimum: (value, least) => typeof value !== 'number' || value >= least,
  maximum: (value, most) => typeof value !== 'number' || value <= most,
}

export function takes(schema, value, root = schema) {
  if (typeof schema === 'boolean') return schema
  return Object.entries(schema).every(([keyword, said]) => {
    if (COMMENTS.includes(keyword)) return true
    if (!Object.hasOwn(RULES, keyword)) throw new Error(`tests/cli/schema.mjs does not know the keyword ${keyword}`)
    return RULES[keyword](value, said, { root, properties: schema.properties })
  })
}
