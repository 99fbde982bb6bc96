/** JSON as the reader of a policy takes it; `src/policy/tokens.rs` says what the tokens are. */
export function tokens(value: unknown): string {
  if (Array.isArray(value)) return '[\0' + value.map(tokens).join('') + ']\0';
  if (typeof value === 'object' && value) {
    return '{\0' + Object.entries(value).map(([name, member]) => 'k' + plain(name) + tokens(member)).join('') + '}\0';
  }
  if (typeof value === 'string') return 's' + plain(value);
  if (typeof value === 'number') return 'n' + plain('' + value);
  return (value === true ? 't' : value === false ? 'f' : 'z') + '\0';
}

const plain = (text: string) => text.replaceAll('\0', '\ufffd') + '\0';
