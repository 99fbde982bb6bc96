export const name = 'module part'
