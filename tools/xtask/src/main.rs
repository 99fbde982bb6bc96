//! `xtask bindgen …` is `wasm-bindgen …`; `xtask runner …` is `wasm-bindgen-test-runner …`.
//!
//! The published command line is used as a library, so that this folder's lock file fixes every version.

use std::env;
use std::ffi::OsString;

fn main() -> anyhow::Result<()> {
    let mut args: Vec<OsString> = env::args_os().collect();
    let task = args.get(1).and_then(|arg| arg.to_str()).unwrap_or_default().to_owned();
    if args.len() > 1 {
        // Both entry points expect their own program name first and their arguments right after it.
        args.remove(1);
    }
    match task.as_str() {
        "bindgen" => wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(args),
        "runner" => wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(args),
        _ => anyhow::bail!("usage: xtask bindgen|runner ARGS"),
    }
}
