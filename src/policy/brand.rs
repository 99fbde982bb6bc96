//! A store's colour, made into colours that everybody can tell apart.
//!
//! Buttons wear the colour as it is: either white or black on it has a contrast of 4.5:1 at least, whatever colour
//! it is (WCAG 2.2, 1.4.3). Where it is drawn on a surface, as a ring or an edge, it is mixed with black or white
//! until it stands out 3:1 (1.4.11), once for light and once for dark.
//!
//! In whole numbers and few of them: every visitor of a store pays for it before the banner.

use crate::text::nibble;

/// Red, green and blue, eight bits each.
pub type Color = u32;

const BLACK: Color = 0;
const WHITE: Color = 0xff_ffff;

/// What goes with a store's colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// What stands on it.
    pub on: Color,
    /// It on a light surface.
    pub on_light: Color,
    /// It on a dark surface.
    pub on_dark: Color,
}

/// The colour that `text` names: `#rrggbb`.
pub fn color(text: &str) -> Option<Color> {
    let [b'#', digits @ ..] = text.as_bytes() else { return None };
    let mut color = 0;
    for digit in digits {
        let letter = (digit | 32).wrapping_sub(b'a');
        let value = if letter < 6 { letter + 10 } else { digit.wrapping_sub(b'0') };
        if value > if letter < 6 { 15 } else { 9 } {
            return None;
        }
        color = color << 4 | Color::from(value);
    }
    (digits.len() == 6).then_some(color)
}

/// What goes with `brand`.
pub fn palette(brand: Color) -> Palette {
    Palette {
        // White is 4.5:1 over all below 0.183, black over all above 0.175.
        on: if light(brand) < 179 * THOUSANDTH { WHITE } else { BLACK },
        // 3:1 beside any surface above 0.76, and beside any below 0.036.
        on_light: mixed(brand, BLACK, 220 * THOUSANDTH),
        on_dark: mixed(brand, WHITE, 210 * THOUSANDTH),
    }
}

/// [`palette`] of the colour that `text` names, eight hexadecimal digits a colour; nothing where it names none.
pub fn palette_digits(text: &str) -> Option<[u8; 24]> {
    let Palette { on, on_light, on_dark } = palette(color(text)?);
    let mut digits = [0; 24];
    for (mut color, digits) in [on, on_light, on_dark].into_iter().zip(digits.chunks_mut(8)) {
        for digit in digits {
            *digit = nibble((color >> 28) as u8);
            color <<= 4;
        }
    }
    Some(digits)
}

/// `color` with as little of `other` in it as brings its light to that side of `limit`.
fn mixed(color: Color, other: Color, limit: u32) -> Color {
    let mut mixed = color;
    let mut share = 0;
    while share < 32 && (light(mixed) < limit) != (other == BLACK) {
        share += 1;
        // Red and blue have room between them to be mixed at once.
        let mix = |part: Color| (((color & part) * (32 - share) + (other & part) * share) >> 5) & part;
        mixed = mix(0xff_00ff) | mix(0x00_ff00);
    }
    mixed
}

/// A thousandth of the light of white.
const THOUSANDTH: u32 = 4_242_000;

/// Relative luminance. The curve of sRGB as a polynomial: near enough to the exact one, for a tenth of its code.
fn light(color: Color) -> u32 {
    let linear = |c: u32| (c * (c * (c * 78 + 44_532) + 208_465)) >> 8;
    54 * linear(color >> 16) + 183 * linear(color >> 8 & 255) + 19 * linear(color & 255)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As WCAG 2.2 defines it.
    fn exact(color: Color) -> f64 {
        let [_, r, g, b] = color.to_be_bytes();
        let linear = |part: u8| {
            let c = f64::from(part) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
    }

    fn contrast(a: Color, b: Color) -> f64 {
        let (a, b) = (exact(a), exact(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// The default theme's surfaces, and what is raised on them.
    const LIGHT: [Color; 2] = [WHITE, 0xf5_f5f2];
    const DARK: [Color; 2] = [0x1a_1c1f, 0x26_292d];

    fn check(brand: Color) {
        let made = palette(brand);
        assert!(contrast(made.on, brand) >= 4.5, "{:x?} on {brand:x?}", made.on);
        for (drawn, surfaces) in [(made.on_light, LIGHT), (made.on_dark, DARK)] {
            for surface in surfaces {
                assert!(contrast(drawn, surface) >= 3.0, "{brand:x?}: {drawn:x?} on {surface:x?}");
            }
        }
    }

    #[test]
    fn every_colour_of_a_fine_grid_has_a_palette_that_can_be_told_apart() {
        let steps = || (0..=255).step_by(5);
        for r in steps() {
            for g in steps() {
                for b in steps() {
                    check(r << 16 | g << 8 | b);
                }
            }
        }
    }

    proptest! {
        #[test]
        fn any_colour_has_a_palette_that_can_be_told_apart(brand in 0..=WHITE) {
            check(brand);
        }
    }

    #[test]
    fn a_colour_that_stands_out_already_stays_as_it_is() {
        assert_eq!(palette(0x0a_6464).on_light, 0x0a_6464);
        assert_eq!(palette(0xff_c42b).on_dark, 0xff_c42b);
        assert_eq!(palette(0xff_c42b).on, BLACK, "black on yellow");
        assert_eq!(palette_digits("#0a6464").map(|d| d[..16].to_vec()), Some(b"00ffffff000a6464".to_vec()));
        assert_eq!(palette_digits("teal"), None);
    }

    #[test]
    fn a_colour_is_a_hash_and_six_digits() {
        assert_eq!(color("#0A64ff"), Some(0x0a_64ff));
        for text in [
            "", "#", "0a64ff", "#0a64f", "#0a64ff0", "#0a64fg", "teal", "#+1+1+1", "#ÄÄÄ", "#0a64f:",
            "#@@@@@@",
        ] {
            assert_eq!(color(text), None, "{text}");
        }
    }
}
