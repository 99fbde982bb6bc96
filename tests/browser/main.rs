//! The modules' browser parts, in a real browser: `cargo test --target wasm32-unknown-unknown --test browser`.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, reason = "tests")]

mod building;
mod gate;
mod panel;
mod stage;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
