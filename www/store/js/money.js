const dollars = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' })

export const money = (amount) => dollars.format(amount)

/** Orders over this travel free. */
export const freeFrom = 75
export const delivery = (subtotal) => (subtotal === 0 || subtotal >= freeFrom ? 0 : 9.5)
